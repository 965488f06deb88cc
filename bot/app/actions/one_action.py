"""One open action behind its meeting's lock, and what every change to it brings about."""

from __future__ import annotations

from bot.app.accountability import chase, let_go, show_change
from bot.app.work import Work
from bot.domain.action import Action, ActionState
from bot.domain.errors import Refusal
from bot.domain.meeting import Meeting, MeetingState


async def open_action(action_id: str, work: Work) -> tuple[Action, Meeting]:
    """The action as it stands behind its meeting's lock."""
    found = await work.uow.actions.get(action_id)
    if found is None:
        raise Refusal(
            "no_action", "That action is not here any more. Nothing was changed. Look at the newest message about it."
        )
    meeting = await work.meeting(found.meeting_id)
    action = await work.uow.actions.get(action_id) or found
    if action.state is not ActionState.OPEN:
        raise Refusal(
            "not_open", "That action is already done or struck out. Nothing was changed. You need do nothing."
        )
    return action, meeting


async def changed(work: Work, meeting: Meeting, action: Action, verb: str, **detail: int) -> None:
    """Save it, chase it anew, and show it as it is now; what was asked about it before no longer matters."""
    await let_go(work, action)
    await work.uow.actions.save(action)
    if meeting.state is MeetingState.CLOSED:
        await chase(work, meeting, action)
    await show_change(work, meeting, action)
    await work.note(verb, action.id, meeting.council, meeting.id, number=action.number, **detail)
