"""Microsoft's sign-in is down or slow: what waits is kept, the token in hand is used (M3)."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from adapters.teams.outbound import token as token_module
from bot.app.ports import Retry, Sent
from tests.contract.teams.ground import Ground
from tests.contract.teams.samples import CARD
from tests.kit.world import World, read
from tests.stories.letters import GRACE
from tests.stories.test_delivery import planned


async def test_M3_the_token_is_fetched_once_for_many_sends(ground: Ground) -> None:
    address = await ground.reachable()
    sends = (ground.adapter.channel.send(address, CARD) for _ in range(5))
    assert all(isinstance(each, Sent) for each in await asyncio.gather(*sends))
    assert len([sent for sent in ground.microsoft.sent if sent.kind == "token"]) == 1


async def test_M3_the_login_down_means_wait_and_is_left_alone_meanwhile(ground: Ground) -> None:
    ground.microsoft.fail_next("token", status=500, times=50)
    for _ in range(4):
        result = await ground.adapter.channel.send(ground.address(), CARD)
        assert isinstance(result, Retry)
        assert result.reason == "token_unavailable"
        assert not result.in_doubt
    assert len([sent for sent in ground.microsoft.sent if sent.kind == "token"]) == 1


async def test_M3_a_cached_token_serves_while_the_login_is_down(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = await ground.reachable()
    monkeypatch.setattr(token_module, "RENEW_BEFORE", 10 * 3600)
    ground.microsoft.fail_next("token", status=500, times=50)
    for _ in range(3):
        assert isinstance(await ground.adapter.channel.send(address, CARD), Sent)
    assert len([sent for sent in ground.microsoft.sent if sent.kind == "token"]) == 2


async def test_M3_a_token_the_connector_refuses_is_fetched_anew(ground: Ground) -> None:
    address = await ground.reachable()
    ground.microsoft.fail_next("send", status=401)
    assert isinstance(await ground.adapter.channel.send(address, CARD), Retry)
    assert isinstance(await ground.adapter.channel.send(address, CARD), Sent)
    assert len([sent for sent in ground.microsoft.sent if sent.kind == "token"]) == 2


async def test_M3_while_teams_can_sign_nobody_in_slack_goes_on_and_nothing_of_teams_is_lost(world: World) -> None:
    await world.has_mail("hv1", GRACE, alone=False)
    teams = world.tools["teams"]
    sam = await planned(world)
    down = Retry(timedelta(seconds=20), "token_unavailable")
    teams.always = {each.identity.account: down for each in world.people.values()}
    await sam.fills()
    assert "You are asked to come" in world.people["tm"].sees(), "Slack is unaffected"
    assert not world.people["pc1"].posts
    for _ in range(6):
        await world.wait(seconds=20)
    assert "You are asked to come" in read(world.letters(GRACE)[-1]), "what is urgent has gone by mail meanwhile"
    teams.always = {}
    await world.wait(minutes=10)
    assert "You are asked to come" in world.people["pc1"].sees(), "what waited has come"
    addresses = await world.rows("addresses", channel="teams")
    assert {each.state for each in addresses} == {"live"}
