"""The directory as the database has it, and what waits for each person in it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from bot.app.store import UnitOfWork
from bot.domain.action import ActionState
from bot.domain.invitation import Answer
from bot.domain.meeting import MeetingState
from bot.domain.people import Address, Desk, Person

UNDER_WAY = (MeetingState.DRAFT, MeetingState.CALLED, MeetingState.HELD)
AT_ONCE = 500
T = TypeVar("T")
Case = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much waits for one person."""

    meetings: int = 0
    invitations: int = 0
    actions: int = 0

    @property
    def words(self) -> str:
        """In plain words; "" when nothing waits."""
        counts = ((self.meetings, "meeting"), (self.invitations, "invitation"), (self.actions, "action"))
        return ", ".join(f"{count} {noun}{'s' if count > 1 else ''}" for count, noun in counts if count)


@dataclass(frozen=True, slots=True)
class CurrentDirectory:
    """Everybody, those who have left included. By person: desks served, cases held, addresses, what waits."""

    people: Mapping[str, Person] = field(default_factory=dict)
    desks: Mapping[str, Desk] = field(default_factory=dict)
    serves: Mapping[str, frozenset[str]] = field(default_factory=dict)
    cases: Mapping[str, frozenset[Case]] = field(default_factory=dict)
    addresses: Mapping[str, tuple[Address, ...]] = field(default_factory=dict)
    waiting: Mapping[str, Waiting] = field(default_factory=dict)


async def read_current(uow: UnitOfWork, *, waiting: bool = True) -> CurrentDirectory:
    """Read it all. Without `waiting`, what waits for people is left out."""
    members = await uow.desk_members.where()
    cases = [each for each in await uow.caseloads.where() if each.reference]
    return CurrentDirectory(
        {each.id: each for each in await uow.people.where()},
        {each.id: each for each in await uow.desks.where()},
        _grouped((each.person_id, each.desk_id) for each in members),
        _grouped((each.person_id, (each.council, each.reference)) for each in cases),
        await _addresses(uow),
        await _waiting(uow) if waiting else {},
    )


def _grouped(pairs: Iterable[tuple[str, T]]) -> dict[str, frozenset[T]]:
    found: defaultdict[str, set[T]] = defaultdict(set)
    for person_id, thing in pairs:
        found[person_id].add(thing)
    return {person_id: frozenset(things) for person_id, things in found.items()}


async def _addresses(uow: UnitOfWork) -> dict[str, tuple[Address, ...]]:
    found: defaultdict[str, list[Address]] = defaultdict(list)
    for address in await uow.addresses.where(order="rank"):
        found[address.person_id].append(address)
    return {person_id: tuple(addresses) for person_id, addresses in found.items()}


async def _waiting(uow: UnitOfWork) -> dict[str, Waiting]:
    meetings: Counter[str] = Counter()
    invitations: Counter[str] = Counter()
    under_way = await uow.meetings.where(state=UNDER_WAY)
    for meeting in under_way:
        meetings.update({each for each in (meeting.convenor_id, meeting.recorder_id, meeting.handover_to_id) if each})
    called = [meeting.id for meeting in under_way if meeting.state is MeetingState.CALLED]
    for start in range(0, len(called), AT_ONCE):
        asked = await uow.invitations.where(
            meeting_id=tuple(called[start : start + AT_ONCE]), answer=(Answer.NONE, Answer.ACCEPTED)
        )
        invitations.update(each.person_id for each in asked)
    actions = Counter(each.owner_id for each in await uow.actions.where(state=ActionState.OPEN) if each.owner_id)
    known = meetings.keys() | invitations.keys() | actions.keys()
    return {each: Waiting(meetings[each], invitations[each], actions[each]) for each in known}
