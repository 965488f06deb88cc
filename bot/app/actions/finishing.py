"""Done, one or several at once; of one that comes again, one turn."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.app.accountability import let_go, show_change
from bot.app.actions.one_action import changed, open_action
from bot.app.commands import (
    Command,
    FinishActions,
)
from bot.app.understood import read_again
from bot.app.wording.actions.outcomes import WHAT_CHANGED
from bot.app.work import Handler, Work
from bot.domain.action import Action, ActionState, Turn
from bot.domain.errors import Invalid
from bot.domain.meeting import Meeting
from bot.domain.obligation import Awaited
from scheduling.timescale import next_occurrence

TOLD_TWICE = timedelta(minutes=10)
"""[A] Of an action that comes again, nobody does two turns within this."""


async def finish_actions(command: FinishActions, work: Work) -> tuple[str, ...]:
    """Done, one or several at once, with what it changed for the child (finding 15)."""
    if command.outcome is None:
        raise Invalid({"outcome": WHAT_CHANGED})
    for action_id in dict.fromkeys(command.action_ids):
        action, meeting = await open_action(action_id, work)
        action.in_case_record = command.in_case_record
        if action.comes_again:
            if _just_done(action, work.now):
                continue
            turn = Turn(action.due_at, work.now, work.actor.person_id, command.outcome, command.outcome_words)
            action.turns = (*action.turns, turn)
            if await _comes_next(work, meeting, action):
                continue
        else:
            action.outcome_words = command.outcome_words
        action.outcome = command.outcome
        await close(work, meeting, action, "action_done", outcome=str(command.outcome))
    return command.action_ids


def _just_done(action: Action, now: datetime) -> bool:
    """True when this is the same turn told twice, by two clicks or by two people: the next is not done by it."""
    return bool(action.turns) and now - action.turns[-1].done_at < TOLD_TWICE


async def close(work: Work, meeting: Meeting, action: Action, verb: str, **detail: str) -> None:
    """It is over: nothing of it is awaited any more, and every card says so."""
    action.state, action.done_at, action.done_by_id = ActionState.DONE, work.now, work.actor.person_id
    await work.settle(Awaited.ACTION, action.id)
    await work.settle(Awaited.COMPLETE_ACTION, action.id)
    await let_go(work, action)
    await work.uow.actions.save(action)
    await show_change(work, meeting, action)
    await work.note(verb, action.id, meeting.council, meeting.id, number=action.number, **detail)


async def _comes_next(work: Work, meeting: Meeting, action: Action) -> bool:
    """Its next turn becomes due, and the chase begins anew; False when no turn is left before its stated end."""
    following = next_turn(work, meeting, action)
    if following is None:
        return False
    action.due_at = following
    await changed(work, meeting, action, "turn_done", turns=len(action.turns))
    return True


def next_turn(work: Work, meeting: Meeting, action: Action) -> datetime | None:
    """When it is next due (UTC): after the turn that was done, and never in the past, so that none pile up."""
    policy = work.policy(meeting.council)
    found = read_again(policy, meeting, action)
    after = max(work.now, action.due_at or work.now)
    until = found.until if found else None
    following = next_occurrence(action.expected, after, policy.working_time(), policy.terms(), until)
    return following.astimezone(UTC) if following else None


HANDLERS: dict[type[Command], Handler] = {
    FinishActions: finish_actions,
}
