"""The cards of nudges that do not wait for the day's list, read as things stand when they are sent."""

from __future__ import annotations

from bot.app.access import answers_for
from bot.app.action_lines import lines_of
from bot.app.cards import Card, Item
from bot.app.nudging import AWAY, COVER, OFF, before_the_end
from bot.app.on_leave import on_leave
from bot.app.wording.actions.lines import Line
from bot.app.wording.nudges import away_card, away_item, covering_card, nudge_card, untimed_card
from bot.app.work import Work
from bot.domain.action import ActionState
from bot.domain.meeting import MeetingState
from bot.domain.notice import Notice
from bot.domain.people import Person


async def nudge_of(notice: Notice, person: Person, work: Work) -> Card | None:
    """One action; None for whoever it is no longer with, and unsent when it is answered."""
    action = await work.uow.actions.get(notice.subject_id)
    if action is None or (action.state is not ActionState.OPEN and not notice.post_id):
        return None
    (line,) = await lines_of(work.uow, work.policies, [action])
    if not await answers_for(action, line.meeting, person, work):
        return None
    own = action.owner_id == person.id
    # Of another owner who was chosen since, nothing is said but what there is to do.
    theirs = not own and notice.dedupe.endswith(f":{action.owner_id}")
    if action.state is not ActionState.OPEN or not theirs or notice.code not in (COVER, AWAY, OFF):
        return nudge_card(line, work.now, own=own)
    if notice.code == OFF:
        return away_card(line, work.now, None, on_leave=False)
    leave = (await on_leave(work.uow, [action.owner_id or ""], work.now)).get(action.owner_id or "")
    if leave is None:
        return nudge_card(line, work.now, own=False) if notice.code == AWAY else None
    show = covering_card if notice.code == COVER else away_card
    return show(line, work.now, leave.ends_at)


async def untimed_of(notice: Notice, person: Person, work: Work) -> Card | None:
    """What a meeting's actions lack; what the reader owns is on their own card once the record is closed."""
    meeting = await work.uow.meetings.get(notice.subject_id)
    if meeting is None or meeting.state is MeetingState.CANCELLED:
        return None
    is_open = meeting.state is not MeetingState.CLOSED
    if is_open and not notice.post_id and work.now < before_the_end(work, meeting, work.now):
        return None
    found = await work.uow.actions.where(meeting_id=meeting.id, state=ActionState.OPEN, order="number")
    lines = await lines_of(work.uow, work.policies, found)
    gaps = [each for each in lines if not each.action.complete and (is_open or each.action.owner_id != person.id)]
    away = [item for line in lines if line not in gaps and (item := await _away_throughout(line, work)) is not None]
    if not gaps and not away and not notice.post_id:
        return None
    return untimed_card(meeting.reference, gaps, away, work.now, is_open=is_open)


async def _away_throughout(line: Line, work: Work) -> Item | None:
    """The line of an action whose owner is away until after it is due."""
    due, now = line.action.due_at, work.now
    if due is None or due <= now or line.owner is None:
        return None
    leave = (await on_leave(work.uow, [line.owner.id], now)).get(line.owner.id)
    if leave is None or not leave.lasts_until(due):
        return None
    cover = await work.person(leave.covered_by_id)
    name = cover.name if cover is not None and cover.id not in line.meeting.excluded else ""
    return away_item(line, now, leave.ends_at, cover=name)
