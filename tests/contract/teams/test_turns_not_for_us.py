"""What comes from Teams and is not for us, or not as we made it, does nothing and shows nothing."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from bot.app.cards import Card
from bot.app.replies import Show
from tests.contract.teams.ground import AMY, EVE, Ground
from tests.contract.teams.test_turns import PLAN, replying


@pytest.mark.parametrize("change", [{"type": "messageReaction"}, {"type": "typing"}, {"type": "endOfConversation"}])
async def test_what_is_not_for_us_is_ignored(ground: Ground, change: dict[str, Any]) -> None:
    activity = {**ground.microsoft.activity_of(AMY), **change}
    token = ground.microsoft.token(serviceurl=activity["serviceUrl"])
    assert (await ground.microsoft.post_raw(activity, token)).status == 200
    assert ground.front.calls == []


async def test_elsewhere_than_in_the_own_chat_nothing_is_done_or_shown(ground: Ground) -> None:
    activity = copy.deepcopy(ground.microsoft.activity_of(AMY, "home"))
    activity["conversation"] |= {"conversationType": "groupChat", "isGroup": True}
    invoke = {**activity, "type": "invoke", "name": "adaptiveCard/action"}
    invoke["value"] = {"action": {"verb": "q1.home", "data": {}}}
    for each in (activity, invoke):
        answer = await ground.microsoft.post_raw(each, ground.microsoft.token(serviceurl=each["serviceUrl"]))
        assert answer.status == 200
    await ground.hand().sees("Please write to me in our own chat")
    assert ground.front.calls == []
    assert "our own chat" in answer.body["value"]


@pytest.mark.parametrize(
    "action",
    [
        {"verb": "accept", "data": {}},
        {"verb": 7, "data": {}},
        {"verb": "q1.x", "data": "text"},
        {"verb": "q1.x", "data": {"q": 3}},
        {"verb": "q1.x", "data": {"q": {"fields": [1]}}},
        {"data": {}},
    ],
)
async def test_A3_a_button_that_is_not_ours_does_nothing(ground: Ground, action: dict[str, Any]) -> None:
    activity = {**ground.microsoft.activity_of(AMY), "type": "invoke", "name": "adaptiveCard/action"}
    activity["value"] = {"action": action}
    answer = await ground.microsoft.post_raw(activity, ground.microsoft.token(serviceurl=activity["serviceUrl"]))
    assert answer.status == 200
    assert "out of date" in answer.body["value"]
    assert ground.front.calls == []


async def test_A3_a_tampered_button_arrives_as_text_under_the_name_of_who_signed_it(ground: Ground) -> None:
    data = {"q": {"subject": {"$ne": 1}, "fields": {"a": "text", "b": "choices"}}, "f_a": ["x"], "f_b": 7}
    activity = {**ground.microsoft.activity_of(AMY), "type": "invoke", "name": "adaptiveCard/action"}
    activity["value"] = {"action": {"verb": "q1.accept", "data": {**data, "who": EVE}}}
    await ground.microsoft.post_raw(activity, ground.microsoft.token(serviceurl=activity["serviceUrl"]))
    (call,) = ground.front.named("pressed")
    assert (call.subject, call.values, call.who.account) == ("", {"a": "", "b": ()}, AMY)


async def test_another_kind_of_invoke_is_not_implemented(ground: Ground) -> None:
    activity = {**ground.microsoft.activity_of(AMY), "type": "invoke", "name": "composeExtension/query"}
    answer = await ground.microsoft.post_raw(activity, ground.microsoft.token(serviceurl=activity["serviceUrl"]))
    assert answer.status == 501


async def test_words_of_a_case_are_shown_in_the_answer_and_never_written_into_the_chat(ground: Ground) -> None:
    ground.front.answer = replying(said=Show(PLAN), send=Show(Card("The words", "Words"), detail=True))
    hand = ground.hand()
    await hand.say("home")
    await hand.sees("The plan")
    assert (await hand.press("Send")).kind == "card"
    assert not [sent for sent in ground.microsoft.sent if sent.kind == "update"]
    assert "The words" not in json.dumps([sent.payload for sent in ground.microsoft.sent])
