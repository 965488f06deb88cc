"""Yes to a doubtful time; and two times in one action become two actions."""

from __future__ import annotations

from datetime import UTC

from bot.app.accountability import chase, new_action, set_time, tell_owner
from bot.app.actions.one_action import changed, open_action
from bot.app.commands import Command, ConfirmTimescale, SplitAction
from bot.app.nudging import ask_before_the_end
from bot.app.understood import as_said, best_reading, read, stated
from bot.app.wording.actions.doubt import CHANGED_MEANWHILE, READ_ANEW
from bot.app.work import Handler, Work
from bot.domain.action import Action
from bot.domain.errors import Refusal
from bot.domain.meeting import Meeting, MeetingState
from bot.domain.verbs import verb_of


async def confirm_timescale(command: ConfirmTimescale, work: Work) -> str:
    """The doubtful time was meant as it was read. Refuses when it is not any more what the person saw."""
    action, meeting = await open_action(command.action_id, work)
    if action.expected != command.expected:
        raise Refusal("changed_meanwhile", CHANGED_MEANWHILE)
    best = best_reading(work.policy(meeting.council), meeting, action)
    if best is None or best <= work.now:
        raise Refusal("read_anew", READ_ANEW)
    action.expected, action.due_at = stated(best), best.astimezone(UTC)
    action.time_given_at = action.time_given_at or work.now
    await changed(work, meeting, action, "timescale_confirmed")
    return action.id


async def split_action(command: SplitAction, work: Work) -> str:
    """Two actions of one, of the same owner; their times count from when they were said."""
    action, meeting = await open_action(command.action_id, work)
    at = as_said(meeting, action)
    other = await new_action(work, meeting, command.other_words)
    other.owner_id, other.owner_words = action.owner_id, action.owner_words
    for each, words, timescale in (
        (action, command.words, command.timescale),
        (other, command.other_words, command.other_timescale),
    ):
        policy = work.policy(meeting.council)
        each.words, each.verb = words, verb_of(words, policy.actions.verbs)
        set_time(work, each, timescale, read(policy, timescale or words, at), anew=True)
    await work.uow.actions.add(other)
    await changed(work, meeting, action, "action_split", other=other.number)
    await _begin(work, meeting, other)
    return meeting.id


async def _begin(work: Work, meeting: Meeting, other: Action) -> None:
    """The second is chased like the first; its owner's card shows both."""
    if meeting.state is MeetingState.CLOSED:
        await chase(work, meeting, other)
        await tell_owner(work, meeting, other)
    else:
        await ask_before_the_end(work, meeting)
    await work.note("action_added", other.id, meeting.council, meeting.id, number=other.number)


HANDLERS: dict[type[Command], Handler] = {
    ConfirmTimescale: confirm_timescale,
    SplitAction: split_action,
}
