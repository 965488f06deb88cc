"""An account that stopped working is looked at quietly; a workspace that refuses us is lost as a whole (S6, S11)."""

from __future__ import annotations

from bot.app.ports import Probing, Retry, Sent, Unreachable
from tests.contract.slack.ground import AISHA, GUS, TEAM, Slack, address


def test_slack_offers_to_look(slack: Slack) -> None:
    assert isinstance(slack.adapter.channel, Probing)


async def test_an_account_that_is_back_is_seen_without_a_message(slack: Slack) -> None:
    person = slack.stand_in.state.workspaces[TEAM].people[0]
    person.deleted = True
    assert await slack.adapter.channel.probe(address()) == Unreachable("user_disabled")
    person.deleted = False
    found = await slack.adapter.channel.probe(address())
    assert found == Sent("", AISHA, {"channel": slack.aisha.direct.channel_id})
    assert not slack.aisha.messages
    assert slack.calls("chat.postMessage") == []


async def test_an_address_known_by_email_only_is_found(slack: Slack) -> None:
    found = await slack.adapter.channel.probe(address(account="", email="aisha@council.example", state="dead"))
    assert isinstance(found, Sent)
    assert found.account == AISHA


async def test_a_guest_is_not_alive(slack: Slack) -> None:
    assert await slack.adapter.channel.probe(address(account=GUS)) == Unreachable("guest")


async def test_a_platform_that_is_busy_says_nothing_of_the_person(slack: Slack) -> None:
    slack.stand_in.storm("users.info", retry_after=30)
    assert isinstance(await slack.adapter.channel.probe(address()), Retry)
