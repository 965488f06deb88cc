"""A chat that stopped taking messages is looked at quietly (M1: no event tells that a bot was unblocked)."""

from __future__ import annotations

import pytest

from bot.app.ports import Probing, Retry, Unreachable
from tests.contract.teams.ground import EVE, STRANGERS, Ground


def test_teams_offers_to_look(ground: Ground) -> None:
    assert isinstance(ground.adapter.channel, Probing)


async def test_nobody_of_a_tenant_off_the_list_is_looked_at(ground: Ground) -> None:
    assert await ground.adapter.channel.probe(ground.address(EVE, STRANGERS)) == Unreachable("tenant_not_allowed")
    assert ground.microsoft.sent == []


@pytest.mark.parametrize("status", [429, 503])
async def test_a_platform_that_is_busy_says_nothing_of_the_person(ground: Ground, status: int) -> None:
    address = await ground.reachable()
    ground.microsoft.fail_next("send", status=status)
    assert isinstance(await ground.adapter.channel.probe(address), Retry)
