"""Whoever is asked about an action sees it and can answer; whoever is asked no more answers for it no more."""

from __future__ import annotations

from bot.app.commands import TellConflict, TellLeave
from bot.app.work import OPERATOR, Actor
from tests.kit.world import REFERENCE, World, at
from tests.stories.test_actions import held
from tests.stories.test_longer import VISIT, asks, change_manager


async def test_whoever_is_asked_for_a_later_date_sees_the_request_and_can_answer_it(world: World) -> None:
    await world.bus.do(TellConflict("EXMP", REFERENCE, "tm"), OPERATOR)
    await change_manager(world, "hv1", None)
    await held(world, VISIT)
    priya, head = world.people["hv1"], world.people["head"]
    for day in ("Wed 18 March", "Fri 20 March"):
        await asks(priya, f"by {day}", "Mother is in hospital")
    assert "Sam Carter is asked" in priya.said
    await world.until(at(12, 12))
    await head.presses("Show why")
    assert "Mother is in hospital" in head.sees()
    await head.presses("Agree")
    (action,) = await world.rows("actions")
    assert [each.agreed_by_id for each in action.extensions] == ["", "head"]
    assert "Nothing was changed" not in head.sees()


async def test_a_manager_asked_for_somebody_away_has_no_more_part_once_another_team_has_it(world: World) -> None:
    await held(world, {"words": "Visit the home", "owner": "hv1", "timescale": "by Fri 13 March"})
    await world.bus.do(TellLeave(at(11, 8), at(20, 9)), Actor("hv1", "teams"))
    await world.until(at(13, 12))
    lead = world.people["hvm"]
    assert "Priya Nair is away" in lead.sees()
    (action,) = await world.rows("actions")
    await world.people["sam"].sends("owner", action.id)
    await world.people["sam"].fills(owner="pc1")
    await lead.sends("words", action.id)
    assert "no part in that" in lead.said
