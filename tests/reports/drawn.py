"""Closed records with actions of every fate, drawn by lot and written as rows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

from bot.app.store import UnitOfWork
from bot.domain.action import Action, ActionState, Extension, GivenBack, Outcome, Turn
from bot.domain.case import CaseFacts
from bot.domain.meeting import Meeting, MeetingState
from bot.domain.people import Person

BEGAN = datetime(2026, 2, 2, 9, tzinfo=UTC)
NOW = BEGAN + timedelta(days=90)
AGENCIES = ("social_care", "police", "health", "education")
TEAMS = ("", "Duty", "0-19 East", "=cmd|' /C calc'!A0")
SECRETS = ("Sündor Privatename", "CSC-104233", "waits for the lab")


async def draw(uow: UnitOfWork, seed: int, meetings: int, actions: int, council: str = "EXMP") -> None:
    """Write so many meetings, most of them closed, with so many actions on them."""
    lots = Random(seed)
    everybody = [
        Person(f"{council}-p{n}", f"Person {n}", lots.choice(AGENCIES), (council,), team=lots.choice(TEAMS))
        for n in range(24)
    ]
    for each in everybody:
        await uow.people.add(each)
    held = [_meeting(lots, council, number) for number in range(1, meetings + 1)]
    for meeting in held:
        await uow.meetings.add(meeting)
    for number in range(1, actions + 1):
        owner = lots.choice([*everybody, None])
        await uow.actions.add(_action(lots, lots.choice(held), number, owner.id if owner else None))


def _meeting(lots: Random, council: str, number: int) -> Meeting:
    began = BEGAN + timedelta(hours=lots.randrange(24 * 80))
    state = lots.choice([MeetingState.CLOSED] * 4 + [MeetingState.HELD, MeetingState.CALLED])
    facts = CaseFacts((), frozenset(), (), "school", began, "same_day")
    meeting = Meeting(
        f"{council}-m{number}", council, number, "same_day", f"{council}-p0", began, began, facts, "1", state
    )
    meeting.closed_at = began + timedelta(hours=2) if state is MeetingState.CLOSED else None
    return meeting


def _action(lots: Random, meeting: Meeting, number: int, owner_id: str | None) -> Action:
    closed = meeting.closed_at or meeting.raised_at
    action = Action(f"{meeting.council}-a{number}", meeting.council, meeting.id, number, SECRETS[0], closed)
    action.owner_id = owner_id
    if lots.random() < 0.75:
        later = lots.choice([timedelta(hours=-1), timedelta(), timedelta(hours=lots.randrange(1, 400))])
        action.time_given_at = closed + later
        action.due_at = closed + timedelta(hours=lots.randrange(2, 2000))
    for _ in range(lots.choice([0, 0, 0, 1, 2, 3])):
        action.extensions += (Extension(closed, "p", closed, NOW, SECRETS[2]),)
    for _ in range(lots.choice([0, 0, 0, 1])):
        action.given_back += (GivenBack(closed, "p", SECRETS[2]),)
    _fate(lots, action, closed)
    return action


def _fate(lots: Random, action: Action, closed: datetime) -> None:
    fate = lots.choice(["open", "open", "done", "done", "dropped", "comes again"])
    if fate == "dropped":
        action.state = ActionState.DROPPED
    if fate == "done":
        action.state, action.done_at = ActionState.DONE, closed + timedelta(hours=lots.randrange(1, 1900))
        action.outcome = lots.choice([*Outcome, None])
    if fate == "comes again":
        action.expected = "RECUR:P7D@2026-03-01"
        for _ in range(lots.randrange(4)):
            due, done = (closed + timedelta(hours=lots.randrange(1, 900)) for _ in range(2))
            action.turns += (Turn(due, done, "p", lots.choice([*Outcome, None]), SECRETS[0]),)
        if action.turns and lots.random() < 0.5:
            action.state, action.done_at = ActionState.DONE, action.turns[-1].done_at
