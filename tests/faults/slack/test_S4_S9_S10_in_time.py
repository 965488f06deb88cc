"""Slack has its answer in time, whatever is slow behind it, and nothing is lost after it."""

import time

import pytest

from bot.app.cards import Button, Card, Field, Form, Text
from bot.app.replies import Ask, Say, Show
from bot.demo.stand_ins.slack import read, read_view
from tests.contract.slack.ground import COMMAND, Slack, address

FORM = Form("convene", "Strategy meeting", fields=(Field("cases", "Cases"),))
CARD = Card("RBWM-SM-12", "Strategy meeting", (Text("Thursday"),), (Button("Accept", "accept", "i-1"),))


@pytest.fixture
def stopwatch():
    began = time.monotonic()
    return lambda: time.monotonic() - began


async def test_S4_a_stranger_is_acknowledged_at_once_and_answered_later(slack: Slack, stopwatch):
    slack.front.known, slack.front.delay = False, 0.8
    slack.front.reply = Say("You are not registered.")
    assert await slack.aisha.type_command(COMMAND) is None
    assert stopwatch() < 0.5
    await slack.aisha.until(lambda: slack.aisha.messages)
    assert "not registered" in read(slack.aisha.newest)


async def test_S4_a_form_for_a_stranger_opens_even_when_the_lookup_outlasts_the_trigger(slack: Slack):
    slack.front.known, slack.front.delay = False, 3.5
    slack.front.reply = Ask(FORM)
    await slack.aisha.type_command(COMMAND)
    await slack.aisha.until(lambda: slack.aisha.modals)
    assert "One moment…" in read_view(slack.aisha.view)
    await slack.aisha.until(lambda: "Cases" in read_view(slack.aisha.view))


async def test_S4_a_form_for_someone_known_opens_even_when_the_core_outlasts_the_trigger(slack: Slack):
    slack.front.delay, slack.front.reply = 3.5, Ask(FORM)
    await slack.aisha.type_command(COMMAND)
    await slack.aisha.until(lambda: slack.aisha.modals)
    assert "One moment…" in read_view(slack.aisha.view)
    await slack.aisha.until(lambda: "Cases" in read_view(slack.aisha.view))


async def test_S4_someone_known_waits_for_what_was_saved(slack: Slack):
    slack.front.delay = 0.6
    said = await slack.aisha.type_command(COMMAND, "mine")
    assert read(said) == "Understood."


async def test_S4_a_slow_submission_keeps_its_window_and_fills_it_later(slack: Slack, stopwatch):
    slack.front.reply = Ask(FORM)
    await slack.aisha.type_command(COMMAND)
    await slack.aisha.until(lambda: slack.aisha.modals)
    slack.front.known, slack.front.delay, slack.front.reply = False, 0.6, Show(CARD)
    await slack.aisha.submit()
    assert "One moment…" in read_view(slack.aisha.view)
    await slack.aisha.until(lambda: "Thursday" in read_view(slack.aisha.view))


async def test_S4_a_slow_slack_never_holds_up_the_answer(slack: Slack, stopwatch):
    slack.stand_in.fail_next("views.open", delay=1.0)
    slack.front.reply = Ask(FORM)
    await slack.aisha.type_command(COMMAND)
    assert stopwatch() < 0.5
    await slack.aisha.until(lambda: slack.aisha.modals)


async def test_S9_a_trigger_gone_stale_is_told_with_what_to_do(slack: Slack):
    slack.stand_in.fail_next("views.open", error="expired_trigger_id")
    slack.front.reply = Ask(FORM)
    await slack.aisha.type_command(COMMAND)
    await slack.aisha.until(lambda: slack.aisha.messages)
    assert slack.aisha.newest.ephemeral
    assert "Type /strategy-meeting again — nothing you entered was lost." in read(slack.aisha.newest)


async def test_S9_a_stale_trigger_on_a_message_says_to_press_again(slack: Slack):
    await slack.adapter.channel.send(address(), CARD)
    slack.stand_in.fail_next("views.open", error="expired_trigger_id")
    slack.front.reply = Ask(FORM)
    await slack.aisha.press("Accept")
    await slack.aisha.until(lambda: len(slack.aisha.messages) == 2)
    assert "Press the button again" in read(slack.aisha.newest)


async def test_S4_a_window_that_slack_would_not_change_is_told_in_the_chat(slack: Slack):
    form = Form("plan", "Plan", buttons=(Button("Move", "move"),))
    slack.front.reply = Ask(form)
    await slack.aisha.type_command(COMMAND)
    await slack.aisha.until(lambda: slack.aisha.modals)
    slack.stand_in.fail_next("views.update", error="internal_error")
    await slack.aisha.press("Move")
    await slack.aisha.until(lambda: slack.aisha.messages)
    assert "Slack could not show our answer" in read(slack.aisha.newest)


async def test_S10_home_is_read_again_and_drawn_when_it_changed_meanwhile(slack: Slack):
    await slack.aisha.open_home()
    await slack.aisha.until(lambda: slack.aisha.home)
    slack.stand_in.fail_next("views.publish", error="hash_conflict")
    slack.front.page = Card("Home", "Home", (Text("New state"),))
    await slack.aisha.open_home()
    await slack.aisha.until(lambda: "New state" in read_view(slack.aisha.home))
    assert [one.what for one in slack.front.heard].count("home") == 3


async def test_S4_stopping_waits_for_what_was_begun(slack: Slack):
    slack.front.known, slack.front.delay = False, 0.7
    await slack.aisha.type_command(COMMAND)
    await slack.adapter.stop()
    assert slack.front.done == 1
    assert read(slack.aisha.newest) == "Understood."
