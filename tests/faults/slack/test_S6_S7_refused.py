"""A workspace that refuses us, and a person or a message that is no longer there (S6, S7)."""

import pytest
from structlog.testing import capture_logs

from adapters.slack.failures import WORKSPACE_BROKEN, ApiFailure, outcome
from bot.app.ports import Refused, Sent, Unreachable
from tests.contract.slack.ground import FOREIGN, TEAM, Slack, address
from tests.contract.slack.samples import CARD


async def test_S6_a_workspace_without_a_token_is_out_of_reach(slack: Slack):
    assert await slack.adapter.channel.send(address(tenant=FOREIGN), CARD) == Unreachable("workspace_not_connected")


@pytest.mark.parametrize("code", ["token_revoked", "account_inactive", "invalid_auth"])
async def test_S6_a_broken_workspace_is_logged_once_and_left_alone(slack: Slack, on_stopped_clock, code: str):
    channel, clock = on_stopped_clock
    slack.stand_in.state.workspaces[TEAM].broken = code
    with capture_logs() as logs:
        assert await channel.send(address(), CARD) == Unreachable(code, everybody=True)
        calls = len(slack.stand_in.sent)
        assert await channel.send(address(), CARD) == Unreachable(code, everybody=True)
    assert len(slack.stand_in.sent) == calls
    assert [one["event"] for one in logs] == ["slack_workspace_broken"]
    slack.stand_in.state.workspaces[TEAM].broken = None
    clock.now += 301
    assert isinstance(await channel.send(address(), CARD), Sent)


async def test_S6_an_uninstalled_app_is_known_before_the_next_send(slack: Slack):
    await slack.stand_in.uninstall(TEAM)
    assert await slack.adapter.channel.send(address(), CARD) == Unreachable("app_uninstalled", everybody=True)
    assert slack.calls("conversations.open") == []
    assert slack.front.gone == [("slack", TEAM, "app_uninstalled")], "and the core moves everybody on at once"


async def test_S6_revoked_tokens_of_people_do_not_break_the_bot(slack: Slack):
    await slack.stand_in.tell(TEAM, {"type": "tokens_revoked", "tokens": {"oauth": ["U1"], "bot": []}})
    assert isinstance(await slack.adapter.channel.send(address(), CARD), Sent)
    await slack.stand_in.tell(TEAM, {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": ["U2"]}})
    assert await slack.adapter.channel.send(address(), CARD) == Unreachable("token_revoked", everybody=True)


@pytest.mark.parametrize("code", ["user_not_found", "cannot_dm_bot", "user_disabled"])
async def test_S7_a_person_who_is_gone_is_never_tried_again(slack: Slack, code: str):
    slack.stand_in.fail_next("conversations.open", error=code)
    assert await slack.adapter.channel.send(address(), CARD) == Unreachable(code)


@pytest.mark.parametrize("code", ["channel_not_found", "is_archived", "messages_tab_disabled"])
async def test_S7_a_closed_conversation_is_out_of_reach(slack: Slack, code: str):
    slack.stand_in.fail_next("chat.postMessage", error=code)
    assert await slack.adapter.channel.send(address(), CARD) == Unreachable(code)


@pytest.mark.parametrize("code", ["message_not_found", "cant_update_message", "edit_window_closed"])
async def test_S7_a_post_that_is_gone_is_to_be_posted_anew(slack: Slack, code: str):
    sent = await slack.adapter.channel.send(address(), CARD)
    slack.stand_in.fail_next("chat.update", error=code)
    assert await slack.adapter.channel.update(address(), sent.post_id, CARD) == Refused("gone")


async def test_S7_a_post_id_of_another_shape_is_gone(slack: Slack):
    assert await slack.adapter.channel.update(address(), "1234.5678", CARD) == Refused("gone")


async def test_S7_what_slack_will_never_take_is_not_retried(slack: Slack):
    slack.stand_in.fail_next("chat.postMessage", error="invalid_blocks")
    assert await slack.adapter.channel.send(address(), CARD) == Refused("invalid_blocks")


async def test_S7_a_conversation_of_an_earlier_installation_is_opened_anew(slack: Slack):
    sent = await slack.adapter.channel.send(address(conversation={"channel": "D0OLDBOT01"}), CARD)
    assert isinstance(sent, Sent)
    assert sent.conversation == {"channel": slack.aisha.direct.channel_id}


@pytest.mark.parametrize("code", sorted(WORKSPACE_BROKEN))
def test_S6_a_workspace_that_refuses_us_is_lost_for_everybody(code: str) -> None:
    assert outcome(ApiFailure(code), post=True) == Unreachable(code, everybody=True)


@pytest.mark.parametrize("code", ["user_not_found", "cannot_dm_bot", "is_archived", "channel_not_found"])
def test_S7_one_person_out_of_reach_says_nothing_of_the_others(code: str) -> None:
    assert outcome(ApiFailure(code), post=True) == Unreachable(code)


@pytest.mark.parametrize("code", ["message_not_found", "cant_update_message"])
def test_S7_a_post_that_is_gone_is_sent_anew(code: str) -> None:
    assert outcome(ApiFailure(code), post=False).reason == "gone"
