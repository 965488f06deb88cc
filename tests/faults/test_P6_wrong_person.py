"""P6: somebody was asked by mistake, and it is taken back two minutes later: they see and hear no more of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.app.access import NOT_YOURS
from bot.app.commands import ExportCase
from bot.app.wording.asked import TAKE_BACK
from bot.app.wording.talk import TAKEN_BACK
from bot.app.work import OPERATOR
from bot.domain.invitation import Answer
from bot.storage import Storage
from tests.faults.retention import CANARY
from tests.kit.world import Somebody, World, read
from tests.stories.calendars import GRACE, entries

AWAY = "Quorate\n" + TAKEN_BACK


@pytest.fixture
async def world(storage: Storage, tmp_path: Path) -> World:
    return await World(storage, tmp_path).with_everybody()


async def taken_back(world: World, *, accepts: bool = False) -> Somebody:
    """Priya was asked; two minutes later Sam takes it back."""
    priya = world.people["hv1"]
    sam = await world.called(reference=CANARY)
    if accepts:
        await priya.presses("I'll come")
    await world.wait(minutes=2)
    await sam.presses(TAKE_BACK, beside="Priya Nair")
    return priya


@pytest.mark.parametrize("accepts", [False, True])
async def test_P6_the_card_says_withdrawn_and_nothing_of_the_meeting_at_once(world: World, *, accepts: bool) -> None:
    priya = await taken_back(world, accepts=accepts)
    assert [read(card).strip() for card in priya.cards] == [AWAY]
    (invitation,) = await world.rows("invitations", person_id="hv1")
    assert invitation.answer is Answer.WITHDRAWN


async def test_P6_every_button_they_still_have_is_refused_at_the_next_click(world: World) -> None:
    await world.called(reference=CANARY)
    priya = world.people["hv1"]
    buttons = [each for card in priya.cards for each in card.all_buttons()]
    assert buttons
    await world.wait(minutes=2)
    await world.people["sam"].presses(TAKE_BACK, beside="Priya Nair")
    (meeting,) = await world.rows("meetings")
    for verb, subject in {(each.verb, each.subject) for each in buttons} | {("open_meeting", meeting.id)}:
        await priya.sends(verb, subject)
        assert NOT_YOURS[:30] in priya.said, verb


async def test_P6_nothing_about_the_meeting_reaches_them_afterwards(world: World) -> None:
    priya = await taken_back(world)
    sam, before = world.people["sam"], len(priya.posts)
    (meeting,) = await world.rows("meetings")
    await sam.sends("move_to", f"{meeting.id}@20260310T1500Z")
    await world.wait(hours=3)
    await sam.sends("cancel", meeting.id)
    await sam.fills(reason="Not needed")
    await world.wait(hours=30)
    assert len(priya.posts) == before
    assert all(meeting.reference not in read(card) for card in priya.cards)


async def test_P6_the_seat_is_open_again_and_those_above_the_wrong_person_hear_nothing(world: World) -> None:
    await taken_back(world)
    await world.wait(minutes=1)
    asked = {each.person_id for each in await world.rows("invitations") if each.live}
    assert "hv1" not in asked
    assert asked & {"hv2", "hv3"}, "the next best health visitor is asked"
    assert world.people["hvm"].posts == []


async def test_P6_whoever_has_said_no_is_taken_back_too(world: World) -> None:
    """Somebody asked by mistake says so first; until it is taken back they may still look into the meeting."""
    priya, sam = world.people["hv1"], await world.called(reference=CANARY)
    (meeting,) = await world.rows("meetings")
    await priya.presses("I can't come")
    await priya.sends("open_meeting", meeting.id)
    assert meeting.reference in priya.sees()
    await sam.presses(TAKE_BACK, beside="Priya Nair")
    assert [read(card).strip() for card in priya.cards] == [AWAY]
    await priya.sends("open_meeting", meeting.id)
    assert NOT_YOURS[:30] in priya.said


@pytest.mark.parametrize("alone", [False, True], ids=["beside a tool", "mail alone"])
async def test_P6_it_goes_from_their_calendar_and_what_is_mailed_says_nothing_of_it(
    world: World, *, alone: bool
) -> None:
    await world.has_mail("hv1", GRACE, alone=alone)
    sam = await world.called(reference=CANARY)
    (meeting,) = await world.rows("meetings")
    await world.wait(minutes=2)
    await sam.presses(TAKE_BACK, beside="Priya Nair")
    assert [each.cancelled for each in entries(world, GRACE)] == [False, True]
    last = world.letters(GRACE)[-1]
    assert meeting.reference not in read(last)
    assert ("by mistake" in read(last)) is alone


async def test_P6_it_is_an_incident_that_says_what_they_were_shown_and_for_how_long(world: World) -> None:
    await taken_back(world)
    (incident,) = await world.rows("audit", verb="wrong_person")
    assert incident.actor_id == "sam"
    assert incident.detail["person"] == "hv1"
    assert incident.detail["messages"] >= 1
    assert incident.detail["seconds"] == 120
    export = await world.bus.do(ExportCase(CANARY, ""), OPERATOR)
    (meeting,) = export.meetings
    (told,) = meeting.incidents
    assert told.says["person"] == "Priya Nair"
    assert told.says["messages shown"]


async def test_P6_only_whoever_runs_the_meeting_takes_an_invitation_back(world: World) -> None:
    await world.called(reference=CANARY)
    (meeting,) = await world.rows("meetings")
    (invitation,) = await world.rows("invitations", person_id="hv1")
    pat = world.people["pc1"]
    await pat.sends("take_back", f"{meeting.id}/{invitation.id}")
    assert NOT_YOURS[:30] in pat.sees()
    (still,) = await world.rows("invitations", person_id="hv1")
    assert still.live
