"""The mail with an entry for whoever was asked in a chat: to their work address, and nowhere else."""

from __future__ import annotations

from bot.app.calendar_entries.of_people import Behind, behind
from bot.app.cards import Card
from bot.app.delivered import address_for
from bot.app.wording.calendar_entry import calendar_card
from bot.app.work import Work
from bot.domain.invitation import Answer
from bot.domain.notice import Notice, NoticeKind
from bot.domain.people import Person

_BY_CALENDAR = "email"


async def calendar_notice(notice: Notice, person: Person, work: Work) -> Card | None:
    """What the mail says; None when there is nothing to put into a calendar, or no address to mail it to.

    Its `turn` changes only when the calendar must hear of it: whoever has answered is left in peace.
    """
    found = await behind(notice, person, work)
    if found is None or await address_for(work.uow, notice, work.letters) is None:
        return None
    over = found.over(person)
    tool = await _tool(notice, found, work)
    if not notice.post_id and (over or not found.asked or tool in work.letters):
        return None
    news = _is_news(found, over=over) and tool not in work.letters
    return calendar_card(
        found.view, found.invitation, tool, f"{found.turn}{'x' if over else ''}" if news else notice.turn, over=over
    )


def _is_news(found: Behind, *, over: bool) -> bool:
    """False for what somebody knows who has said that they can't come, and for a meeting that has been held."""
    if found.invitation is not None and found.invitation.answer is Answer.DECLINED:
        return over and found.invitation.via != _BY_CALENDAR
    return over or found.asked


async def _tool(notice: Notice, found: Behind, work: Work) -> str:
    """The channel that the invitation itself went by, or will."""
    if found.invitation is None:
        return ""
    kind = NoticeKind.INVITATION
    cards = await work.uow.notices.where(subject_id=notice.subject_id, kind=kind, retired=False, order="created_at")
    if not cards:
        return ""
    address = await address_for(work.uow, cards[-1], work.channels)
    return cards[-1].channel if cards[-1].post_id else (address.channel if address else "")
