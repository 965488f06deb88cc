"""Answers by the calendar's own buttons count like a click; old, forwarded and repeated ones change nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.app.cards import CalendarEntry
from bot.app.replies import Say
from bot.domain.calendar_answer import CalendarAnswer
from bot.domain.invitation import Answer, Invitation
from tests.kit.calendar_programs import PROGRAMS, as_read, outlook_suggests
from tests.kit.world import World, at
from tests.stories.calendars import GRACE, PAT, PIP, called, entries


async def answers(
    world: World, word: str, *, entry: CalendarEntry | None = None, program: str = "outlook", **changes: object
) -> str:
    """Press a button in the calendar; what is mailed back."""
    entry = entry or entries(world, GRACE)[-1]
    said_at = changes.pop("said_at", world.clock)
    assert isinstance(said_at, datetime)
    found = as_read(PROGRAMS[program](entry, GRACE, word, said_at), GRACE)
    assert found
    return await gives(world, replace(found, **changes))  # type: ignore[arg-type]  fields by name


async def gives(world: World, answer: CalendarAnswer, key: str = "") -> str:
    said = await world.front.calendar_answer(answer, key or world.key())
    await world.settle()
    return said.text if isinstance(said, Say) else ""


async def mine(world: World, person_id: str = "hv1") -> Invitation:
    (row,) = await world.rows("invitations", person_id=person_id)
    assert isinstance(row, Invitation)
    return row


async def test_of_yes_and_no_the_later_counts_in_whatever_order_they_come(world: World) -> None:
    await called(world, hv1=GRACE)
    early, late = world.clock + timedelta(seconds=10), world.clock + timedelta(seconds=70)
    world.clock += timedelta(minutes=2)
    assert await answers(world, "DECLINED", said_at=late) == ""
    assert await answers(world, "ACCEPTED", said_at=early) == ""
    assert (await mine(world)).answer is Answer.DECLINED


async def test_a_later_no_takes_the_place_of_a_yes(world: World) -> None:
    await called(world, hv1=GRACE)
    await answers(world, "ACCEPTED")
    await answers(world, "DECLINED", said_at=world.clock + timedelta(seconds=5))
    assert (await mine(world)).answer is Answer.DECLINED


async def test_a_repeated_answer_changes_nothing_and_brings_no_mail(world: World) -> None:
    await called(world, hv1=GRACE)
    found = as_read(PROGRAMS["google"](entries(world, GRACE)[-1], GRACE, "ACCEPTED", world.clock), GRACE)
    assert found
    assert await gives(world, found, "letter-1") == ""
    await world.people["hv1"].presses("I can't come after all")
    for key in ("letter-1", "letter-2"):
        assert await gives(world, found, key) == ""
    assert (await mine(world)).answer is Answer.DECLINED


async def test_an_answer_that_was_given_before_the_click_does_not_undo_it(world: World) -> None:
    await called(world, hv1=GRACE)
    before = world.clock
    world.clock += timedelta(minutes=5)
    await world.people["hv1"].presses("I can't come")
    said = await answers(world, "ACCEPTED", said_at=before)
    assert "you answered later" in said
    assert (await mine(world)).answer is Answer.DECLINED


async def test_maybe_never_counts(world: World) -> None:
    await called(world, hv1=GRACE)
    assert "only yes or no" in await answers(world, "TENTATIVE")
    assert (await mine(world)).answer is Answer.NONE
    await answers(world, "ACCEPTED", said_at=world.clock + timedelta(seconds=1))
    assert "still down as coming" in await answers(world, "TENTATIVE", said_at=world.clock + timedelta(seconds=2))
    assert (await mine(world)).answer is Answer.ACCEPTED


async def test_another_time_is_suggested_to_the_convenor(world: World) -> None:
    await called(world, hv1=GRACE)
    entry = entries(world, GRACE)[-1]
    found = as_read(outlook_suggests(entry, GRACE, at(10, 15, 30), world.clock), GRACE)
    assert found
    assert found.answer == "counter"
    assert await gives(world, found) == ""
    assert (await mine(world)).suggested_at == at(10, 15, 30)
    assert "15:30" in world.people["sam"].sees()
    (meeting,) = await world.rows("meetings")
    assert meeting.starts_at != at(10, 15, 30)


async def test_another_time_that_has_passed_is_explained(world: World) -> None:
    await called(world, hv1=GRACE)
    found = as_read(outlook_suggests(entries(world, GRACE)[-1], GRACE, at(9, 9), world.clock), GRACE)
    assert found
    assert "suggest it again" in await gives(world, found)
    assert (await mine(world)).answer is Answer.NONE


@pytest.mark.parametrize(
    "sender", ["colleague@nhs.example", "hv1@evil.example", "", "grace.obi@nhs.example.evil.test"]
)
async def test_whoever_it_was_forwarded_to_changes_nothing_and_is_told_so_once(world: World, sender: str) -> None:
    await called(world, hv1=GRACE)
    said = await answers(world, "ACCEPTED", sender=sender)
    assert "somebody else's" in said
    assert "Priya" not in said
    assert (await mine(world)).answer is Answer.NONE
    assert await answers(world, "ACCEPTED", sender=sender) == ""


async def test_capitals_in_an_address_are_the_same_address(world: World) -> None:
    await called(world, hv1=GRACE)
    assert await answers(world, "ACCEPTED", sender=GRACE.upper()) == ""
    assert (await mine(world)).answer is Answer.ACCEPTED


async def test_an_id_that_is_not_ours_gets_no_answer_at_all(world: World) -> None:
    await called(world, hv1=GRACE)
    own = await mine(world)
    for uid in ("", "x", own.id, f"{own.id}.@quorate.example", f"{own.id}.guess@quorate.example", own.uid + "x", "é"):
        assert await answers(world, "ACCEPTED", uid=uid) == ""
    assert (await mine(world)).answer is Answer.NONE


async def test_a_version_that_we_never_sent_changes_nothing(world: World) -> None:
    await called(world, hv1=GRACE)
    for sequence in (-1, 1, 99):
        await answers(world, "ACCEPTED", sequence=sequence)
    assert (await mine(world)).answer is Answer.NONE


async def test_a_clock_that_is_years_ahead_does_not_shut_out_the_next_answer(world: World) -> None:
    await called(world, hv1=GRACE)
    await answers(world, "ACCEPTED", said_at=world.clock + timedelta(days=900))
    world.clock += timedelta(seconds=1)
    await answers(world, "DECLINED", said_at=world.clock)
    assert (await mine(world)).answer is Answer.DECLINED


async def test_an_answer_without_a_time_counts_now(world: World) -> None:
    await called(world, hv1=GRACE)
    assert await answers(world, "ACCEPTED", said_at=world.clock) == ""
    found = CalendarAnswer(GRACE, (await mine(world)).uid, 0, "declined")
    world.clock += timedelta(seconds=1)
    assert await gives(world, found) == ""
    assert (await mine(world)).answer is Answer.DECLINED


async def test_whoever_was_taken_out_changes_nothing(world: World) -> None:
    await called(world, hv1=GRACE)
    entry = entries(world, GRACE)[-1]
    await world.people["hv1"].presses("I'll come")
    await world.people["hv1"].presses("I am connected to this family")
    said = await answers(world, "ACCEPTED", entry=entry, said_at=world.clock + timedelta(seconds=9))
    assert "no longer with you" in said
    assert (await mine(world)).answer is Answer.WITHDRAWN


async def test_whoever_has_left_changes_nothing(world: World) -> None:
    await called(world, hv1=GRACE)
    async with world.storage.units.write() as uow:
        person = await uow.people.get("hv1")
        assert person
        person.left_at = world.clock
        await uow.people.save(person)
        await uow.commit()
    assert await answers(world, "ACCEPTED") != ""
    assert (await mine(world)).answer is Answer.NONE


async def test_a_replaced_address_answers_for_nobody(world: World) -> None:
    await called(world, hv1=GRACE)
    async with world.storage.units.write() as uow:
        address = await uow.addresses.get("e-hv1")
        assert address
        address.state, address.reason = "dead", "replaced"
        await uow.addresses.save(address)
        await uow.commit()
    await answers(world, "ACCEPTED")
    assert (await mine(world)).answer is Answer.NONE


async def test_of_a_desk_by_mail_the_first_to_accept_has_it(world: World) -> None:
    for person_id, email in (("pc1", PAT), ("pc2", PIP)):
        await world.has_mail(person_id, email)
    await world.called()
    theirs, other = entries(world, PAT)[-1], entries(world, PIP)[-1]
    assert await answers(world, "ACCEPTED", entry=theirs, sender=PAT) == ""
    assert "taken this already" in await answers(world, "ACCEPTED", entry=other, sender=PIP)
    assert (await mine(world, "pc1")).answer is Answer.ACCEPTED
    assert entries(world, PIP)[-1].cancelled


async def test_letters_back_are_few(world: World) -> None:
    await called(world, hv1=GRACE)
    said = [
        await answers(world, "TENTATIVE", said_at=world.clock + timedelta(seconds=n), sender=GRACE) for n in range(6)
    ]
    assert [bool(each) for each in said] == [True, True, True, False, False, False]
    world.clock += timedelta(hours=1, seconds=1)
    assert await answers(world, "TENTATIVE", said_at=world.clock)


async def test_it_stands_in_the_audit_as_the_persons_own(world: World) -> None:
    await called(world, hv1=GRACE)
    await answers(world, "ACCEPTED")
    (entry,) = await world.rows("audit", verb="accepted", actor_id="hv1")
    assert entry.channel == "email"


async def test_an_answer_that_is_here_before_the_letter_is_known_to_have_arrived_counts(world: World) -> None:
    await world.has_mail("hv1", GRACE)
    box = world.tools["email"]

    async def at_once() -> None:
        box.after = None
        found = as_read(PROGRAMS["outlook"](entries(world, GRACE)[-1], GRACE, "ACCEPTED", world.clock), GRACE)
        assert found
        assert await world.front.calendar_answer(found, world.key()) is None

    box.after = at_once
    await world.called()
    assert (await mine(world)).answer is Answer.ACCEPTED
