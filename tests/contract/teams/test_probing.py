"""A chat that stopped taking messages is looked at quietly (M1: no event tells that a bot was unblocked)."""

from __future__ import annotations

import pytest

from bot.app.ports import Probing, Retry, Sent, Unreachable
from tests.contract.teams.ground import AMY, EVE, NHS, NIA, STRANGERS, Ground


def test_teams_offers_to_look(ground: Ground) -> None:
    assert isinstance(ground.adapter.channel, Probing)


async def test_a_chat_that_is_open_again_is_seen_without_a_message_and_without_a_notification(ground: Ground) -> None:
    address = await ground.reachable()
    hand, person = ground.hand(), ground.microsoft.directory.home_of(AMY)[1]
    person.blocked = True
    assert await ground.adapter.channel.probe(address) == Unreachable("blocked")
    person.blocked = False
    told, shown = len(hand.screen.notifications), len(hand.screen.cards)
    found = await ground.adapter.channel.probe(address)
    assert found == Sent("", "", address.conversation)
    assert (len(hand.screen.notifications), len(hand.screen.cards)) == (told, shown)


async def test_M7_somebody_who_has_added_the_app_by_now_is_found_by_their_account(ground: Ground) -> None:
    person = ground.microsoft.directory.home_of(NIA)[1]
    person.installed = False
    assert await ground.adapter.channel.probe(ground.address(NIA, NHS)) == Unreachable("not_installed")
    person.installed = True
    found = await ground.adapter.channel.probe(ground.address(NIA, NHS))
    assert isinstance(found, Sent)
    assert found.conversation["conversation_id"]
    assert not ground.hand(NIA).screen.cards


async def test_an_organisation_that_switched_the_app_off_is_said_to_be_lost_as_a_whole(ground: Ground) -> None:
    address = await ground.reachable()
    ground.microsoft.directory.home_of(AMY)[0].disabled = True
    assert await ground.adapter.channel.probe(address) == Unreachable("disabled", everybody=True)


async def test_nobody_of_a_tenant_off_the_list_is_looked_at(ground: Ground) -> None:
    assert await ground.adapter.channel.probe(ground.address(EVE, STRANGERS)) == Unreachable("tenant_not_allowed")
    assert ground.microsoft.sent == []


@pytest.mark.parametrize("status", [429, 503])
async def test_a_platform_that_is_busy_says_nothing_of_the_person(ground: Ground, status: int) -> None:
    address = await ground.reachable()
    ground.microsoft.fail_next("send", status=status)
    assert isinstance(await ground.adapter.channel.probe(address), Retry)
