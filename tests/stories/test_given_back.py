"""Not mine: it goes back to whoever is in charge, at once, and its time goes on counting."""

from __future__ import annotations

from bot.app.commands import PersonLeaves
from bot.app.work import OPERATOR
from tests.kit.world import Somebody, World, at, read
from tests.stories.test_actions import held

VISIT = {"words": "Visit the home", "owner": "hv1", "timescale": "by Fri 13 March"}
WHY = "Grace has that family now"


async def gives_back(somebody: Somebody, reason: str = "") -> None:
    await somebody.presses("More…", beside="action 1")
    await somebody.presses("Not mine…")
    await somebody.fills(reason=reason)


async def chaired(world: World, *lines: dict[str, str]) -> Somebody:
    """A closed meeting that Tess chaired."""
    await world.called(concerns=("physical_injury",))
    await world.people["tm"].presses("I'll come")
    for each, label in (("pc1", "I'll take it"), ("hv1", "I'll come"), ("paed", "I'll come")):
        await world.people[each].presses(label)
    return await world.recorded(*lines)


async def test_it_goes_back_to_the_chair_at_once_with_who_was_there_to_choose_from(world: World) -> None:
    await chaired(world, VISIT)
    priya, tess = world.people["hv1"], world.people["tm"]
    await gives_back(priya, WHY)
    assert "Given back" in priya.said
    (action,) = await world.rows("actions")
    assert (action.owner_id, action.given_back[0].by_id, action.given_back[0].reason) == (None, "hv1", WHY)
    card = read(tess.card("Whose is it?"))
    assert "Priya Nair gives back action 1, visit" in card
    assert "due Fri 13 March, end of day" in card
    assert "[Pat Constable]" in card
    assert "[Priya Nair]" not in card
    assert WHY not in tess.sees()
    assert "is with you any more" in read(priya.card("Your actions from")), "the former owner's card is up to date"
    await tess.presses("Show why")
    assert WHY in read(tess.shown)
    await tess.presses("Pat Constable")
    (action,) = await world.rows("actions")
    assert action.owner_id == "pc1"
    assert "Pat Constable has it now" in read(tess.card("has it now"))
    assert "action 1" in read(world.people["pc1"].card("Your actions from"))


async def test_an_old_choice_does_not_take_it_from_whoever_has_it_by_now(world: World) -> None:
    await chaired(world, VISIT)
    await gives_back(world.people["hv1"])
    tess, sam = world.people["tm"], world.people["sam"]
    choices = [each for each in tess.card("Whose is it?").all_buttons() if each.verb == "give_to"]
    old = next(each for each in choices if each.label == "Pat Constable")
    (action,) = await world.rows("actions")
    await sam.sends("owner", action.id)
    await sam.fills(owner="paed")
    await tess.sends(old.verb, old.subject)
    (action,) = await world.rows("actions")
    assert action.owner_id == "paed"
    assert "Somebody has it already" in tess.sees()


async def test_without_a_chair_it_goes_to_the_convenor(world: World) -> None:
    await held(world, VISIT)
    await gives_back(world.people["hv1"])
    assert "Whose is it?" in world.people["sam"].sees()


async def test_a_chair_who_gives_back_their_own_does_not_get_it_back(world: World) -> None:
    await chaired(world, {**VISIT, "owner": "tm"})
    await gives_back(world.people["tm"])
    assert "Whose is it?" in world.people["sam"].sees()
    assert "Whose is it?" not in world.people["tm"].sees()


async def test_its_time_goes_on_counting_and_reaches_those_in_charge(world: World) -> None:
    await chaired(world, VISIT)
    await gives_back(world.people["hv1"])
    kinds = {each.kind: each for each in await world.rows("obligations", state="open")}
    assert set(kinds) == {"complete_action", "action"}
    assert kinds["complete_action"].person_id == "tm"
    await world.until(at(17, 17))
    for each in ("sam", "tm"):
        assert "2 days late; nobody owns it" in read(world.people[each].card("actions today")), each
    priya = world.people["hv1"]
    assert not any("action 1" in read(card) for card in priya.cards)


async def test_given_back_in_turn_the_card_says_who_gave_it_back_before(world: World) -> None:
    await chaired(world, VISIT)
    priya, pat, tess = (world.people[each] for each in ("hv1", "pc1", "tm"))
    await gives_back(priya)
    await tess.presses("Pat Constable")
    await gives_back(pat)
    card = read(tess.card("Pat Constable gives back action 1, visit"))
    assert "Given back before by: Priya Nair, Tue 10 March" in card
    assert "There is a newer message" in tess.sees()
    assert len(await world.rows("obligations", kind="complete_action", state="open")) == 1


async def test_only_the_owner_gives_it_back(world: World) -> None:
    sam = await held(world, VISIT)
    (action,) = await world.rows("actions")
    await sam.presses("See the actions")
    await sam.presses("More…")
    assert "Not mine…" not in read(sam.shown)
    await sam.sends("give_back", action.id)
    assert "no part in that" in sam.said
    priya = world.people["hv1"]
    await gives_back(priya)
    await priya.sends("give_back", action.id)
    assert (await world.rows("actions"))[0].given_back[1:] == ()


async def test_a_chair_who_leaves_has_it_taken_to_the_convenor_at_once(world: World) -> None:
    await chaired(world, VISIT)
    await gives_back(world.people["hv1"])
    await world.bus.do(PersonLeaves("tm"), OPERATOR)
    await world.settle()
    assert "Whose is it?" in world.people["sam"].sees()
    (owed,) = await world.rows("obligations", kind="complete_action", state="open")
    assert owed.person_id == "sam"


async def test_done_meanwhile_the_card_says_so(world: World) -> None:
    await chaired(world, VISIT)
    await gives_back(world.people["hv1"])
    (action,) = await world.rows("actions")
    await world.people["sam"].sends("done", action.id)
    await world.people["sam"].fills(outcome="safer")
    assert "was done" in world.people["tm"].sees()
    assert not await world.rows("obligations", subject_id=action.id, state=("open", "escalated"))
