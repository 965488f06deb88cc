"""What has waited while it was quiet: still true, and rendered as things are now; or over, and never sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.app.work import Work
from bot.domain.meeting import Meeting
from bot.domain.notice import Notice, NoticeKind, NoticeState
from bot.policy.nights import night_of
from scheduling.london import local_day

WAITING = (NoticeState.PENDING, NoticeState.RETRY, NoticeState.CLAIMED)
# About coming to a meeting: once it has been held, nobody is asked to come any more.
BEFORE_IT = (NoticeKind.INVITATION, NoticeKind.INFORMATION, NoticeKind.CALENDAR, NoticeKind.RING)


async def waiting(work: Work) -> tuple[list[Notice], list[Notice]]:
    """Messages that were never posted, and cards that people have and that are to be brought up to date."""
    found = await work.uow.notices.where(state=WAITING, order="due_at")
    return [each for each in found if not each.post_id and not each.retired], [each for each in found if each.post_id]


async def over(unsent: Sequence[Notice], work: Work) -> set[str]:
    """The ids of those that would be stale: about a meeting that has been, or about a day that is past."""
    meetings = await _meetings(unsent, work)
    lists = {each.person_id: each.id for each in unsent if _is_list(each) and _is_due(each, work)}
    return {
        each.id for each in unsent if _past(meetings.get(each.meeting_id), each, work) or _old_day(each, lists, work)
    }


async def _meetings(unsent: Sequence[Notice], work: Work) -> dict[str, Meeting]:
    ids = tuple(sorted({each.meeting_id for each in unsent if each.kind in BEFORE_IT and each.meeting_id}))
    return {each.id: each for each in await work.uow.meetings.where(id=ids)} if ids else {}


def _past(meeting: Meeting | None, notice: Notice, work: Work) -> bool:
    if meeting is None or notice.kind not in BEFORE_IT:
        return False
    return meeting.ends_at is not None and meeting.ends_at <= work.now


def _old_day(notice: Notice, lists: dict[str, str], work: Work) -> bool:
    """Of several daily lists the newest comes; the evening's card only in its own evening."""
    if _is_list(notice):
        return _is_due(notice, work) and lists[notice.person_id] != notice.id
    if notice.kind is not NoticeKind.EVENING:
        return False
    night = night_of(work.policy(notice.council).working_time(), work.now)
    return date.fromisoformat(notice.subject_id) < local_day(night.begins)


def _is_list(notice: Notice) -> bool:
    return notice.kind is NoticeKind.DIGEST


def _is_due(notice: Notice, work: Work) -> bool:
    return notice.due_at <= work.now
