"""A person's hand on the Teams client sends what Teams sends, and shows what Teams shows."""

import asyncio
from datetime import date, time
from typing import Any

import pytest

from bot.demo.stand_ins.microsoft import CARD_TYPE, MicrosoftStandIn, Posted, preview, read

from .microsoft_echo import NHS, POLICE, Echo, card, message, stand_in, text

MESSAGE_ANSWER = "application/vnd.microsoft.activity.message"


def execute(title: str, **more: Any) -> dict:
    return {"type": "Action.Execute", "title": title, "verb": title.lower(), "id": f"b-{title}", **more}


async def show(microsoft: MicrosoftStandIn, echo: Echo, content: dict, **more: Any) -> Posted:
    """Post a card to Noor."""
    noor = microsoft.person("aad-noor")
    assert (await echo.send(noor, message(content, **more)))[0] == 201
    return noor.screen.cards[-1]


async def test_installing_and_uninstalling_send_the_events_of_the_personal_scope() -> None:
    async with stand_in() as (microsoft, echo):
        sam = microsoft.person("aad-sam")
        assert [answer.status for answer in await sam.install()] == [200, 200]
        arrival, installation = echo.received
        assert arrival["type"] == "conversationUpdate"
        assert arrival["membersAdded"] == [{"id": f"28:{microsoft.registration.app_id}"}]
        assert (installation["type"], installation["action"]) == ("installationUpdate", "add")
        for event in echo.received:
            assert event["channelId"] == "msteams"
            assert event["serviceUrl"] == f"{microsoft.base_url}/emea/"
            assert event["conversation"] == {
                "conversationType": "personal",
                "tenantId": POLICE,
                "id": sam.conversation_id,
            }
            assert event["from"] == {"id": "29:sam", "name": "Sam Invented", "aadObjectId": "aad-sam"}
            assert event["channelData"]["tenant"] == {"id": POLICE}
            assert (event["entities"][0]["type"], event["entities"][0]["locale"]) == ("clientInfo", "en-GB")
        created = {"members": [{"id": "29:sam"}], "tenantId": POLICE}
        assert (await echo.call("POST", "", created))[0] == 201
        await sam.uninstall()
        assert echo.received[-1]["action"] == "remove"
        assert (await echo.call("POST", "", created))[0] == 403
        with pytest.raises(AssertionError, match="not installed"):
            await sam.say("hello")


async def test_saying_something_reaches_the_bot_and_stays_in_the_chat() -> None:
    async with stand_in() as (microsoft, echo):
        ana = microsoft.person("aad-ana")
        assert (await ana.say("home")).ok
        said = echo.received[0]
        assert (said["type"], said["text"], said["conversation"]["tenantId"]) == ("message", "home", NHS)
        assert said["serviceUrl"].endswith("/uk/")
        assert said["id"] == ana.screen.messages[0].id
        await ana.say("here?", group_chat="19:group@thread.v2")
        assert echo.received[1]["conversation"]["conversationType"] == "groupChat"
        echo.status = 500
        assert not (await ana.say("again")).ok
        assert ana.screen.errors


async def test_a_press_sends_the_data_with_the_inputs_and_the_card_is_replaced_in_place() -> None:
    content = card(
        {"type": "Input.Text", "id": "why", "label": "Why"},
        {"type": "Input.Text", "id": "blank", "label": "Blank"},
        actions=[execute("Accept", data={"meeting": "m1"})],
    )
    async with stand_in() as (microsoft, echo):
        noor = microsoft.person("aad-noor")
        posted = await show(microsoft, echo, content)
        echo.answer = lambda activity: {"statusCode": 200, "type": CARD_TYPE, "value": card(text("Thanks"))}
        shown = await noor.fill("Why", "I know her").press("Accept")
        assert (shown.kind, shown.text) == ("card", "Thanks")
        invoke = echo.received[0]
        assert (invoke["type"], invoke["name"]) == ("invoke", "adaptiveCard/action")
        assert (invoke["replyToId"], invoke["value"]["trigger"]) == (posted.id, "manual")
        assert invoke["value"]["action"] == {
            "type": "Action.Execute",
            "id": "b-Accept",
            "title": "Accept",
            "verb": "accept",
            "data": {"meeting": "m1", "why": "I know her"},
        }
        assert len(posted.versions) == 2
        with pytest.raises(AssertionError, match="no button says 'Accept'; Noor Invented sees:\nThanks"):
            await noor.press("Accept")
        assert (await noor.press("Accept", posted, version=0)).kind == "card"


@pytest.mark.parametrize(
    ("answer", "kind", "words"),
    [
        ({"statusCode": 200, "type": MESSAGE_ANSWER, "value": "Saved"}, "toast", "Saved"),
        (
            {"statusCode": 400, "type": "application/vnd.microsoft.error", "value": {"message": "Too late"}},
            "error",
            "Too late",
        ),
        ({"statusCode": 200, "type": CARD_TYPE, "value": {"type": "Odd"}}, "error", "Something went wrong"),
        ({"statusCode": 500, "type": CARD_TYPE, "value": card()}, "error", "Something went wrong"),
        (None, "error", "Something went wrong"),
    ],
)
async def test_the_client_shows_what_the_bot_answered(answer: Any, kind: str, words: str) -> None:
    async with stand_in() as (microsoft, echo):
        posted = await show(microsoft, echo, card(text("Card"), actions=[execute("Go")]))
        echo.answer = lambda activity: answer
        shown = await microsoft.person("aad-noor").press("Go")
        assert (shown.kind, shown.failed) == (kind, kind == "error")
        assert words in shown.text
        assert len(posted.versions) == 1


async def test_an_answer_that_comes_too_late_is_an_error() -> None:
    async with stand_in(answer_within=0.1) as (microsoft, echo):
        await show(microsoft, echo, card(actions=[execute("Go")]))
        echo.answer = lambda activity: asyncio.sleep(1)
        assert (await microsoft.person("aad-noor").press("Go")).kind == "error"
        assert microsoft.delivered[-1].answer.status == 504


async def test_a_required_input_blocks_every_button_but_those_without_inputs() -> None:
    field = {"type": "Input.Text", "id": "why", "label": "Why", "isRequired": True, "errorMessage": "Say why"}
    actions = [execute("Send"), execute("Cancel", associatedInputs="none")]
    async with stand_in() as (microsoft, echo):
        await show(microsoft, echo, card(field, actions=actions))
        noor = microsoft.person("aad-noor")
        shown = await noor.press("Send")
        assert (shown.kind, shown.text) == ("blocked", "Say why")
        assert not echo.received
        noor.fill("Why", "because")
        echo.answer = lambda activity: {"statusCode": 200, "type": MESSAGE_ANSWER, "value": "ok"}
        await noor.press("Cancel")
        assert echo.received[0]["value"]["action"]["data"] == {}
        await noor.press("Send")
        assert echo.received[1]["value"]["action"]["data"] == {"why": "because"}


async def test_every_kind_of_input_is_filled_by_its_label_and_sent_as_text() -> None:
    choices = [{"title": "Neglect", "value": "n"}, {"title": "Missing", "value": "m"}]
    content = card(
        {"type": "Input.Number", "id": "age", "label": "Age", "min": 0, "max": 18},
        {"type": "Input.Date", "id": "day", "label": "Day"},
        {"type": "Input.Time", "id": "hour", "label": "Hour", "min": "08:00"},
        {"type": "Input.Toggle", "id": "told", "title": "Parents told"},
        {"type": "Input.ChoiceSet", "id": "all", "label": "Concerns", "choices": choices, "isMultiSelect": True},
        {"type": "Input.ChoiceSet", "id": "one", "label": "Main", "choices": choices, "style": "expanded"},
        {"type": "Input.Text", "id": "ref", "label": "Reference", "regex": "^[A-Z]+$", "maxLength": 5},
        actions=[execute("Send")],
    )
    async with stand_in() as (microsoft, echo):
        posted = await show(microsoft, echo, content)
        noor = microsoft.person("aad-noor")
        noor.fill("Age", 19).fill("Day", date(2026, 3, 11)).fill("Hour", time(7, 30)).fill("Parents told", True)
        noor.fill("Concerns", ["Neglect", "Missing"]).fill("Main", "Missing").fill("Reference", "abc")
        assert "Main: ( ) Neglect (x) Missing" in read(noor.screen.form(posted))
        assert (await noor.press("Send")).text.splitlines() == [
            "Age: this value is not valid",
            "Hour: this value is not valid",
            "Reference: this value is not valid",
        ]
        noor.fill("Age", 7).fill("Hour", "09:00").fill("Reference", "ABC")
        await noor.press("Send")
        assert echo.received[0]["value"]["action"]["data"] == {
            "age": "7",
            "day": "2026-03-11",
            "hour": "09:00",
            "told": "true",
            "all": "n,m",
            "one": "m",
            "ref": "ABC",
        }


@pytest.mark.parametrize(
    ("label", "value", "words"),
    [
        ("Age", 1, r"no input is labelled 'Age'; Noor Invented sees:\nMain"),
        ("Main", "Other", r"does not offer \['Other'\]; it offers \['A', 'B'\]"),
        ("Main", ["A", "B"], "takes one choice"),
        ("Main", 1, "by the titles seen, not 1"),
        ("Short", "four", "takes at most 3 characters"),
    ],
)
async def test_what_cannot_be_entered_is_named(label: str, value: Any, words: str) -> None:
    choices = [{"title": "A", "value": "1"}, {"title": "B", "value": "2"}]
    async with stand_in() as (microsoft, echo):
        await show(
            microsoft,
            echo,
            card(
                {"type": "Input.ChoiceSet", "id": "one", "label": "Main", "choices": choices},
                {"type": "Input.Text", "id": "short", "label": "Short", "maxLength": 3},
            ),
        )
        with pytest.raises(AssertionError, match=words):
            microsoft.person("aad-noor").fill(label, value)


async def test_unfolding_a_card_shows_its_inputs_and_sends_those_around_it_too() -> None:
    inner = card({"type": "Input.Text", "id": "inner", "label": "Inner"}, actions=[execute("Save")])
    content = card(
        {"type": "Input.Text", "id": "outer", "label": "Outer", "value": "kept"},
        {"type": "TextBlock", "text": "Hint", "id": "hint", "isVisible": False},
        actions=[
            {"type": "Action.ShowCard", "title": "More", "card": inner},
            {"type": "Action.ToggleVisibility", "title": "Why?", "targetElements": ["hint"]},
            {"type": "Action.OpenUrl", "title": "Join", "url": "https://meet.invalid/1"},
            execute("Plain"),
        ],
    )
    async with stand_in() as (microsoft, echo):
        await show(microsoft, echo, content)
        noor = microsoft.person("aad-noor")
        with pytest.raises(AssertionError, match="Save"):
            await noor.press("Save")
        assert "Inner" in (await noor.press("More")).text
        noor.fill("Inner", "in")
        await noor.press("Save")
        await noor.press("Plain")
        sent = [invoke["value"]["action"]["data"] for invoke in echo.received]
        assert sent == [{"outer": "kept", "inner": "in"}, {"outer": "kept"}]
        assert "Hint" in (await noor.press("Why?")).text
        assert (await noor.press("Join")).kind == "opened"
        assert noor.screen.opened == ["https://meet.invalid/1"]


async def test_a_card_updated_while_being_filled_in_loses_what_was_typed() -> None:
    content = card({"type": "Input.Text", "id": "a", "label": "A"}, actions=[execute("Send")])
    async with stand_in() as (microsoft, echo):
        noor = microsoft.person("aad-noor")
        posted = await show(microsoft, echo, content)
        noor.fill("A", "typed")
        await echo.call("PUT", f"/{noor.conversation_id}/activities/{posted.id}", message(content))
        await noor.press("Send")
        assert echo.received[0]["value"]["action"]["data"] == {}


async def test_submit_is_a_message_with_a_value() -> None:
    async with stand_in() as (microsoft, echo):
        submit = {"type": "Action.Submit", "title": "Send", "data": {"a": 1}}
        back = {"type": "imBack", "value": "home"}
        home = {"type": "Action.Submit", "title": "Home", "data": {"msteams": back}}
        posted = await show(microsoft, echo, card(actions=[submit, home]))
        noor = microsoft.person("aad-noor")
        assert (await noor.press("Send")).kind == "sent"
        sent = echo.received[0]
        assert (sent["type"], sent["value"], sent["replyToId"]) == ("message", {"a": 1}, posted.id)
        assert "text" not in sent
        await noor.press("Home")
        assert echo.received[1]["text"] == "home"


async def test_a_card_that_asks_for_it_is_refreshed_when_the_chat_is_opened() -> None:
    async with stand_in() as (microsoft, echo):
        refresh = {"action": execute("Refresh", data={"m": 1}), "userIds": ["29:noor"]}
        await show(microsoft, echo, {**card(text("old")), "refresh": refresh})
        echo.answer = lambda activity: {"statusCode": 200, "type": CARD_TYPE, "value": card(text("new"))}
        assert [shown.text for shown in await microsoft.person("aad-noor").look()] == ["new"]
        assert echo.received[0]["value"]["trigger"] == "automatic"


async def test_a_person_waits_for_a_message_or_is_told_what_is_there() -> None:
    async with stand_in() as (microsoft, echo):
        noor = microsoft.person("aad-noor")
        waiting = asyncio.create_task(noor.sees("Invitation"))
        await asyncio.sleep(0.02)
        posted = await show(microsoft, echo, card(text("Invitation to you")), summary="Quorate: please answer")
        assert await waiting is posted
        assert noor.screen.notifications == ["Quorate: please answer"]
        assert preview(message(card(text("First"), text("Second")))) == "First"
        with pytest.raises(AssertionError, match=r"no card says 'Other'; Noor Invented sees"):
            await noor.press("Accept", in_card="Other")
        with pytest.raises(AssertionError, match=r"nothing says 'Other' after 0\.05 s(.|\n)*Invitation to you"):
            await noor.sees("Other", within=0.05)
