"""A channel without a turn to give: nothing left us, so no try is spent, nothing is in doubt and nobody is rung."""

from __future__ import annotations

from datetime import timedelta

from bot.app.ports import OWN_RATE, Retry
from tests.kit.tool import read
from tests.kit.world import World


async def test_waiting_for_a_turn_is_no_try_and_what_then_comes_is_no_repeat(world: World) -> None:
    world.tools["teams"].scripted = [Retry(timedelta(seconds=1), OWN_RATE)] * 60
    await world.called("same_day")
    await world.wait(seconds=40)
    (card,) = [post.card for post in world.tools["teams"].posts.values() if post.account == "acc-hv1"]
    assert "again" not in read(card).lower()
    (sent,) = await world.rows("notices", person_id="hv1", kind="invitation")
    assert (sent.state, sent.repeated) == ("sent", False)


async def test_what_was_in_doubt_before_it_waited_for_its_turn_still_says_that_it_comes_again(world: World) -> None:
    teams = world.tools["teams"]
    teams.scripted = [Retry(timedelta(seconds=1), "network_no_answer", in_doubt=True)] * 60
    await world.called("same_day")
    teams.scripted = []
    teams.wait = lambda *_about, **_how: 5.0
    await world.wait(seconds=12)
    del teams.wait
    await world.wait(seconds=40)
    (card,) = [post.card for post in teams.posts.values() if post.account == "acc-hv1"]
    assert "Sent again" in read(card)
    (sent,) = await world.rows("notices", person_id="hv1", kind="invitation")
    assert (sent.state, sent.repeated) == ("sent", True)
