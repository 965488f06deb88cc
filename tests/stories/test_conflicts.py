"""Conflict exclusion: told by the convenor or by the person, carried on, and taken back only by who was shown it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from bot.app.access import NOT_YOURS
from bot.app.cards import Form
from bot.app.commands import (
    AddAction,
    CloseRecord,
    DirectoryChange,
    ImportDirectory,
    NameRecorder,
    PersonLeaves,
    SwapPerson,
    TellConflict,
)
from bot.app.questions import ShowFacts, ShowMeeting
from bot.app.wording.talk import OUT_OF_IT, WHO_MUST_NOT_BE_TOLD, YOURSELF
from bot.app.work import OPERATOR, Actor
from bot.domain.diary import Conflict
from bot.domain.errors import Refusal
from bot.domain.people import Person
from tests.kit.world import COUNCIL, REFERENCE, Somebody, World, read

CONNECTED = "I am connected to this family"


async def draft(world: World, reference: str = REFERENCE, **more: str) -> Somebody:
    """Sam fills the convening form in; the plan is shown."""
    sam = world.people["sam"]
    await sam.types("")
    await sam.fills(**{"references": reference, "urgency": "same_day", "ages": "3 years", **more})
    return sam


async def excluded(world: World) -> list[str]:
    (meeting,) = await world.rows("meetings")
    return sorted(meeting.excluded)


async def seated(world: World, number: int = 1) -> set[str]:
    (meeting,) = await world.rows("meetings", number=number)
    return {each.person_id for each in await world.rows("seats", meeting_id=meeting.id, closed=False)}


@pytest.mark.parametrize("who", ["hv1", "tm"])
async def test_whoever_knows_the_family_says_so_and_is_out_of_it_in_either_tool(world: World, who: str) -> None:
    sam = await world.called("same_day")
    somebody = world.people[who]
    name = somebody.person.name
    await somebody.presses("I can't come")
    await somebody.presses(CONNECTED)
    assert read(somebody.shown).splitlines()[1] == OUT_OF_IT  # type: ignore[arg-type]
    await world.sweep()
    assert OUT_OF_IT in read(somebody.posts[0].card)
    assert "EXMP-SM-1" not in somebody.sees()
    assert f"{name} cannot take part: a personal connection." in sam.sees()
    assert name not in read(sam.card("needed are coming") if "needed are" in sam.sees() else sam.card("Meet by"))
    assert who not in await seated(world)
    versions = [len(post.versions) for post in somebody.posts]
    await world.wait(hours=30)
    assert [len(post.versions) for post in somebody.posts] == versions
    assert "EXMP-SM" not in read(await world.front.home(somebody.identity))
    await somebody.types("mine")
    assert "EXMP-SM" not in somebody.sees()


async def test_the_seat_of_whoever_knows_the_family_is_filled_again_at_once(world: World) -> None:
    await world.called("same_day")
    priya, grace = world.people["hv1"], world.people["hv2"]
    await priya.presses("I'll come")
    await priya.presses(CONNECTED)
    await world.sweep()
    assert grace.card("You are asked to come")
    (row,) = await world.rows("conflicts", person_id="hv1")
    assert (row.council, row.reference, row.told_by_id) == (COUNCIL, REFERENCE, "hv1")
    (entry,) = await world.rows("audit", verb="kept_out")
    assert (entry.actor_id, entry.detail) == ("hv1", {"person": "hv1"})


async def test_an_old_card_answers_like_one_that_was_never_theirs(world: World) -> None:
    await world.called("same_day")
    priya = world.people["hv1"]
    before = priya.posts[0].card.all_buttons()
    await priya.presses("I'll come")
    await priya.presses(CONNECTED)
    for button in (*before, replace(before[0], verb="connected"), replace(before[0], verb="open_invitation")):
        await priya.sends(button.verb, button.subject)
        assert priya.said == NOT_YOURS
    assert not await world.rows("invitations", person_id="hv1", answer=("accepted", "none"))


async def test_it_is_carried_on_to_later_meetings_about_the_child_and_to_those_under_way(world: World) -> None:
    await draft(world)
    assert "hv1" in await seated(world)
    await draft(world, not_told="Priya Nair", ages="4 years")
    assert "hv1" not in await seated(world, 1)
    assert "hv1" not in await seated(world, 2)
    await draft(world, f"{REFERENCE}, CSC-900001", workers="Priya Nair")
    assert "hv1" not in await seated(world, 3)
    await draft(world, "CSC-900002", workers="Priya Nair")
    assert "hv1" in await seated(world, 4)


async def test_whoever_is_out_calls_no_meeting_about_the_child(world: World) -> None:
    await world.bus.do(TellConflict(COUNCIL, REFERENCE.lower(), "sam"), OPERATOR)
    await draft(world)
    sam = world.people["sam"]
    assert sam.said == NOT_YOURS
    assert not await world.rows("meetings")
    await draft(world, "CSC-900002")
    assert isinstance(sam.shown, Form)


async def test_a_convenor_who_is_out_hands_the_meeting_on_to_whoever_is_above(world: World) -> None:
    sam = await world.called("same_day")
    await world.bus.do(TellConflict(COUNCIL, REFERENCE, "sam"), OPERATOR)
    await world.sweep()
    (meeting,) = await world.rows("meetings")
    assert meeting.convenor_id == "tm"
    tess = world.people["tm"]
    assert tess.card("EXMP-SM-1 is now yours. Whoever had it cannot take part.")
    assert "Sam Carter" not in read(tess.card("Meet by"))
    await sam.types("EXMP-SM-1")
    said = sam.said
    await sam.types("EXMP-SM-9")
    assert said == sam.said.replace("SM-9", "SM-1")


async def test_the_manager_of_the_convenor_runs_nothing_that_they_are_out_of(world: World) -> None:
    await world.called("same_day", not_told="Tess Manager")
    tess = world.people["tm"]
    assert not tess.posts
    await tess.types("EXMP-SM-1")
    assert "no part in a meeting" in tess.said
    await world.wait(hours=48)
    assert not tess.posts
    head = world.people["head"]
    assert head.posts


@pytest.mark.parametrize("typed", ["priya nair", "Nair, Priya", "Dr Priya Nair", "PRIYÁ  NAIR", "Ms. Nair Priya"])
async def test_a_full_name_is_that_person_however_it_is_written(world: World, typed: str) -> None:
    sam = await draft(world, not_told=typed)
    assert await excluded(world) == ["hv1"]
    assert "Priya" not in sam.sees()
    await sam.presses("Add what is known")
    (asked,) = [each for each in sam.shown.fields if each.name == "not_told"]  # type: ignore[union-attr]
    assert [each.label for each in asked.options] == ["Priya Nair"]


@pytest.mark.parametrize("typed", ["P Nair", "Priya", "Prya Nair", "Priya Anne Nair"])
async def test_a_name_that_is_nearly_somebodys_is_asked_about_and_nothing_typed_is_lost(
    world: World, typed: str
) -> None:
    sam = await draft(world, not_told=f"Grace Obi; Nobody Here; {typed}")
    assert "Is it one of these?" in read(sam.shown)  # type: ignore[arg-type]
    assert not await world.rows("meetings")
    (asked,) = [each for each in sam.shown.fields if each.name == "not_told"]  # type: ignore[union-attr]
    assert set(asked.value) == {"hv2", "name:Nobody Here"}
    assert {each.value for each in asked.options} == {"hv1", "hv2", "name:Nobody Here", f"name:{typed}"}
    await sam.fills(not_told=("hv2", "name:Nobody Here", "hv1"))
    assert await excluded(world) == ["hv1", "hv2"]
    (meeting,) = await world.rows("meetings")
    assert meeting.excluded_names == ("Nobody Here",)


async def test_whoever_joins_later_under_a_name_that_was_typed_is_out_too(world: World) -> None:
    await world.called("same_day", not_told="Zoë O'Neil")
    joins = Person("zoe", "Zoe ONeil", "health", (COUNCIL,), ("health_visitor",))
    await world.bus.do(ImportDirectory(DirectoryChange(people=(joins,))), OPERATOR)
    assert await excluded(world) == ["zoe"]
    assert {each.person_id for each in await world.rows("conflicts")} == {"zoe"}


async def test_a_name_is_looked_up_again_whenever_somebody_is_sought(world: World) -> None:
    sam = await world.called("same_day", not_told="Zoë O'Neil")
    zoe = await world.joins("zoe", "Dr Zoe O'Neil", "health", ("health_visitor",), "teams")
    (seat,) = await world.rows("seats", name="health_visitor", closed=False)
    await sam.sends("swap", f"{seat.meeting_id}/{seat.id}")
    await sam.fills(person="Zoe")
    assert "Nobody of that name" in read(sam.shown)  # type: ignore[arg-type]
    with pytest.raises(Refusal, match="cannot be asked"):
        await world.bus.do(SwapPerson(seat.meeting_id, seat.id, "zoe"), Actor("sam"))
    for nurse in ("hv1", "hv2", "hv3"):
        somebody = world.people[nurse]
        if somebody.posts:
            await somebody.presses("I can't come")
        await world.wait(hours=1)
    assert not zoe.posts


async def test_what_is_written_down_about_a_case_counts_from_that_instant_on(world: World) -> None:
    await world.called("same_day")
    (meeting,) = await world.rows("meetings")
    async with world.storage.units.write() as uow:
        await uow.conflicts.add(Conflict("row", COUNCIL, REFERENCE, "tm", "ola", world.clock))
        await uow.commit()
    for asked in (ShowMeeting(meeting.id), ShowFacts(meeting.id)):
        with pytest.raises(Refusal, match="no part in that"):
            await world.bus.ask(asked, Actor("tm"))


async def test_a_form_that_did_not_show_somebody_lets_nobody_in_again(world: World) -> None:
    sam = await world.called("same_day", not_told="Rota Nurse")
    priya = world.people["hv1"]
    await sam.presses("Add what is known")
    stale = sam.shown
    await priya.presses("I'll come")
    await priya.presses(CONNECTED)
    sam.shown = stale
    await sam.fills(not_told=(), references="Kayleigh")
    assert "Never a name" in read(sam.shown)  # type: ignore[arg-type]
    await sam.fills(not_told=(), references=REFERENCE)
    assert await excluded(world) == ["hv1", "hv3"]
    await sam.presses("Add what is known")
    await sam.fills(not_told=("hv1",))
    assert await excluded(world) == ["hv1"]
    (entry,) = await world.rows("audit", verb="let_in")
    assert (entry.actor_id, entry.detail) == ("sam", {"person": "hv3"})
    assert not await world.rows("conflicts", person_id="hv3", reference=REFERENCE)


async def test_what_is_over_is_taken_from_whoever_is_out_as_well(world: World) -> None:
    sam = await world.called("same_day")
    priya = world.people["hv1"]
    await priya.presses("I'll come")
    await sam.presses("Cancel the meeting")
    await sam.fills(reason="")
    assert "EXMP-SM-1" in priya.sees()
    await world.bus.do(TellConflict(COUNCIL, REFERENCE, "hv1"), Actor("ola"))
    await world.settle()
    priya.shown = None
    assert "EXMP-SM-1" not in priya.sees()


async def test_a_button_beside_somebody_shows_nothing_once_they_are_out(world: World) -> None:
    sam = await world.called("same_day")
    by_phone = next(each for each in sam.card("Meet by").all_buttons() if each.verb == "phone_answer")
    (asked,) = await world.rows("invitations", id=by_phone.subject.partition(".")[0])
    await world.bus.do(TellConflict(COUNCIL, REFERENCE, asked.person_id), OPERATOR)
    await world.settle()
    await sam.sends(by_phone.verb, by_phone.subject)
    assert sam.said == NOT_YOURS


async def test_only_social_care_that_is_not_out_itself_tells_of_a_conflict(world: World) -> None:
    await world.bus.do(TellConflict(COUNCIL, REFERENCE, "ola"), OPERATOR)
    for who in ("ola", "hv2", "pc1"):
        with pytest.raises(Refusal, match="no part in that"):
            await world.bus.do(TellConflict(COUNCIL, REFERENCE, "hv1"), Actor(who))
    await world.bus.do(TellConflict(COUNCIL, REFERENCE, "hv1"), Actor("sam"))
    assert {each.person_id for each in await world.rows("conflicts")} == {"ola", "hv1"}


async def test_the_case_of_somebody_who_leaves_goes_to_nobody_who_is_out(world: World) -> None:
    await world.bus.do(TellConflict(COUNCIL, REFERENCE, "hvm"), OPERATOR)
    await world.bus.do(PersonLeaves("hv1"), OPERATOR)
    assert not await world.rows("caseloads", person_id="hvm")


async def test_nobody_shuts_themselves_out_of_what_they_call(world: World) -> None:
    sam = await draft(world, not_told="Carter, Sam")
    assert YOURSELF in read(sam.shown)  # type: ignore[arg-type]
    assert not await world.rows("conflicts")


async def test_an_allegation_asks_who_must_not_be_told_until_somebody_is_named(world: World) -> None:
    await world.joins("lado", "Lou Officer", "council", ("lado",))
    sam = await draft(world, concerns=("professional_allegation",))  # type: ignore[arg-type]
    assert WHO_MUST_NOT_BE_TOLD in sam.sees()
    await sam.presses("Add what is known")
    await sam.fills(not_told=("name:Somebody Else",))
    assert WHO_MUST_NOT_BE_TOLD not in sam.sees()
    other = await draft(world, "CSC-900003")
    assert WHO_MUST_NOT_BE_TOLD not in other.sees()


async def test_somebody_asked_to_take_notes_writes_nothing_once_they_must_stay_out(world: World) -> None:
    await world.called("same_day")
    (meeting,) = await world.rows("meetings")
    await world.bus.do(NameRecorder(meeting.id, "ola"), Actor("sam", "slack"))
    await world.bus.do(AddAction(meeting.id, "Visit"), Actor("ola", "slack"))
    async with world.storage.units.write() as uow:
        # As another process may just have kept it: nothing of the meeting has been handed on yet.
        await uow.conflicts.add(Conflict("x1", COUNCIL, REFERENCE, "ola", "operator", world.clock))
        await uow.commit()
    for command in (AddAction(meeting.id, "Ring"), CloseRecord(meeting.id)):
        with pytest.raises(Refusal, match=re.escape(NOT_YOURS)):
            await world.bus.do(command, Actor("ola", "slack"))
