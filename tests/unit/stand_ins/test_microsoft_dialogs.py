"""Dialogs and message actions travel as Teams sends them."""

from typing import Any

import pytest

from bot.demo.stand_ins.microsoft import CARD_TYPE

from .microsoft_echo import POLICE, card, message, stand_in, text

FIELD = {"type": "Input.Text", "id": "due", "label": "By when", "isRequired": True, "errorMessage": "Say when"}
SAVE = {"type": "Action.Submit", "title": "Save", "data": {"step": 1}}


def dialog(*body: dict, actions: list[dict] | None = None) -> dict:
    attachment = {"contentType": CARD_TYPE, "content": card(*body, actions=actions)}
    return {"task": {"type": "continue", "value": {"title": "An action", "card": attachment}}}


async def test_a_message_action_opens_a_dialog_and_submitting_it_closes_it() -> None:
    async with stand_in() as (microsoft, echo):
        noor = microsoft.person("aad-noor")
        await noor.say("Please ring the school by Friday")
        echo.answer = lambda activity: dialog(text("Make an action"), FIELD, actions=[SAVE])
        shown = await noor.message_action("makeAction", noor.screen.messages[0])
        assert shown.kind == "dialog"
        assert "Make an action" in shown.text
        opened = echo.received[1]
        assert opened["name"] == "composeExtension/fetchTask"
        assert (opened["value"]["commandId"], opened["value"]["commandContext"]) == ("makeAction", "message")
        payload = opened["value"]["messagePayload"]
        assert payload["body"]["content"] == "Please ring the school by Friday"
        assert payload["from"]["user"]["id"] == "aad-noor"
        assert (await noor.press("Save")).text == "Say when"
        with pytest.raises(AssertionError, match="no input is labelled 'Owner'; visible inputs: 'By when'"):
            noor.fill("Owner", "me")
        echo.answer = lambda activity: None
        assert (await noor.fill("By when", "Friday").press("Save")).kind == "closed"
        submitted = echo.received[2]
        assert submitted["name"] == "composeExtension/submitAction"
        assert submitted["value"]["commandId"] == "makeAction"
        assert submitted["value"]["data"] == {"step": 1, "due": "Friday"}
        assert noor.screen.dialog is None


async def test_a_message_action_in_a_group_chat_comes_from_there() -> None:
    async with stand_in() as (microsoft, echo):
        noor = microsoft.person("aad-noor")
        echo.answer = lambda activity: dialog(FIELD, actions=[SAVE])
        await noor.message_action("makeAction", "somebody's words", group_chat="19:chat@thread.v2")
        await noor.fill("By when", "now").press("Save")
        for invoke in echo.received:
            assert invoke["conversation"] == {
                "conversationType": "groupChat",
                "isGroup": True,
                "tenantId": POLICE,
                "id": "19:chat@thread.v2",
            }
            assert "groupChat" not in invoke["value"]
        await noor.say("aside", group_chat="19:chat@thread.v2")
        assert not noor.screen.messages


async def test_a_button_may_fetch_a_dialog_whose_answer_is_a_message() -> None:
    fetch = {"type": "Action.Submit", "title": "Show", "data": {"msteams": {"type": "task/fetch"}, "a": 1}}
    async with stand_in() as (microsoft, echo):
        noor = microsoft.person("aad-noor")
        await echo.send(noor, message(card(text("Card"), actions=[fetch])))
        echo.answer = lambda activity: dialog(text("The words"), actions=[SAVE])
        assert (await noor.press("Show")).text == "The words\n[Save]"
        opened = echo.received[0]
        assert (opened["name"], opened["value"]["data"]["a"]) == ("task/fetch", 1)
        with pytest.raises(AssertionError, match="no button says 'Show'; the dialog 'An action' shows"):
            await noor.press("Show")
        echo.answer = lambda activity: {"task": {"type": "message", "value": "Saved"}}
        assert (await noor.press("Save")).text == "Saved"
        assert (echo.received[1]["name"], echo.received[1]["value"]["data"]) == ("task/submit", {"step": 1})
        assert noor.screen.toasts == ["Saved"]
        assert noor.screen.dialog is None


@pytest.mark.parametrize(
    "answer",
    [
        {"task": {"type": "continue", "value": {"title": "x"}}},
        dialog({"type": "Unknown"}),
        {"task": {"type": "continue", "value": {"card": {"contentType": CARD_TYPE}}}},
    ],
)
async def test_a_dialog_that_cannot_be_drawn_is_an_error(answer: Any) -> None:
    async with stand_in() as (microsoft, echo):
        noor = microsoft.person("aad-noor")
        echo.answer = lambda activity: answer
        assert (await noor.message_action("makeAction")).kind == "error"
        echo.status, echo.answer = 500, lambda activity: None
        assert (await noor.message_action("makeAction")).kind == "error"


async def test_dialogs_do_not_take_execute_and_close_without_a_word() -> None:
    async with stand_in() as (microsoft, echo):
        noor = microsoft.person("aad-noor")
        actions = [
            {"type": "Action.Execute", "title": "Go", "verb": "go"},
            {"type": "Action.OpenUrl", "title": "Join", "url": "https://meet.invalid/2"},
        ]
        echo.answer = lambda activity: dialog(text("x"), actions=actions)
        await noor.message_action("makeAction")
        assert (await noor.press("Go")).kind == "error"
        assert (await noor.press("Join")).kind == "opened"
        noor.close_dialog()
        assert len(echo.received) == 1
