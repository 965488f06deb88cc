"""The questions that have SQL of their own, answered alike on both databases."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.action import Action, ActionState
from bot.domain.invitation import Answer
from bot.domain.meeting import MeetingState, RoomHold
from bot.domain.people import Address, Desk, Identity
from bot.storage import Storage, StorageError
from tests.kit.statements import statements
from tests.storage.things import NOON, a_case, invitation, meeting, person

HOUR = timedelta(hours=1)


async def filling(
    ask: Callable[[str, list[str]], Awaitable[Mapping[str, Any]]], council: str, seat: str
) -> list[str]:
    found = await ask(council, [seat, "nobody's"])
    assert found["nobody's"] == []
    return [each.id for each in found[seat]]


async def test_an_account_is_one_person_here_in_one_tenant(storage: Storage) -> None:
    async with storage.units.write() as unit:
        await unit.people.add(person(1))
        await unit.people.add(person(2, left_at=NOON))
        await unit.addresses.add(Address("a1", "p1", "slack", "T1", "U1"))
        await unit.addresses.add(Address("a2", "p2", "slack", "T1", "U2"))
        await unit.addresses.add(Address("a3", "p1", "teams", "T9", email="nurse@nhs.example"))
        await unit.addresses.add(Address("a4", "p2", "teams", "T9", email="other@nhs.example"))
        found = await unit.who_is(Identity("slack", "T1", "U1"))
        assert found is not None
        assert (found[0].id, found[1].id) == ("p1", "a1")
        assert await unit.who_is(Identity("slack", "T2", "U1")) is None, "another tenant"
        assert await unit.who_is(Identity("teams", "T1", "U1")) is None, "another channel"
        assert await unit.who_is(Identity("slack", "T1", "U2")) is None, "has left"
        assert await unit.who_is(Identity("teams", "T9", "")) is None, "nobody's account"
        await unit.commit()
    with pytest.raises(StorageError):
        async with storage.units.write() as unit:
            await unit.addresses.add(Address("a5", "p2", "slack", "T1", "U1"))
            await unit.commit()


async def test_people_are_found_by_any_words_of_their_name(storage: Storage) -> None:
    names = ["Zoë O'Hara", "Per_cent 100%", "Ann Hart", "Hartley Annis", "ZOE Back\\slash"]
    async with storage.units.write() as unit:
        for number, name in enumerate(names):
            await unit.people.add(person(number, name=name, agency="police" if number == 3 else "nhs"))
        await unit.people.add(person(8, name="Ann Elsewhere", councils=("Slough",)))
        await unit.people.add(person(9, name="Ann Gone", left_at=NOON))

        async def named(words: str, **more: object) -> list[str]:
            found = await unit.people_named(words, councils=["RBWM"], **more)  # type: ignore[arg-type]
            return [p.name for p in found]

        assert await named("zoe") == ["ZOE Back\\slash", "Zoë O'Hara"]
        assert await named("ZOË o'h") == ["Zoë O'Hara"]
        assert await named("ann hart") == ["Ann Hart", "Hartley Annis"]
        assert await named("hart", agency="police") == ["Hartley Annis"]
        assert await named("%") == ["Per_cent 100%"]
        assert await named("_") == ["Per_cent 100%"]
        assert await named("\\") == ["ZOE Back\\slash"]
        assert len(await named("", limit=2)) == 2
        assert [p.name for p in await unit.people_named("ann", councils=["Slough", "RBWM"])] == [
            "Ann Elsewhere",
            "Ann Hart",
            "Hartley Annis",
        ]
        assert await unit.people_named("ann", councils=[]) == []


async def test_who_can_fill_a_seat_follows_every_change(storage: Storage) -> None:
    async with storage.units.write() as unit:
        await unit.people.add(person(2, councils=("RBWM", "Slough"), seats=("health", "gp")))
        await unit.people.add(person(1, seats=("health", "health")))
        await unit.people.add(person(3, seats=("health",), left_at=NOON))
        await unit.desks.add(Desk("d1", "Police desk", "police", ("RBWM", "Slough"), ("police",)))
        await unit.desks.add(Desk("d2", "Closed desk", "police", ("RBWM",), ("police",), closed_at=NOON))
        assert await filling(unit.people_for_seats, "RBWM", "health") == ["p1", "p2"]
        assert await filling(unit.people_for_seats, "Slough", "gp") == ["p2"]
        assert await filling(unit.desks_for_seats, "Slough", "police") == ["d1"]
        assert await filling(unit.desks_for_seats, "RBWM", "police") == ["d1"]
        await unit.people.save(person(2, councils=("RBWM",), seats=("gp",)))
        assert await filling(unit.people_for_seats, "RBWM", "health") == ["p1"]
        assert await filling(unit.people_for_seats, "Slough", "gp") == []


async def test_a_person_is_busy_at_called_meetings_they_accepted_or_have_not_answered(storage: Storage) -> None:
    async with storage.units.write() as unit:
        await a_case(unit, people=5)
        for number, answer in enumerate(Answer, start=1):
            await unit.invitations.add(invitation(number, answer=answer))
        await unit.meetings.add(meeting(2, state=MeetingState.CANCELLED))
        await unit.meetings.add(meeting(3, state=MeetingState.DRAFT, starts_at=None))
        await unit.invitations.add(invitation(1, of=2))
        await unit.invitations.add(invitation(1, of=3))
        people = [f"p{number}" for number in range(1, 6)]
        at_noon = [(NOON, NOON + HOUR)]
        expected = {"p1": at_noon, "p2": at_noon, "p3": [], "p4": [], "p5": []}
        assert await unit.called_to(people, NOON - HOUR, NOON + 3 * HOUR) == expected
        assert await unit.called_to(["p1"], NOON + HOUR / 2, NOON + HOUR) == {"p1": at_noon}
        for start, end in ((NOON - HOUR, NOON), (NOON + HOUR, NOON + 2 * HOUR)):
            assert await unit.called_to(["p1"], start, end) == {"p1": []}, "only touching"
        assert await unit.called_to(["p1"], NOON, NOON + HOUR, besides="m1") == {"p1": []}
        assert await unit.called_to([], NOON, NOON + HOUR) == {}
        await unit.meetings.save(meeting(starts_at=NOON + 5 * HOUR))
        assert await unit.called_to(["p2"], NOON, NOON + HOUR) == {"p2": []}, "moved away"


async def test_a_room_is_taken_for_its_span_by_another_meeting_only(storage: Storage) -> None:
    async with storage.units.write() as unit:
        await a_case(unit)
        await unit.rooms.add(RoomHold("r1", "RBWM", "blue", "m1", NOON, NOON + HOUR))
        assert await unit.room_taken("blue", NOON + HOUR / 2, NOON + 2 * HOUR)
        assert not await unit.room_taken("blue", NOON + HOUR, NOON + 2 * HOUR)
        assert not await unit.room_taken("blue", NOON - HOUR, NOON)
        assert not await unit.room_taken("green", NOON, NOON + HOUR)
        assert not await unit.room_taken("blue", NOON, NOON + HOUR, besides="m1")
        await unit.free_room("m1")
        assert not await unit.room_taken("blue", NOON, NOON + HOUR)


async def test_open_actions_come_by_their_time_and_those_without_one_last(storage: Storage) -> None:
    due = {"x1": None, "x2": NOON + HOUR, "x3": NOON, "x4": NOON, "x5": NOON}
    async with storage.units.write() as unit:
        await a_case(unit)
        for number, (name, at) in enumerate(due.items()):
            state = ActionState.DONE if name == "x5" else ActionState.OPEN
            await unit.actions.add(
                Action(name, "RBWM", "m1", number, "visit", NOON, owner_id=f"p{number % 2}", due_at=at, state=state)
            )
        assert [a.id for a in await unit.actions_of(["p0", "p1"])] == ["x3", "x4", "x2", "x1"]
        assert [a.id for a in await unit.actions_of(["p1"])] == ["x4", "x2"]
        assert await unit.actions_of([]) == []


async def test_my_open_meetings_are_those_i_convene_record_or_am_still_part_of(storage: Storage) -> None:
    async with storage.units.write() as unit:
        await a_case(unit, people=9)
        mine = {2: {"recorder_id": "p2"}, 3: {"convenor_id": "p2"}, 4: {}, 5: {}, 6: {}, 7: {}, 8: {}}
        for number, more in mine.items():
            await unit.meetings.add(meeting(number, **{"raised_at": NOON + number * HOUR} | more))
        await unit.invitations.add(invitation(2, of=4, answer=Answer.DECLINED))
        await unit.invitations.add(invitation(2, of=5, answer=Answer.WITHDRAWN))
        await unit.invitations.add(invitation(2, of=6, answer=Answer.TAKEN))
        await unit.invitations.add(invitation(2, of=7))
        await unit.meetings.save(meeting(7, state=MeetingState.CLOSED))
        await unit.meetings.add(meeting(9, convenor_id="p2", state=MeetingState.CANCELLED))
        await unit.meetings.add(meeting(10, convenor_id="p2", state=MeetingState.HELD, raised_at=NOON))
        assert [m.id for m in await unit.open_meetings_of("p2")] == ["m4", "m3", "m2", "m10"]
        assert await unit.open_meetings_of("nobody") == []


async def test_each_council_counts_its_own_meetings(storage: Storage) -> None:
    async with storage.units.write() as unit:
        assert [await unit.next_number("RBWM"), await unit.next_number("RBWM")] == [1, 2]
        assert await unit.next_number("Slough") == 1
        await unit.hold_council("RBWM")
        await unit.hold_council("Bracknell")
        assert await unit.next_number("Bracknell") == 1
        await unit.commit()
    async with storage.units.write() as unit:
        assert await unit.next_number("RBWM") == 3


async def test_a_transaction_that_only_reads_asks_the_same_question_once(storage: Storage) -> None:
    async with storage.units.write() as uow:
        await uow.people.add(person(1))
        await uow.commit()
    with statements() as asked:
        async with storage.units.read() as uow:
            for _ in range(3):
                assert await uow.people.get("p1") == (await uow.people.where(name="Nurse 1"))[0]
            assert await uow.people.where(name="Nurse 2") == []
    assert len([each for each in asked if "FROM person" in each]) == 3


async def test_a_transaction_that_writes_always_sees_what_is_there_now(storage: Storage) -> None:
    async with storage.units.write() as uow:
        assert await uow.people.get("p1") is None
        assert await uow.people.where(name="Nurse 1") == []
        await uow.people.add(person(1))
        assert await uow.people.where(name="Nurse 1") == [await uow.people.get("p1")]
