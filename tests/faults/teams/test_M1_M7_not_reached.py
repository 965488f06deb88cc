"""Somebody who blocked Quorate, or has not installed it: known at once, without a message (M1, M7)."""

from __future__ import annotations

import pytest

from bot.app.ports import Refused, Sent, Unreachable
from tests.contract.teams.ground import AMY, NHS, NIA, Ground
from tests.contract.teams.samples import CARD


async def test_M7_nobody_is_reached_without_a_conversation_or_an_account(ground: Ground) -> None:
    assert await ground.adapter.channel.send(ground.address(""), CARD) == Unreachable("not_installed")
    assert await ground.adapter.channel.update(ground.address(), "1", CARD) == Unreachable("not_installed")


async def test_M7_a_chat_is_not_opened_where_the_app_is_not_installed(ground: Ground) -> None:
    ground.microsoft.directory.home_of(NIA)[1].installed = False
    assert await ground.adapter.channel.send(ground.address(NIA, NHS), CARD) == Unreachable("not_installed")


@pytest.mark.parametrize("code", ["MessageWritesBlocked", "ConversationBlockedByUser"])
async def test_M1_a_person_who_blocked_the_bot_is_unreachable(ground: Ground, code: str) -> None:
    address = await ground.reachable()
    person = ground.microsoft.directory.home_of(AMY)[1]
    person.blocked, person.blocked_as = True, code  # type: ignore[assignment]
    assert await ground.adapter.channel.send(address, CARD) == Unreachable("blocked")
    assert await ground.adapter.channel.update(address, "1", CARD) == Unreachable("blocked")


async def test_M7_removed_apps_and_lost_posts_are_told_apart(ground: Ground) -> None:
    address = await ground.reachable()
    assert await ground.adapter.channel.update(address, "12345", CARD) == Refused("gone")
    gone = {**address.conversation, "conversation_id": "a:nowhere"}
    assert await ground.adapter.channel.send(ground.address(conversation=gone), CARD) == Unreachable("not_installed")
    tenant, person = ground.microsoft.directory.home_of(AMY)
    tenant.disabled = True
    assert await ground.adapter.channel.send(address, CARD) == Unreachable("disabled", everybody=True)
    tenant.disabled, person.installed = False, False
    assert await ground.adapter.channel.send(address, CARD) == Unreachable("not_installed")


async def test_M1_a_chat_that_is_open_again_is_seen_without_a_message_and_without_a_notification(
    ground: Ground,
) -> None:
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


async def test_M7_an_organisation_that_switched_the_app_off_is_said_to_be_lost_as_a_whole(ground: Ground) -> None:
    address = await ground.reachable()
    ground.microsoft.directory.home_of(AMY)[0].disabled = True
    assert await ground.adapter.channel.probe(address) == Unreachable("disabled", everybody=True)
