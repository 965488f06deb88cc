"""A card that others have overtaken is pressed: when that was, by whom, and the card as it is now (M13)."""

from __future__ import annotations

import pytest

from bot.app.cards import Card
from tests.kit.world import Somebody, World, read

UPDATED = "This was updated at 10:{minute} by {who}."


def told(somebody: Somebody) -> str:
    """What came back for the click: a card, never only words."""
    assert isinstance(somebody.shown, Card), somebody.sees()
    return read(somebody.shown)


async def test_M13_an_answer_to_a_time_that_was_changed_says_when_and_by_whom(world: World) -> None:
    sam = await world.called()
    priya = world.people["hv1"]
    old = priya.button("I'll come")
    await world.wait(minutes=2)
    await sam.presses("Change the time")
    await sam.fills(date="2026-03-10", time="15:30")
    await priya.sends(old.verb, old.subject)
    shown = told(priya)
    assert UPDATED.format(minute=22, who="Sam Carter") in shown
    assert "Nothing was saved" in shown
    assert "15:30" in shown, "the card as it is now"
    await priya.presses("I'll come")
    assert "You said you will come" in told(priya)


@pytest.mark.parametrize("people", [3, 64])
async def test_M13_of_a_desk_whoever_presses_later_sees_who_has_it_and_since_when(world: World, people: int) -> None:
    desk = (await world.rows("desks"))[0].id
    officers = [
        await world.joins(f"pcx{number}", f"Officer {number}", "police", (), "teams", desk=desk, works="always")
        for number in range(people)
    ]
    await world.called()
    old = officers[-1].button("I'll take it")
    await world.wait(minutes=1)
    await officers[0].presses("I'll take it")
    await officers[-1].sends(old.verb, old.subject)
    shown = told(officers[-1])
    assert UPDATED.format(minute=21, who="Officer 0") in shown
    assert "You need do nothing" in shown
    (taker,) = [each for each in await world.rows("invitations", answer="accepted") if each.desk_id == desk]
    assert taker.person_id == "pcx0"
