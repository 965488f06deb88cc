"""What "Make this an action" does in the menu of a message in Slack: its words, plainly, and a window for one."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.slack import manifest
from adapters.slack.message_words import message_words
from bot.app.cards import Field, Form
from bot.app.replies import Ask, Say, Wrong
from bot.demo.stand_ins.slack import read_view
from bot.demo.stand_ins.slack.records import Message
from tests.contract.slack.ground import AISHA, TEAM, Slack
from tests.faults.test_A12_slack_gate import payload_form

FORM = Form("from_message", "Make this an action", fields=(Field("words", "Action", "long_text", True, "visit"),))


def written(slack: Slack, text: str) -> Message:
    """Somebody's message in a channel that Quorate is no member of."""
    state = slack.stand_in.state
    channel = slack.aisha._channel("C0CASES001")
    return Message(state.timestamp(), TEAM, channel.channel_id, "U0BEN00001", text, [], state.now())


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("<@U012AB3CD> to visit", "@somebody to visit"),
        ("<@U012AB3CD|priya> to visit", "@priya to visit"),
        ("see <#C024BE7LR|general> &amp; <https://example.org/a|the plan>", "see #general & the plan"),
        ("<!here> <!subteam^S1|@duty> by <!date^1392734382^{date}|Friday>", "@here @duty by Friday"),
        ("<https://example.org/a>", "https://example.org/a"),
        ("*HV* to ~ring~ _visit_ `today`", "HV to ring visit today"),
        ("2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name"),
        ("a &lt;b&gt; c", "a <b> c"),
        ("<mailto:a@example.org|a@example.org>", "a@example.org"),
    ],
)
def test_marks_for_people_links_and_emphasis_are_made_plain(text: str, plain: str) -> None:
    assert message_words(text) == plain


@given(st.text(alphabet="<>|@#!*_~`&;^ab \n", max_size=300))
def test_no_text_raises(text: str) -> None:
    message_words(text)


@pytest.mark.parametrize("text", ["_a " * 7000, "<@" * 10_000, "*" * 20_000, "`a" * 10_000])
def test_no_text_takes_long(text: str) -> None:
    begun = time.process_time()
    message_words(text)
    assert time.process_time() - begun < 0.5


async def test_the_words_reach_the_front_and_the_form_opens(slack: Slack) -> None:
    slack.front.reply = Ask(FORM)
    await slack.aisha.message_shortcut("make_action", written(slack, "<@U1|priya> to visit &amp; ring"))
    await slack.aisha.until(lambda: slack.aisha.modals)
    heard = slack.front.last
    assert (heard.what, heard.verb, heard.values) == ("submitted", "make_action", {"words": "@priya to visit & ring"})
    assert (heard.who.account, heard.who.tenant, heard.who.conversation) == (AISHA, TEAM, {})
    assert heard.key.startswith("slack:")
    slack.front.reply = Wrong(FORM, {"words": "Say what is to be done."})
    assert await slack.aisha.submit() == {"Action": "Say what is to be done."}
    slack.front.reply = Say("Added to RBWM-SM-12.", "good")
    await slack.aisha.submit()
    assert slack.front.last.verb == "from_message"
    assert "Added to RBWM-SM-12." in read_view(slack.aisha.view)


async def test_a_refusal_is_shown_in_a_window_and_not_where_others_read(slack: Slack) -> None:
    slack.front.reply = Say("That is switched off for your council.", "warning")
    await slack.aisha.message_shortcut("make_action", written(slack, "visit"))
    await slack.aisha.until(lambda: slack.aisha.modals)
    assert "switched off" in read_view(slack.aisha.view)
    assert slack.aisha.ephemerals == []
    assert slack.calls("chat.postMessage") == []


async def test_a_slow_answer_holds_the_window_before_the_trigger_expires(slack: Slack) -> None:
    slack.front.delay, slack.front.reply = 1.6, Ask(FORM)
    await slack.aisha.message_shortcut("make_action", written(slack, "visit"))
    await slack.aisha.until(lambda: slack.aisha.modals)
    assert "One moment" in read_view(slack.aisha.view)
    await slack.aisha.until(lambda: "Action" in read_view(slack.aisha.view))


async def test_another_shortcut_reaches_nobody(slack: Slack) -> None:
    await slack.aisha.message_shortcut("something_else", written(slack, "visit"))
    assert slack.front.heard == []


async def test_a_guest_reaches_nobody(slack: Slack) -> None:
    message = {"type": "message", "text": "visit", "ts": "1.1"}
    user = {"id": AISHA, "team_id": TEAM, "is_restricted": True}
    sent = {"type": "message_action", "callback_id": "make_action", "message": message, "user": user}
    status, _ = await slack.post(payload_form(json.dumps({**sent, "team": {"id": TEAM}, "trigger_id": "1.2"})))
    assert (status, slack.front.heard) == (200, [])


def test_the_manifest_offers_it_only_where_a_policy_allows_it() -> None:
    told = manifest("https://quorate.council.example", False, "/strat", message_action=True)
    (shortcut,) = told["features"]["shortcuts"]
    assert (shortcut["type"], shortcut["callback_id"]) == ("message", "make_action")
    assert len(shortcut["name"]) <= 24
    assert "shortcuts" not in manifest("https://quorate.council.example", False, "/strat")["features"]
