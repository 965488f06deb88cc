"""I need longer: the first time it holds; then the owner's manager must agree, and until then the date stands."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.app.commands import PersonLeaves
from bot.app.work import OPERATOR
from scheduling.london import LONDON
from tests.kit.world import Somebody, World, at, read
from tests.stories.test_actions import held

VISIT = {"words": "Visit the home", "owner": "hv1", "timescale": "by Fri 13 March"}
WHY = "Mother is in hospital"


async def asks(somebody: Somebody, timescale: str, reason: str = WHY) -> None:
    await somebody.presses("I need longer…", beside="action 1")
    await somebody.fills(reason=reason, timescale=timescale)


async def asked_twice(world: World) -> Somebody:
    """Priya has put it off once, and asks again."""
    await held(world, VISIT)
    priya = world.people["hv1"]
    await asks(priya, "by Wed 18 March")
    await asks(priya, "by Fri 20 March")
    return priya


async def test_the_first_later_date_holds_at_once_and_the_old_one_stays_in_sight(world: World) -> None:
    sam = await held(world, VISIT)
    priya = world.people["hv1"]
    await asks(priya, "by Wed 18 March")
    assert "by Wed 18 March, end of day" in priya.said
    (action,) = await world.rows("actions")
    assert (action.longer, len(action.extensions)) == (None, 1)
    dates = "due Wed 18 March, end of day; 2nd date, was Fri 13 March"
    assert dates in read(priya.card("Your actions from"))
    await sam.presses("See the actions")
    assert dates in read(sam.shown)
    await sam.presses("Copy for the case record")
    assert "By Wed 18 March, end of day; 2nd date, was Fri 13 March" in read(sam.shown)
    (owed,) = await world.rows("obligations", kind="action", state="open")
    assert owed.target_at == action.due_at


@pytest.mark.parametrize(
    ("timescale", "wrong"),
    [
        ("by Fri 13 March", "is not later"),
        ("by Thu 12 March", "is not later"),
        ("soon", "no time that can be checked"),
        ("every Monday", "Write one day"),
    ],
)
async def test_what_is_no_later_date_is_not_taken(world: World, timescale: str, wrong: str) -> None:
    await held(world, VISIT)
    priya = world.people["hv1"]
    await asks(priya, timescale)
    assert any(wrong in each.error for each in priya.shown.fields), priya.shown  # type: ignore[union-attr]
    (action,) = await world.rows("actions")
    assert not action.extensions


async def test_the_second_time_the_manager_is_asked_and_the_date_stands_and_is_chased(world: World) -> None:
    priya = await asked_twice(world)
    assert "Hana Lead is asked" in priya.said
    assert "Until then it is due Wed 18 March" in priya.said
    (action,) = await world.rows("actions")
    assert f"{action.due_at.astimezone(LONDON):%d}" == "18"
    card = read(world.people["hvm"].card("needs longer"))
    assert "Priya Nair needs longer" in card
    for words in (
        "EXMP-SM-1 action 1",
        "Fri 20 March",
        "Wed 18 March",
        "Fri 13 March",
        "2nd time",
    ):
        assert words in card
    assert WHY not in world.people["hvm"].sees()
    assert "Fri 20 March is asked for, not agreed yet" in read(priya.card("Your actions from"))
    assert await world.rows("obligations", kind="longer", person_id="hvm", state="open")
    await world.until(at(18, 9, 5))
    assert "due Wed 18 March" in read(priya.card("Your actions today"))


async def test_the_reason_is_shown_on_request_and_each_reading_is_kept(world: World) -> None:
    await asked_twice(world)
    lead = world.people["hvm"]
    await lead.presses("Show why")
    assert WHY in read(lead.shown)
    assert await world.rows("audit", verb="read_detail", actor_id="hvm")


async def test_agreed_it_holds_with_who_agreed_and_the_owner_hears(world: World) -> None:
    priya, lead = await asked_twice(world), world.people["hvm"]
    await lead.presses("Agree")
    (action,) = await world.rows("actions")
    assert action.longer is None
    assert [each.agreed_by_id for each in action.extensions] == ["", "hvm"]
    assert "Hana Lead agrees to the new date" in priya.sees()
    assert "due Fri 20 March, end of day; 3rd date, was Fri 13 March, then Wed 18 March" in priya.sees()
    assert not await world.rows("obligations", kind="longer", state=("open", "escalated"))
    (owed,) = await world.rows("obligations", kind="action", state="open")
    assert owed.target_at == action.due_at
    assert "Answered" in read(lead.card("Answered"))


async def test_not_agreed_the_date_stands_and_the_owner_is_told_whom_to_ring(world: World) -> None:
    priya, lead = await asked_twice(world), world.people["hvm"]
    await lead.presses("Keep Wed 18 March")
    (action,) = await world.rows("actions")
    assert (action.longer, len(action.extensions)) == (None, 1)
    told = read(priya.card("does not agree"))
    assert f"ring Hana Lead, {lead.person.phone}" in told
    assert "due Wed 18 March" in told
    assert await world.rows("obligations", kind="action", state="open")


async def test_an_answer_to_a_date_that_is_not_asked_for_any_more_changes_nothing(world: World) -> None:
    priya, lead = await asked_twice(world), world.people["hvm"]
    old = lead.card("needs longer").buttons[0]
    await asks(priya, "by Wed 25 March")
    await lead.sends(old.verb, old.subject)
    assert "Another date is asked for by now" in read(lead.shown)
    (action,) = await world.rows("actions")
    assert len(action.extensions) == 1
    assert len(await world.rows("obligations", kind="longer", state="open")) == 1
    await lead.presses("Agree")
    assert "due Wed 25 March" in priya.sees()
    await lead.sends(old.verb, old.subject)
    assert "answered already" in read(lead.shown)


async def test_silence_climbs_from_the_manager_to_the_one_above(world: World) -> None:
    await world.joins("hvh", "Hope Head", "health", (), "teams")
    await change_manager(world, "hvm", "hvh")
    await asked_twice(world)
    lead, head = world.people["hvm"], world.people["hvh"]
    asked = len(lead.posts)
    await world.until(at(11, 9, 45))
    assert len(lead.posts) > asked
    assert "There is a newer message" in lead.sees()
    assert not head.posts
    await world.until(at(12, 10))
    assert "Priya Nair needs longer" in read(head.card("needs longer"))
    assert await world.rows("obligations", kind="longer", state="escalated")
    await head.presses("Agree")
    assert "Hope Head agrees" in world.people["hv1"].sees()
    assert "Answered" in read(lead.card("Answered"))


async def change_manager(world: World, person_id: str, manager_id: str | None, **more: str) -> None:
    async with world.storage.units.write() as uow:
        person = await uow.people.get(person_id)
        assert person is not None
        person.manager_id = manager_id
        person.agency_contact_id = more.get("contact")
        await uow.people.save(person)
        await uow.commit()


async def test_without_a_manager_the_agency_contact_is_asked_else_the_chair_else_the_convenor(world: World) -> None:
    await world.joins("nhs", "Nina Contact", "health", (), "teams")
    await change_manager(world, "hv1", None, contact="nhs")
    priya = await asked_twice(world)
    assert "needs longer for action 1, visit" in world.people["nhs"].sees()
    await change_manager(world, "hv1", None)
    await asks(priya, "by Wed 25 March")
    assert "needs longer for action 1, visit" in world.people["sam"].sees(), "nobody has accepted to chair"


async def test_nobody_agrees_to_their_own_later_date(world: World) -> None:
    await held(world, {"words": "Visit", "owner": "sam", "timescale": "by Fri 13 March"})
    sam, tess = world.people["sam"], world.people["tm"]
    await asks(sam, "by Wed 18 March")
    await asks(sam, "by Fri 20 March")
    request = tess.card("needs longer").buttons[0]
    await sam.sends(request.verb, request.subject)
    (action,) = await world.rows("actions")
    assert len(action.extensions) == 1
    await tess.presses("Agree")
    assert "due Fri 20 March" in sam.sees()


async def test_the_manager_moves_a_date_directly_and_the_owner_hears(world: World) -> None:
    priya, lead = await asked_twice(world), world.people["hvm"]
    await lead.sends("put_off", (await world.rows("actions"))[0].id)
    assert "must agree" not in read(lead.shown)
    await lead.fills(reason="Agreed by phone", timescale="by Tue 24 March")
    (action,) = await world.rows("actions")
    assert (action.longer, action.extensions[-1].agreed_by_id) == (None, "hvm")
    assert "Hana Lead has moved the date" in priya.sees()
    assert not await world.rows("obligations", kind="longer", state="open")


async def test_a_manager_who_leaves_has_the_request_taken_to_the_next_above_at_once(world: World) -> None:
    await world.joins("hvh", "Hope Head", "health", (), "teams")
    await change_manager(world, "hvm", "hvh")
    priya = await asked_twice(world)
    await world.bus.do(PersonLeaves("hvm"), OPERATOR)
    await world.settle()
    head = world.people["hvh"]
    assert "needs longer for action 1, visit" in head.sees()
    assert await world.rows("obligations", kind="longer", person_id="hvh", state="open")
    await head.presses("Agree")
    assert "Hope Head agrees" in priya.sees()


@pytest.mark.parametrize("how", ["done", "another owner", "owner leaves"])
async def test_what_makes_it_pointless_settles_it(world: World, how: str) -> None:
    priya, lead = await asked_twice(world), world.people["hvm"]
    if how == "done":
        await priya.presses("Done", beside="action 1")
        await priya.fills(outcome="safer")
    elif how == "another owner":
        await world.people["sam"].sends("owner", (await world.rows("actions"))[0].id)
        await world.people["sam"].fills(owner="pc1")
    else:
        await world.bus.do(PersonLeaves("hv1"), OPERATOR)
        await world.settle()
    (action,) = await world.rows("actions")
    assert action.longer is None
    assert not await world.rows("obligations", kind="longer", state=("open", "escalated"))
    assert "Agree]" not in lead.sees()


async def test_whoever_must_not_be_told_is_never_asked_to_agree(world: World) -> None:
    await world.joins("nhs", "Nina Contact", "health", (), "teams")
    await change_manager(world, "hv1", "hvm", contact="nhs")
    sam = world.people["sam"]
    await sam.types("")
    await sam.fills(references="CSC-104233", urgency="same_day", ages="3 years", not_told="Hana Lead")
    await sam.fills()
    for each, label in (("pc1", "I'll take it"), ("hv1", "I'll come")):
        await world.people[each].presses(label)
    await world.until(at(10, 13))
    await sam.presses("Write the actions")
    await sam.fills(**VISIT)
    await sam.presses("Finish")
    await sam.fills()
    await asks(world.people["hv1"], "by Wed 18 March")
    await asks(world.people["hv1"], "by Fri 20 March")
    assert not world.people["hvm"].posts
    assert "needs longer for action 1, visit" in world.people["nhs"].sees()


async def test_of_an_action_that_comes_again_only_this_turn_moves(world: World) -> None:
    await held(world, {"words": "Ring the school", "owner": "hv1", "timescale": "every Friday"})
    (before,) = await world.rows("actions")
    assert before.comes_again
    await asks(world.people["hv1"], "by Sat 28 March")
    (after,) = await world.rows("actions")
    assert after.expected == before.expected
    assert after.timescale_words == before.timescale_words
    assert after.due_at > before.due_at


async def test_a_date_asked_for_that_has_passed_is_not_agreed_to(world: World) -> None:
    await asked_twice(world)
    lead = world.people["hvm"]
    agree = lead.card("needs longer").buttons[0]
    world.clock = at(21, 10) + timedelta(0)
    await lead.sends(agree.verb, agree.subject)
    assert "has passed" in read(lead.shown)
    (action,) = await world.rows("actions")
    assert len(action.extensions) == 1


async def test_an_old_button_does_not_put_a_date_off_without_a_reason(world: World) -> None:
    await held(world, VISIT)
    priya = world.people["hv1"]
    (action,) = await world.rows("actions")
    await world.wait(hours=2)
    await priya.sends("quick_time", f"{action.id}/5 working days")
    assert "It has a time already: due Fri 13 March" in read(priya.shown)  # type: ignore[arg-type]
    await priya.sends("quick_time", f"{action.id}/today")
    assert "due Tue 10 March" in read(priya.shown)  # type: ignore[arg-type]
