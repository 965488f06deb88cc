"""Whoever is invited has the meeting in their own calendar: asked, moved, taken out, never more than they know."""

from __future__ import annotations

from typing import Any

import icalendar

from bot.app.calendar_entries import as_itip
from bot.app.cards import CalendarEntry, Card
from tests.kit.world import World, read
from tests.stories.calendars import GRACE, PAT, PIP, SAM, called, cancelled, entries, moved


def event(entry: CalendarEntry, email: str) -> Any:
    """The entry as a calendar gets it."""
    file = as_itip(entry, "exmp@quorate.example", email)
    (found,) = icalendar.Calendar.from_ical(file).walk("VEVENT")
    return found


async def test_whoever_is_asked_in_teams_has_it_in_their_calendar_too(world: World) -> None:
    await called(world, hv1=GRACE)
    assert world.people["hv1"].card("You are asked to come")
    (letter,) = world.letters(GRACE)
    assert "For your calendar. Answer there or in Teams." in read(letter)
    (entry,) = entries(world, GRACE)
    written = event(entry, GRACE)
    assert written["summary"] == "Exampleshire: strategy meeting EXMP-SM-1"
    assert written["attendee"].params["RSVP"] == "TRUE"
    assert written["location"] == "https://meet.example.org/one"
    assert "01632 960801, PIN 1001" in written["description"]
    assert "999" in written["description"]


async def test_nothing_about_the_child_is_in_it(world: World) -> None:
    await called(world, hv1=GRACE, sam=SAM)
    for email in (GRACE, SAM):
        for entry in entries(world, email):
            file = as_itip(entry, "exmp@quorate.example", email).decode()
            for private in ("CSC-104233", "3 years", "Health visitor", "health_visitor"):
                assert private not in file


async def test_a_letter_brings_its_own_entry_and_no_second_mail_comes(world: World) -> None:
    await world.has_mail("hv1", GRACE)
    await world.called()
    (letter,) = world.letters(GRACE)
    assert "You are asked to come" in read(letter)
    assert len(entries(world, GRACE)) == 1


async def test_the_one_who_calls_it_has_it_as_settled(world: World) -> None:
    await called(world, sam=SAM)
    (entry,) = entries(world, SAM)
    assert entry.coming
    assert event(entry, SAM)["attendee"].params["PARTSTAT"] == "ACCEPTED"


async def test_a_convenor_without_a_seat_has_it_too_and_hands_it_on_with_the_meeting(world: World) -> None:
    ola = "ola@council.example"
    await world.has_mail("tm", "tess@council.example", alone=False)
    await called(world, sam=SAM, ola=ola)
    async with world.storage.units.write() as uow:
        (own,) = await uow.invitations.where(person_id="sam")
        await uow.commit()
    assert own.uid
    await world.people["sam"].presses("Hand over")
    await world.people["sam"].fills(person="ola")
    await world.people["ola"].presses("Take it over")
    (entry,) = entries(world, ola)
    assert "You called this meeting" in read(world.letters(ola)[0])
    assert entry.uid != own.uid
    assert entry.coming
    await world.people["ola"].presses("Hand over")
    await world.people["ola"].fills(person="sam")
    await world.people["sam"].presses("Take it over")
    assert [each.cancelled for each in entries(world, ola)] == [False, True]
    assert entries(world, ola)[1].sequence >= entry.sequence


async def test_an_answer_brings_no_mail_and_the_next_entry_says_what_they_said(world: World) -> None:
    await called(world, hv1=GRACE)
    await world.people["hv1"].presses("I'll come")
    await world.wait(minutes=1)
    assert len(entries(world, GRACE)) == 1
    await moved(world)
    assert not entries(world, GRACE)[1].coming
    assert "The time has changed. Answer there or in Teams." in read(world.letters(GRACE)[1])


async def test_whoever_answers_before_the_mail_goes_is_not_asked_by_it(world: World) -> None:
    await world.has_mail("hv1", GRACE, alone=False)
    tool, box = world.tools["teams"], world.tools["email"]
    held: list[Card] = []

    async def answers() -> None:
        if not held and world.people["hv1"].posts:
            held.append(world.people["hv1"].cards[0])
            button = next(each for each in held[0].buttons if each.verb == "accept")
            await world.front.pressed(world.people["hv1"].identity, button.verb, button.subject, {}, "early")

    tool.after, box.during = answers, None
    await world.called()
    assert len(entries(world, GRACE)) == 1
    assert held


async def test_of_a_desk_only_whoever_takes_it_has_it(world: World) -> None:
    await called(world, pc1=PAT, pc2=PIP)
    assert not entries(world, PAT)
    await world.people["pc1"].presses("I'll take it")
    (entry,) = entries(world, PAT)
    assert entry.coming
    assert not entries(world, PIP)
    await world.people["pc1"].presses("I can't come after all")
    await world.people["pc2"].presses("I'll take it")
    assert entries(world, PIP)[-1].coming


async def test_a_desk_by_mail_has_it_taken_out_where_a_colleague_took_it_and_is_asked_anew(world: World) -> None:
    for person_id, email in (("pc1", PAT), ("pc2", PIP)):
        await world.has_mail(person_id, email)
    await world.called()
    (asked,) = entries(world, PIP)
    async with world.storage.units.read() as uow:
        (mine,) = await uow.invitations.where(person_id="pc1")
    visit = world.people["pc1"].identity.__class__("web", "", "", address_id="e-pc1")
    await world.front.pressed(visit, "accept", f"{mine.id}.1", {}, "take")
    await world.settle()
    assert [each.cancelled for each in entries(world, PIP)] == [False, True]
    await world.front.pressed(visit, "decline", f"{mine.id}.1", {}, "give up")
    await world.settle()
    again = entries(world, PIP)[-1]
    assert not again.cancelled
    assert again.uid == asked.uid
    assert [each.sequence for each in entries(world, PIP)] == [0, 1, 2]


async def test_whoever_is_taken_out_has_only_that_it_is_over(world: World) -> None:
    await called(world, hv1=GRACE)
    await world.people["hv1"].presses("I'll come")
    await world.people["hv1"].presses("I am connected to this family")
    last = entries(world, GRACE)[-1]
    assert last.cancelled
    assert last.title == "Quorate"
    assert "EXMP" not in last.words + last.where
    await moved(world)
    await cancelled(world)
    assert entries(world, GRACE)[-1] == last
