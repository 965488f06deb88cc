"""An account that stopped working is looked at quietly; a workspace that refuses us is lost as a whole (S6, S11)."""

from __future__ import annotations

import pytest

from adapters.slack.failures import WORKSPACE_BROKEN, ApiFailure, outcome
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


@pytest.mark.parametrize("code", sorted(WORKSPACE_BROKEN))
def test_S6_a_workspace_that_refuses_us_is_lost_for_everybody(code: str) -> None:
    assert outcome(ApiFailure(code), post=True) == Unreachable(code, everybody=True)


@pytest.mark.parametrize("code", ["user_not_found", "cannot_dm_bot", "is_archived", "channel_not_found"])
def test_S7_one_person_out_of_reach_says_nothing_of_the_others(code: str) -> None:
    assert outcome(ApiFailure(code), post=True) == Unreachable(code)


@pytest.mark.parametrize("code", ["message_not_found", "cant_update_message"])
def test_S7_a_post_that_is_gone_is_sent_anew(code: str) -> None:
    assert outcome(ApiFailure(code), post=False).reason == "gone"
