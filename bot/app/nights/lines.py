"""The lines of a handover as they stand now: each with its meeting and action, and whether it still matters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.app.staying_out import heed_all
from bot.app.work import Work
from bot.domain.action import Action, ActionState
from bot.domain.handover import HandoverLine, LineState, Way
from bot.domain.meeting import Meeting, MeetingState
from bot.domain.obligation import Awaited


@dataclass(frozen=True, slots=True)
class Standing:
    """`open` is True while somebody should still take it."""

    line: HandoverLine
    meeting: Meeting
    action: Action | None
    open: bool


async def standing(work: Work, lines: Sequence[HandoverLine]) -> list[Standing]:
    """Each of these lines as it stands, by reference; everybody who must stay out of a meeting is in `excluded`."""
    meetings = await work.uow.meetings.where(id=tuple({each.meeting_id for each in lines})) if lines else []
    found = {each.id: each for each in await heed_all(work.uow, meetings)}
    ids = tuple({each.action_id for each in lines if each.action_id})
    actions = {each.id: each for each in await work.uow.actions.where(id=ids)} if ids else {}
    pairs = ((each, found[each.meeting_id], actions.get(each.action_id)) for each in lines)
    made = [Standing(*pair, open=_matters(*pair) and _may_be_shared(work, *pair[:2])) for pair in pairs]
    return sorted(made, key=lambda each: (each.meeting.number, each.action.number if each.action else 0))


def _matters(line: HandoverLine, meeting: Meeting, action: Action | None) -> bool:
    if line.state is not LineState.OFFERED or meeting.state is MeetingState.CANCELLED:
        return False
    if line.action_id:
        return action is not None and action.state is ActionState.OPEN
    # Passed to somebody else meanwhile, or left by the giver: it is with that person, and no longer on offer.
    return meeting.convenor_id == line.giver_id


def _may_be_shared(work: Work, line: HandoverLine, meeting: Meeting) -> bool:
    """False for what was offered to emergency duty's desk and has turned out to be restricted since."""
    return line.way is Way.DAY or work.policy(meeting.council).desks_allowed(meeting.facts)


async def end_line(work: Work, line: HandoverLine) -> None:
    """It concerns nobody any more; nothing is awaited for it."""
    line.state = LineState.OVER
    await work.uow.handover_lines.save(line)
    await work.settle(Awaited.LINE, line.id)
    await work.refresh(subject_id=line.offer_id)
