"""One meeting, five ways to be reached: Slack, Teams, mail with the calendar's button, a page behind a link, a
telephone. All count towards one quorum; and whoever loses their way is reached by another within the minute."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.app.ports import Delivery, Unreachable, Visit
from bot.app.replies import Show
from bot.domain.invitation import Answer, Invitation
from tests.kit.calendar_programs import PROGRAMS, as_read
from tests.kit.tool import Letterbox
from tests.kit.world import Somebody, World, read
from tests.stories.calendars import entries
from tests.stories.letters import code_in, link_in
from tests.stories.reaching import only_a_number, phone_card

PRIYA, SCHOOL = "priya.nair@nhs.example", "office@school.example"
MINUTE = timedelta(minutes=1)


@pytest.fixture
async def five(world: World) -> World:
    """The chair has Slack, police Teams, the health visitor a calendar, the school a page, the GP a number."""
    await world.has_mail("hv1", PRIYA)
    await world.joins("dsl", "Dana Lead", "education", ("school",))
    await world.has_mail("dsl", SCHOOL)
    await world.joins("gp", "Dr Gale Example", "health", ("gp",))
    await only_a_number(world, "gp")
    sam = world.people["sam"]
    await sam.types("")
    await sam.fills(
        references="CSC-104233",
        urgency="same_day",
        ages="5 years",
        concerns=("neglect",),
        services=("school", "gp", "health_visitor"),
    )
    await sam.fills()
    return world


async def on_the_page(world: World, email: str, label: str) -> None:
    """Follow the newest link, prove it with the code, press."""
    link = link_in([each for each in world.letters(email) if each.letter and each.letter.page][-1])
    await world.front.send_code(link)
    await world.settle()
    visit = await world.front.prove(link, code_in(world.letters(email)[-1]))
    assert isinstance(visit, Visit)
    shown = await world.front.visited(visit)
    assert isinstance(shown, Show)
    button = next(each for each in shown.card.buttons if each.label == label)
    await world.front.pressed(visit.who, button.verb, button.subject, {}, world.key())
    await world.settle()


async def by_calendar(world: World, email: str, word: str) -> None:
    found = as_read(PROGRAMS["outlook"](entries(world, email)[-1], email, word, world.clock), email)
    assert found
    assert await world.front.calendar_answer(found, world.key()) is None
    await world.settle()


async def answer_of(world: World, person_id: str) -> Invitation:
    (row,) = await world.rows("invitations", person_id=person_id)
    assert isinstance(row, Invitation)
    return row


async def test_five_ways_make_one_quorum_live(five: World) -> None:
    sam = five.people["sam"]
    assert "Not quorate yet" in sam.sees()
    await five.people["tm"].presses("I'll come")
    await five.people["pc1"].presses("I'll take it")
    await by_calendar(five, PRIYA, "ACCEPTED")
    await on_the_page(five, SCHOOL, "I'll come")
    await sam.presses("Will come", beside="Dr Gale Example")
    said = {person: await answer_of(five, person) for person in ("tm", "pc1", "hv1", "dsl", "gp")}
    assert {person: each.via for person, each in said.items()} == {
        "tm": "slack", "pc1": "teams", "hv1": "email", "dsl": "web", "gp": "phone"
    }  # fmt: skip
    assert all(each.answer is Answer.ACCEPTED for each in said.values())
    assert said["gp"].recorded_by_id == "sam"
    assert "Quorate: social care, police and health are coming" in sam.sees()


WAYS = {"tm": "slack", "pc1": "teams", "hv1": "email"}


def gone(world: World, person_id: str) -> Delivery:
    """From now on this person's tool takes nothing more for them."""
    lost = Unreachable("blocked")
    tool = world.tools[WAYS.get(person_id, "email")]
    account = {"hv1": PRIYA, "dsl": SCHOOL}.get(person_id) or world.people[person_id].identity.account
    tool.always[account] = lost
    return lost


async def moves(world: World) -> None:
    """The time changes: everybody must be asked anew."""
    sam = world.people["sam"]
    await sam.presses("Change the time")
    await sam.fills(date="2026-03-10", time="15:30")


@pytest.mark.parametrize("person_id", ["tm", "hv1", "dsl"])
async def test_whoever_loses_their_way_is_rung_within_the_minute(five: World, person_id: str) -> None:
    gone(five, person_id)
    began = five.clock
    await moves(five)
    await five.wait(minutes=1)
    words = read(phone_card(five.people["sam"]))
    person: Somebody = five.people[person_id]
    assert f"Ring {person.person.name}" in words
    assert person.person.phone in words
    assert five.clock - began <= MINUTE


@pytest.mark.parametrize("person_id", ["tm", "pc1"])
async def test_whoever_loses_their_chat_has_it_by_mail_within_the_minute(five: World, person_id: str) -> None:
    email = f"{person_id}@work.example"
    await five.has_mail(person_id, email, alone=False)
    gone(five, person_id)
    await moves(five)
    await five.wait(minutes=1)
    asked = [each for each in five.letters(email) if each.letter and each.letter.page]
    assert "15:30" in read(asked[-1])
    await on_the_page(five, email, "I'll take it" if person_id == "pc1" else "I'll come")
    assert (await answer_of(five, person_id)).via == "web"


async def test_a_desk_whose_first_member_is_out_of_reach_still_has_the_others(five: World) -> None:
    gone(five, "pc1")
    await moves(five)
    await five.wait(minutes=1)
    await five.people["pc2"].presses("I'll take it")
    assert (await answer_of(five, "pc2")).answer is Answer.ACCEPTED


async def test_a_letter_that_comes_back_later_is_a_call_within_the_minute(five: World) -> None:
    letter = next(each for each in five.letters(SCHOOL) if each.letter and each.letter.page)
    assert letter.letter
    await five.front.undelivered(letter.letter.mark, SCHOOL, "no_mailbox", "dsn-1")
    await five.wait(minutes=1)
    assert "Ring Dana Lead" in read(phone_card(five.people["sam"]))


async def test_each_loses_their_way_in_turn_and_all_are_reached_in_the_end(five: World) -> None:
    box = five.tools["email"]
    assert isinstance(box, Letterbox)
    await five.has_mail("tm", "tess@work.example", alone=False)
    await five.has_mail("pc1", "pat@work.example", alone=False)
    for person_id in ("tm", "pc1", "hv1", "dsl"):
        gone(five, person_id)
    await moves(five)
    await five.wait(minutes=1)
    await on_the_page(five, "tess@work.example", "I'll come")
    await on_the_page(five, "pat@work.example", "I'll take it")
    sam = five.people["sam"]
    for name in ("Priya Nair", "Dana Lead", "Dr Gale Example"):
        await sam.presses("Will come", beside=name)
    assert "Quorate: social care, police and health are coming" in sam.sees()
