"""The Slack adapter's calls, taken or refused by a Web API that we did not write."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from adapters.slack import SlackAdapter, SlackSettings
from adapters.slack.failures import ApiFailure
from adapters.slack.rendering import say_view
from adapters.slack.web import SlackWeb
from bot.app.cards import Button, Card, Text
from bot.app.ports import Refused, Sent, Unreachable
from bot.domain.people import Address, Identity
from tests.peers.emulated import NARROW, TEAM, TOKEN, EmulatedSlack
from tests.peers.member import SECRET, words

pytestmark = pytest.mark.peers

CARD = Card(
    "Exampleshire: EXMP-SM-1", "Please answer.", (Text("You are asked."),), (Button("I'll come", "accept", "i1"),)
)


def adapter_with(slack: EmulatedSlack, token: str = TOKEN) -> SlackAdapter:
    return SlackAdapter(SlackSettings(signing_secret=SECRET, bot_tokens={TEAM: token}, api_base_url=slack.api_url))


@pytest.fixture
async def adapter(slack: EmulatedSlack) -> AsyncIterator[SlackAdapter]:
    made = adapter_with(slack)
    yield made
    await made.stop()


@pytest.fixture
async def web(slack: EmulatedSlack) -> AsyncIterator[SlackWeb]:
    made = SlackWeb(slack.api_url, {TEAM: TOKEN})
    yield made
    await made.close()


def sam(**more: str) -> Address:
    return Address(
        "a1", "sam", "slack", **{"tenant": TEAM, "email": "sam@exampleshire.example", "state": "live", **more}
    )


async def test_a_person_known_by_address_alone_gets_a_card_that_is_updated_in_place(
    slack: EmulatedSlack, adapter: SlackAdapter
) -> None:
    sent = await adapter.channel.send(sam(), CARD)
    assert isinstance(sent, Sent), sent
    account = await slack.account("sam@exampleshire.example")
    assert sent.account == account
    (message,) = await slack.chat(account)
    assert "You are asked." in words(message["blocks"])
    updated = await adapter.channel.update(
        sam(), sent.post_id, Card("Exampleshire: EXMP-SM-1", "Thanks", (Text("Thank you."),))
    )
    assert isinstance(updated, Sent), updated
    (message,) = await slack.chat(account)
    assert "Thank you." in words(message["blocks"])
    assert "You are asked." not in words(message["blocks"])
    assert slack.refused() == []


async def test_nobody_with_that_address_is_unreachable_and_a_lost_card_is_gone(adapter: SlackAdapter) -> None:
    assert await adapter.channel.send(sam(email="nobody@exampleshire.example"), CARD) == Unreachable(
        "users_not_found"
    )
    sent = await adapter.channel.send(sam(), CARD)
    assert isinstance(sent, Sent)
    assert await adapter.channel.update(sam(), f"{sent.post_id}9", CARD) == Refused("gone")


async def test_a_right_that_was_not_granted_is_said_plainly(slack: EmulatedSlack) -> None:
    adapter = adapter_with(slack, NARROW)
    try:
        assert await adapter.channel.send(sam(), CARD) == Unreachable("missing_scope")
    finally:
        await adapter.stop()


async def test_the_platform_vouches_for_an_address_and_for_no_bot(
    slack: EmulatedSlack, adapter: SlackAdapter
) -> None:
    account = await slack.account("sam@exampleshire.example")
    assert await adapter.channel.verified_email(Identity("slack", TEAM, account)) == "sam@exampleshire.example"
    assert await adapter.channel.verified_email(Identity("slack", TEAM, "U0QUORATE1")) == ""


async def test_the_examination_finds_a_token_under_the_wrong_workspace(
    slack: EmulatedSlack, adapter: SlackAdapter
) -> None:
    assert all(each.ok for each in await adapter.check())
    misplaced = SlackAdapter(
        SlackSettings(signing_secret=SECRET, bot_tokens={"T0ANOTHER1": TOKEN}, api_base_url=slack.api_url)
    )
    assert "The token belongs to another workspace." in [each.words for each in await misplaced.check()]


async def test_a_window_opens_once_for_a_click_and_not_when_it_is_too_late(
    slack: EmulatedSlack, web: SlackWeb
) -> None:
    account = await slack.account("sam@exampleshire.example")
    view, trigger = say_view("Said."), await slack.trigger(account)
    opened = await web.call(TEAM, "views.open", trigger_id=trigger, view=view)
    await web.call(TEAM, "views.update", view_id=opened["view"]["id"], hash=opened["view"]["hash"], view=view)
    with pytest.raises(ApiFailure) as again:
        await web.call(TEAM, "views.open", trigger_id=trigger, view=view)
    assert again.value.too_late_to_open
    stale = await slack.trigger(account)
    await asyncio.sleep(3.1)
    with pytest.raises(ApiFailure) as late:
        await web.call(TEAM, "views.open", trigger_id=stale, view=view)
    assert late.value.too_late_to_open


async def test_home_is_published_and_not_over_a_newer_one(slack: EmulatedSlack, web: SlackWeb) -> None:
    account = await slack.account("sam@exampleshire.example")
    home = {"type": "home", "blocks": [{"type": "divider"}]}
    first = await web.call(TEAM, "views.publish", user_id=account, view=home)
    await web.call(TEAM, "views.publish", user_id=account, view=home, hash=first["view"]["hash"])
    with pytest.raises(ApiFailure, match="hash_conflict"):
        await web.call(TEAM, "views.publish", user_id=account, view=home, hash=first["view"]["hash"])
