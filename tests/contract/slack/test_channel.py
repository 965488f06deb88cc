"""Reaching a person, and what every refusal of Slack means."""

from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from adapters.slack.accounts import standing
from adapters.slack.channel import SlackChannel
from adapters.slack.web import SlackWeb
from bot.app.cards import Button, Card, Text
from bot.app.ports import Refused, Retry, Sent, Unreachable
from bot.demo.stand_ins.slack import preview, read
from bot.domain.people import Identity
from tests.contract.slack.ground import AISHA, BEN, FOREIGN, GUS, POLICE, TEAM, Slack, address

CARD = Card(
    "Strategy meeting", "Strategy meeting RBWM-SM-12", (Text("Thursday 14:00"),), (Button("Accept", "accept", "i-1"),)
)


class StoppedClock:
    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
async def on_stopped_clock(slack: Slack):
    clock = StoppedClock()
    web = SlackWeb(slack.stand_in.api_url, slack.settings.tokens(), clock)
    yield SlackChannel(web), clock
    await web.close()


async def test_a_card_goes_to_the_person_alone_and_is_updated_in_place(slack: Slack):
    sent = await slack.adapter.channel.send(address(), CARD)
    assert isinstance(sent, Sent)
    assert sent.conversation == {"channel": slack.aisha.direct.channel_id}
    changed = Card("Strategy meeting", "Changed", (Text("Friday 09:00"),))
    updated = await slack.adapter.channel.update(address(conversation=sent.conversation), sent.post_id, changed)
    assert isinstance(updated, Sent)
    assert updated.post_id == sent.post_id
    assert [read(one) for one in slack.aisha.messages] == ["Strategy meeting\nFriday 09:00"]


async def test_a_post_unfurls_nothing_and_carries_no_metadata(slack: Slack):
    await slack.adapter.channel.send(address(), CARD)
    posted = slack.calls("chat.postMessage")[0]
    assert (posted["unfurl_links"], posted["unfurl_media"], "metadata" in posted) == (False, False, False)


async def test_a_locked_telephone_shows_the_summary_only(slack: Slack):
    await slack.adapter.channel.send(address(), CARD)
    assert preview(slack.aisha.newest).mobile == "Strategy meeting RBWM-SM-12"


async def test_an_address_known_by_email_only_is_found_and_reported(slack: Slack):
    sent = await slack.adapter.channel.send(address(account="", email="aisha@council.example", state="unbound"), CARD)
    assert isinstance(sent, Sent)
    assert sent.account == AISHA


@pytest.mark.parametrize(
    ("email", "reason"),
    [
        ("nobody@council.example", "users_not_found"),
        ("ben@council.example", "email_not_confirmed"),
        ("gus@council.example", "guest"),
    ],
)
async def test_nobody_unvouched_for_is_written_to(slack: Slack, email: str, reason: str):
    assert await slack.adapter.channel.send(address(account="", email=email), CARD) == Unreachable(reason)
    assert slack.calls("chat.postMessage") == []


async def test_the_verified_email_is_only_a_full_members_confirmed_one(slack: Slack):
    found = [await slack.adapter.channel.verified_email(Identity("slack", TEAM, who)) for who in (AISHA, BEN, GUS)]
    assert found == ["aisha@council.example", "", ""]
    slack.stand_in.state.workspaces[TEAM].people[0].deleted = True
    assert await slack.adapter.channel.verified_email(Identity("slack", TEAM, AISHA)) == ""


async def test_a_workspace_without_a_token_is_out_of_reach(slack: Slack):
    assert await slack.adapter.channel.send(address(tenant=FOREIGN), CARD) == Unreachable("workspace_not_connected")


async def test_a_connection_dropped_after_acceptance_is_in_doubt_and_never_posted_again(slack: Slack):
    slack.stand_in.fail_next("chat.postMessage", drop_after_accept=True)
    outcome = await slack.adapter.channel.send(address(), CARD)
    assert isinstance(outcome, Retry)
    assert outcome.in_doubt
    assert len(slack.aisha.messages) == 1


async def test_a_server_error_on_a_post_is_in_doubt_but_not_on_an_update(slack: Slack):
    sent = await slack.adapter.channel.send(address(), CARD)
    slack.stand_in.fail_next("chat.update", status=503)
    outcome = await slack.adapter.channel.update(address(), sent.post_id, CARD)
    assert isinstance(outcome, Retry)
    assert not outcome.in_doubt
    slack.stand_in.fail_next("chat.postMessage", status=502)
    outcome = await slack.adapter.channel.send(address(tenant=POLICE, account="U0PCPENNY1"), CARD)
    assert isinstance(outcome, Retry)
    assert outcome.in_doubt


async def test_a_slack_that_cannot_be_reached_leaves_no_doubt(slack: Slack):
    web = SlackWeb("http://127.0.0.1:9/api/", slack.settings.tokens())
    outcome = await SlackChannel(web).send(address(conversation={"channel": "D1"}), CARD)
    await web.close()
    assert outcome == Retry(timedelta(seconds=10), "network_unreachable")


async def test_a_storm_of_429_is_waited_out_by_method_and_workspace_without_sleeping(slack: Slack, on_stopped_clock):
    channel, clock = on_stopped_clock
    slack.stand_in.storm("chat.postMessage", retry_after=30)
    assert await channel.send(address(), CARD) == Retry(timedelta(seconds=30), "ratelimited")
    clock.now += 10
    assert await channel.send(address(), CARD) == Retry(timedelta(seconds=20), "ratelimited")
    assert len(slack.calls("chat.postMessage")) == 1, "nothing is asked while Slack said to wait"
    slack.stand_in.calm()
    assert isinstance(await channel.send(address(tenant=POLICE, account="U0PCPENNY1"), CARD), Sent)
    clock.now += 21
    assert isinstance(await channel.send(address(), CARD), Sent)


async def test_one_message_a_second_to_a_person(slack: Slack, on_stopped_clock):
    channel, clock = on_stopped_clock
    assert isinstance(await channel.send(address(), CARD), Sent)
    assert await channel.send(address(), CARD) == Retry(timedelta(seconds=1), "own_rate")
    clock.now += 1
    assert isinstance(await channel.send(address(), CARD), Sent)


async def test_a_workspaces_turns_are_never_all_taken_by_what_is_not_urgent(on_stopped_clock):
    channel, _ = on_stopped_clock
    pace = channel._web.pace
    for number in range(200):
        if not channel.wait(address(account=f"U{number}"), urgent=False):
            assert pace.turn(TEAM, f"U{number}") == 0
    assert channel.wait(address(account="U200"), urgent=False) > 0
    assert channel.wait(address(account="U200"), urgent=True) == 0


@pytest.mark.parametrize("code", ["token_revoked", "account_inactive", "invalid_auth"])
async def test_a_broken_workspace_is_logged_once_and_left_alone(slack: Slack, on_stopped_clock, code: str):
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


async def test_an_uninstalled_app_is_known_before_the_next_send(slack: Slack):
    await slack.stand_in.uninstall(TEAM)
    assert await slack.adapter.channel.send(address(), CARD) == Unreachable("app_uninstalled", everybody=True)
    assert slack.calls("conversations.open") == []
    assert slack.front.gone == [("slack", TEAM, "app_uninstalled")], "and the core moves everybody on at once"


async def test_revoked_tokens_of_people_do_not_break_the_bot(slack: Slack):
    await slack.stand_in.tell(TEAM, {"type": "tokens_revoked", "tokens": {"oauth": ["U1"], "bot": []}})
    assert isinstance(await slack.adapter.channel.send(address(), CARD), Sent)
    await slack.stand_in.tell(TEAM, {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": ["U2"]}})
    assert await slack.adapter.channel.send(address(), CARD) == Unreachable("token_revoked", everybody=True)


@pytest.mark.parametrize("code", ["user_not_found", "cannot_dm_bot", "user_disabled"])
async def test_a_person_who_is_gone_is_never_tried_again(slack: Slack, code: str):
    slack.stand_in.fail_next("conversations.open", error=code)
    assert await slack.adapter.channel.send(address(), CARD) == Unreachable(code)


@pytest.mark.parametrize("code", ["channel_not_found", "is_archived", "messages_tab_disabled"])
async def test_a_closed_conversation_is_out_of_reach(slack: Slack, code: str):
    slack.stand_in.fail_next("chat.postMessage", error=code)
    assert await slack.adapter.channel.send(address(), CARD) == Unreachable(code)


@pytest.mark.parametrize("code", ["message_not_found", "cant_update_message", "edit_window_closed"])
async def test_a_post_that_is_gone_is_to_be_posted_anew(slack: Slack, code: str):
    sent = await slack.adapter.channel.send(address(), CARD)
    slack.stand_in.fail_next("chat.update", error=code)
    assert await slack.adapter.channel.update(address(), sent.post_id, CARD) == Refused("gone")


async def test_a_post_id_of_another_shape_is_gone(slack: Slack):
    assert await slack.adapter.channel.update(address(), "1234.5678", CARD) == Refused("gone")


async def test_what_slack_will_never_take_is_not_retried(slack: Slack):
    slack.stand_in.fail_next("chat.postMessage", error="invalid_blocks")
    assert await slack.adapter.channel.send(address(), CARD) == Refused("invalid_blocks")


async def test_a_catastrophe_at_slack_leaves_a_doubt(slack: Slack):
    slack.stand_in.fail_next("chat.postMessage", error="fatal_error")
    outcome = await slack.adapter.channel.send(address(), CARD)
    assert isinstance(outcome, Retry)
    assert outcome.in_doubt


async def test_a_conversation_of_an_earlier_installation_is_opened_anew(slack: Slack):
    sent = await slack.adapter.channel.send(address(conversation={"channel": "D0OLDBOT01"}), CARD)
    assert isinstance(sent, Sent)
    assert sent.conversation == {"channel": slack.aisha.direct.channel_id}


def test_only_a_plain_no_makes_an_address_unconfirmed():
    assert standing({"id": AISHA}) == ""
    assert standing({"id": AISHA, "is_email_confirmed": False}) == "email_not_confirmed"
    assert standing({"id": AISHA, "is_email_confirmed": True, "is_stranger": True}) == "guest"
