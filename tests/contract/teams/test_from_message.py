"""What "Make this an action" does in the menu of a message in Teams: its words, plainly, and a dialog for one."""

from __future__ import annotations

import io
import json
import time
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.teams import teams_package
from adapters.teams.message_words import message_words
from bot.app.cards import Button, Field, Form, Option
from bot.app.replies import Ask, Say, Wrong
from tests.contract.teams.ground import AMY, POLICE, Call, Ground

APP = "6f2d9c1e-4b0a-4f57-9f3e-2a1b8c7d6e5f"
FORM = Form(
    "from_message",
    "Make this an action",
    fields=(
        Field("words", "Action", "long_text", True, "HV to visit"),
        Field("meeting", "Meeting", "choice", True, options=(Option("m1", "EXMP-SM-1"), Option("m2", "EXMP-SM-2"))),
        Field("who", "Who"),
    ),
    submit="Add the action",
    buttons=(Button("Help", "help"),),
)


def html(content: str) -> dict:
    return {"body": {"contentType": "html", "content": content}}


@pytest.mark.parametrize(
    ("content", "plain"),
    [
        ("<div><p>HV to visit</p><p>by&nbsp;Friday</p></div>", "HV to visit\nby Friday"),
        ('<at id="0">Priya Nair</at> to ring &amp; write', "Priya Nair to ring & write"),
        ('see <a href="https://example.org/x?y=1">the plan</a><br/>now', "see the plan\nnow"),
        ('<attachment id="17"></attachment>visit', "visit"),
        ("<script>alert(1)</script>visit<style>p{}</style>", "visit"),
        ("<ul><li>one</li><li>two</li></ul>", "one\ntwo"),
        ("<table><tr><td>Visit</td><td>HV</td></tr></table>", "Visit\tHV"),
        ("&lt;b&gt;not bold&lt;/b&gt; 2 &lt; 3", "<b>not bold</b> 2 < 3"),
        ('<emoji id="smile" alt="🙂" title="Smile"></emoji> ok', "🙂 ok"),
        ("<p>unclosed <b>bold", "unclosed bold"),
    ],
)
def test_of_html_only_the_words_are_kept(content: str, plain: str) -> None:
    assert message_words(html(content)) == plain


def test_plain_text_stays_as_it_is() -> None:
    assert message_words({"body": {"contentType": "text", "content": "a <b> & c"}}) == "a <b> & c"


@given(st.text(alphabet="<>/!-ab= \"'&;p\n", max_size=200))
def test_no_html_raises(content: str) -> None:
    message_words(html(content))


@pytest.mark.parametrize(
    "payload", [None, 7, {}, {"body": None}, {"body": {"content": 5}}, {"body": {"content": {}}}]
)
def test_a_payload_of_another_shape_has_no_words(payload: object) -> None:
    assert message_words(payload) == ""


@pytest.mark.parametrize(
    "content", ["<script>" * 5000, "<" * 40_000, "<a " * 13_000, "<!--" * 10_000, "<img alt=" * 4000]
)
def test_no_html_takes_long(content: str) -> None:
    begun = time.process_time()
    message_words(html(content))
    assert time.process_time() - begun < 0.5


def answering(**replies: object):
    return lambda call: replies.get(call.verb, Say("Done"))


async def opened(ground: Ground, text: str = "HV to visit", group_chat: str = "") -> Call:
    ground.front.answer = answering(make_action=Ask(FORM), from_message=Say("Added to EXMP-SM-1.", "good"))
    shown = await ground.hand().message_action("make_action", text, group_chat)
    assert shown.kind == "dialog", shown.text
    return ground.front.named("submitted")[-1]


async def test_the_words_open_our_form_in_a_dialog_and_what_is_filled_in_comes_back(ground: Ground) -> None:
    call = await opened(ground)
    assert (call.verb, call.values) == ("make_action", {"words": "HV to visit"})
    hand = ground.hand()
    hand.screen.dialog.form.fill("Meeting", "EXMP-SM-2")
    hand.screen.dialog.form.fill("Who", "HV")
    shown = await hand.press("Add the action")
    call = ground.front.named("submitted")[-1]
    assert (call.verb, call.subject) == ("from_message", "")
    assert call.values == {"words": "HV to visit", "meeting": "m2", "who": "HV"}
    assert "Added to EXMP-SM-1." in shown.text


@pytest.mark.parametrize("group_chat", ["", "19:cases@thread.v2"])
async def test_the_chat_of_the_message_is_never_kept_as_a_place_to_write_to(ground: Ground, group_chat: str) -> None:
    await opened(ground, group_chat=group_chat)
    ground.hand().screen.dialog.form.fill("Meeting", "EXMP-SM-2")
    await ground.hand().press("Add the action")
    calls = ground.front.named("submitted")
    assert len(calls) == 2
    assert all(call.who.conversation == {} for call in calls)
    assert (calls[0].who.tenant, calls[0].who.account) == (POLICE, AMY)
    assert calls[0].key != calls[1].key
    assert [each for each in ground.microsoft.sent if each.kind in ("send", "reply")] == []


async def test_what_is_wrong_stands_in_the_same_dialog_with_what_was_typed(ground: Ground) -> None:
    await opened(ground)
    hand = ground.hand()
    ground.front.answer = answering(from_message=Wrong(FORM, {"who": "Nobody at that meeting is called that."}))
    hand.screen.dialog.form.fill("Meeting", "EXMP-SM-1")
    hand.screen.dialog.form.fill("Who", "Grace")
    shown = await hand.press("Add the action")
    assert shown.kind == "dialog"
    assert "Nobody at that meeting is called that." in shown.text
    assert "Grace" in shown.text


async def test_a_refusal_and_a_failure_are_said_in_the_dialog(ground: Ground) -> None:
    ground.front.answer = answering(make_action=Say("That is switched off for your council.", "warning"))
    shown = await ground.hand().message_action("make_action", "visit")
    assert "switched off" in shown.text

    def fails(call: Call) -> Say:
        raise RuntimeError

    ground.front.answer = fails
    shown = await ground.hand().message_action("make_action", "visit")
    assert "not saved" in shown.text


async def test_another_command_or_a_forged_submission_does_nothing(ground: Ground) -> None:
    assert (await ground.hand().message_action("something_else", "visit")).failed
    activity = {**ground.microsoft.activity_of(AMY), "type": "invoke", "name": "composeExtension/submitAction"}
    for data in ({}, {"verb": "q1.x", "q": 3}, {"verb": 7}, "text", None):
        activity["value"] = {"commandId": "make_action", "data": data}
        token = ground.microsoft.token(serviceurl=activity["serviceUrl"])
        answer = await ground.microsoft.post_raw(activity, token)
        assert "out of date" in answer.body["task"]["value"]
    assert ground.front.calls == []


@pytest.mark.parametrize("allowed", [True, False])
def test_the_package_offers_it_only_where_a_policy_allows_it(allowed: bool) -> None:
    packed = teams_package(APP, APP, "https://quorate.council.example", message_action=allowed)
    with zipfile.ZipFile(io.BytesIO(packed)) as package:
        made = json.loads(package.read("manifest.json"))
    assert ("composeExtensions" in made) is allowed
    if allowed:
        (extension,) = made["composeExtensions"]
        (command,) = extension["commands"]
        assert (command["id"], command["context"], command["fetchTask"]) == ("make_action", ["message"], True)
        assert len(command["title"]) <= 32
        assert len(command["description"]) <= 128
