"""Reaching a person, and what every refusal of Slack means."""

from datetime import timedelta

import pytest

from adapters.slack.accounts import standing
from adapters.slack.channel import SlackChannel
from adapters.slack.web import SlackWeb
from bot.app.cards import Card, Text
from bot.app.ports import Retry, Sent, Unreachable
from bot.demo.stand_ins.slack import preview, read
from bot.domain.people import Identity
from tests.contract.slack.ground import AISHA, BEN, GUS, POLICE, TEAM, Slack, address
from tests.contract.slack.samples import CARD


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


async def test_a_catastrophe_at_slack_leaves_a_doubt(slack: Slack):
    slack.stand_in.fail_next("chat.postMessage", error="fatal_error")
    outcome = await slack.adapter.channel.send(address(), CARD)
    assert isinstance(outcome, Retry)
    assert outcome.in_doubt


def test_only_a_plain_no_makes_an_address_unconfirmed():
    assert standing({"id": AISHA}) == ""
    assert standing({"id": AISHA, "is_email_confirmed": False}) == "email_not_confirmed"
    assert standing({"id": AISHA, "is_email_confirmed": True, "is_stranger": True}) == "guest"
