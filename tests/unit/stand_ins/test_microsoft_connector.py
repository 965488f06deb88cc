"""The stand-in's Bot Connector takes what Teams takes and refuses what Teams refuses."""

import json

import aiohttp
import pytest

from bot.demo.stand_ins.microsoft import Limits, Person, Tenant

from .microsoft_echo import NHS, POLICE, card, message, stand_in, text

HELLO = {"type": "message", "text": "hello"}
NOOR = {"members": [{"id": "29:noor"}], "tenantId": POLICE, "isGroup": False}


def code(body: dict) -> str:
    return body["error"]["code"]


async def test_a_conversation_is_created_once_and_carries_messages() -> None:
    async with stand_in() as (microsoft, echo):
        status, first = await echo.call("POST", "", NOOR)
        again = await echo.call("POST", "", {"members": [{"id": "aad-noor"}], "tenantId": POLICE})
        assert (status, again) == (201, (201, first))
        noor = microsoft.person("aad-noor")
        assert noor.conversation_id == first["id"]
        status, posted = await echo.send(noor, HELLO)
        assert status == 201
        assert [m.id for m in noor.screen.messages] == [posted["id"]]
        path = f"/{first['id']}/activities/{posted['id']}"
        assert (await echo.call("PUT", path, message(card(text("new")))))[0] == 200
        assert [v.get("text") for v in noor.screen.messages[0].versions] == ["hello", None]
        assert (await echo.call("POST", path, HELLO))[0] == 201
        assert (await echo.call("DELETE", path))[0] == 200
        assert len(noor.screen.messages) == 1
        assert [s.kind for s in microsoft.sent][-4:] == ["send", "update", "reply", "delete"]
        assert all(s.accepted and s.person == "aad-noor" for s in microsoft.sent[-4:])


@pytest.mark.parametrize(
    ("body", "status", "expected"),
    [
        ({**NOOR, "members": [{"id": "29:sam"}]}, 403, "ForbiddenOperationException"),
        ({**NOOR, "tenantId": ""}, 400, "BadArgument"),
        ({**NOOR, "tenantId": NHS}, 400, "BadArgument"),
        ({**NOOR, "members": [{"id": "noor@police.invalid"}]}, 400, "BadArgument"),
        ({**NOOR, "isGroup": True}, 400, "BadArgument"),
        ([], 400, "BadSyntax"),
    ],
)
async def test_creating_a_conversation_is_refused(body: object, status: int, expected: str) -> None:
    async with stand_in() as (_, echo):
        answer, refused = await echo.call("POST", "", body)
        assert (answer, code(refused)) == (status, expected)


async def test_creating_a_conversation_without_a_tenant_says_so() -> None:
    async with stand_in() as (_, echo):
        _, refused = await echo.call("POST", "", {"members": [{"id": "29:noor"}]})
        assert refused["error"]["message"] == "Tenant id is required to create a conversation"
        in_channel_data = {"members": [{"id": "29:noor"}], "channelData": {"tenant": {"id": POLICE}}}
        assert (await echo.call("POST", "", in_channel_data))[0] == 201


async def test_a_conversation_may_be_created_with_its_first_message() -> None:
    async with stand_in() as (microsoft, echo):
        status, created = await echo.call("POST", "", {**NOOR, "activity": HELLO})
        assert status == 201
        assert [m.id for m in microsoft.person("aad-noor").messages] == [created["activityId"]]


async def test_typing_is_taken_and_leaves_nothing_behind() -> None:
    async with stand_in() as (microsoft, echo):
        noor = microsoft.person("aad-noor")
        assert (await echo.send(noor, {"type": "typing"}))[0] == 202
        assert not noor.messages


async def test_only_a_token_of_this_login_opens_the_connector() -> None:
    async with stand_in() as (microsoft, echo):
        login = microsoft.login
        for token in (
            "",
            "rubbish",
            microsoft.token(),
            login.access_token(exp=1),
            login.access_token(exp=None),
            login.access_token(aud="https://graph.microsoft.com"),
            login.access_token(iss=f"https://sts.windows.net/{NHS}/"),
        ):
            assert (await echo.call("POST", "", NOOR, token=token))[0] == 401, token
        url = f"{microsoft.base_url}/emea/v3/conversations"
        for scheme in ("", "Token "):
            good = {"Authorization": scheme + login.access_token()}
            async with echo.http.post(url, json=NOOR, headers=good) as answer:
                assert answer.status == 401
        status, body = await echo.call("POST", "", NOOR, token=login.access_token(appid="another"))
        assert (status, code(body)) == (401, "BotNotRegistered")


async def test_blocked_uninstalled_and_disabled_each_have_their_own_403() -> None:
    async with stand_in() as (microsoft, echo):
        noor = microsoft.person("aad-noor")
        noor.block()
        status, body = await echo.send(noor, HELLO)
        assert status == 403
        assert body["errorCode"] == 209
        assert json.loads(body["message"])["subCode"] == "MessageWritesBlocked"
        noor.person.blocked_as = "ConversationBlockedByUser"
        assert code((await echo.send(noor, HELLO))[1]) == "ConversationBlockedByUser"
        noor.unblock()
        noor.person.installed = False
        assert code((await echo.send(noor, HELLO))[1]) == "BotNotInConversationRoster"
        noor.person.installed = True
        microsoft.directory.tenants[POLICE].disabled = True
        assert code((await echo.send(noor, HELLO))[1]) == "BotDisabledByAdmin"
        assert (await echo.call("POST", "", NOOR))[0] == 403


async def test_what_is_not_there_is_not_found() -> None:
    async with stand_in() as (microsoft, echo):
        noor = microsoft.person("aad-noor")
        chat = f"/{noor.conversation_id}"
        assert code((await echo.call("POST", "/a:nowhere/activities", HELLO))[1]) == "ConversationNotFound"
        wrong_region = await echo.call("POST", f"{chat}/activities", HELLO, region="uk")
        assert (wrong_region[0], code(wrong_region[1])) == (404, "ConversationNotFound")
        gone = await echo.call("PUT", f"{chat}/activities/1", HELLO)
        assert (gone[0], code(gone[1])) == (404, "ActivityNotFoundInConversation")
        await noor.say("mine")
        own = noor.screen.messages[0].id
        assert (await echo.call("PUT", f"{chat}/activities/{own}", HELLO))[0] == 404
        other = await echo.call("GET", f"{chat}/members/29:sam")
        assert (other[0], code(other[1])) == (404, "MemberNotFoundInConversation")


async def test_text_with_a_card_is_split_and_leaves_no_id_to_update_by() -> None:
    async with stand_in() as (microsoft, echo):
        noor = microsoft.person("aad-noor")
        status, body = await echo.send(noor, message(card(text("card")), text="words"))
        assert (status, body) == (202, {})
        assert len(noor.screen.messages) == 2
        _, posted = await echo.send(noor, message(card(text("card"))))
        path = f"/{noor.conversation_id}/activities/{posted['id']}"
        status, body = await echo.call("PUT", path, message(card(text("card")), text="words"))
        assert (status, code(body)) == (400, "BadArgument")


@pytest.mark.parametrize(
    "activity",
    [
        {"type": "message"},
        {"type": "event", "text": "x"},
        {"type": "message", "attachments": [{"contentType": "application/x-unknown", "content": {}}]},
        message(None),
        message(card(text("x"), version="1.6")),
        message({**card(text("x")), "type": "Card"}),
        message(card({"type": "TextBox", "text": "x"})),
        message(card({"type": "TextBlock"})),
        message(card({"type": "TextBlock", "text": 5})),
        message(card(actions=[{"type": "Action.Http", "url": "http://a.invalid"}])),
        message(card(actions=[{"type": "Action.OpenUrl", "title": "x"}])),
        message(card(actions=[{"type": "Action.Execute", "title": "x"}], version="1.3")),
        message(card({"type": "Input.Text", "id": "a"}, {"type": "Input.Date", "id": "a"})),
        message(card({"type": "Input.ChoiceSet", "id": "a", "choices": [{"title": "x"}]})),
        message(card({"type": "Container", "items": [{"type": "Input.Text"}]})),
        message(card(actions=[{"type": "Action.ShowCard", "title": "x", "card": {"type": "Odd"}}])),
    ],
)
async def test_a_bad_activity_or_card_is_refused(activity: dict) -> None:
    async with stand_in() as (microsoft, echo):
        status, body = await echo.send(microsoft.person("aad-noor"), activity)
        assert status == 400
        assert code(body) in ("BadArgument", "BadSyntax")
        assert not microsoft.person("aad-noor").screen.messages


async def test_a_card_of_every_known_kind_is_taken() -> None:
    cell = {"type": "TableCell", "items": [text("cell")]}
    body = [
        {"type": "ColumnSet", "columns": [{"width": "auto", "items": [text("column")]}]},
        {"type": "Table", "columns": [{"width": 1}], "rows": [{"type": "TableRow", "cells": [cell]}]},
        {"type": "RichTextBlock", "inlines": ["plain", {"type": "TextRun", "text": "run"}]},
        {"type": "FactSet", "facts": [{"title": "a", "value": "b"}]},
    ]
    inner = {"type": "AdaptiveCard", "body": [{"type": "Input.Text", "id": "inner"}]}
    actions = [
        {"type": "Action.Execute", "title": "Go", "verb": "go"},
        {"type": "Action.ShowCard", "title": "More", "card": inner},
    ]
    async with stand_in() as (microsoft, echo):
        assert (await echo.send(microsoft.person("aad-noor"), message(card(*body, actions=actions))))[0] == 201


async def test_a_message_over_the_limit_is_too_big() -> None:
    async with stand_in() as (microsoft, echo):
        noor = microsoft.person("aad-noor")
        assert (await echo.send(noor, {"type": "message", "text": "x" * 40_000}))[0] == 201
        status, body = await echo.send(noor, {"type": "message", "text": "x" * 60_000})
        assert (status, code(body)) == (413, "MessageSizeTooBig")


async def test_the_eighth_message_in_a_second_is_throttled_in_that_chat_only() -> None:
    async with stand_in() as (microsoft, echo):
        noor, gill = microsoft.person("aad-noor"), microsoft.person("aad-gill")
        statuses = [(await echo.send(noor, HELLO))[0] for _ in range(7)]
        assert statuses == [201] * 7
        status, body = await echo.send(noor, HELLO)
        assert (status, code(body), echo.retry_after) == (429, "Throttled", "1")
        assert (await echo.send(gill, HELLO))[0] == 201


async def test_limits_per_tenant_and_for_creating_are_kept() -> None:
    limits = Limits(create=((60, 1),), tenant=((60, 2),))
    async with stand_in(limits=limits) as (microsoft, echo):
        assert (await echo.call("POST", "", NOOR))[0] == 201
        assert (await echo.call("POST", "", NOOR))[0] == 429
        assert (await echo.send(microsoft.person("aad-noor"), HELLO))[0] == 201
        assert (await echo.send(microsoft.person("aad-gill"), HELLO))[0] == 429
        assert int(echo.retry_after) > 50
        path = f"/{microsoft.person('aad-ana').conversation_id}/activities"
        assert (await echo.call("POST", path, HELLO, region="uk"))[0] == 201


@pytest.mark.parametrize(
    ("status", "named", "expected"),
    [(412, "", "PreconditionFailed"), (502, "", "ServiceError"), (400, "Odd", "Odd"), (504, "", None)],
)
async def test_scripted_failures_happen_once(status: int, named: str, expected: str | None) -> None:
    async with stand_in() as (microsoft, echo):
        noor = microsoft.person("aad-noor")
        microsoft.fail_next("send", status=status, code=named, person="aad-noor")
        assert (await echo.send(microsoft.person("aad-gill"), HELLO))[0] == 201
        answer, body = await echo.send(noor, HELLO)
        assert (answer, code(body) if expected else None) == (status, expected)
        assert not noor.screen.messages
        assert (await echo.send(noor, HELLO))[0] == 201


async def test_a_send_in_doubt_has_happened_though_the_answer_failed() -> None:
    async with stand_in() as (microsoft, echo):
        noor = microsoft.person("aad-noor")
        microsoft.fail_next("send", status=504, accepted=True)
        assert (await echo.send(noor, HELLO))[0] == 504
        microsoft.fail_next("send", drop_after_accept=True)
        with pytest.raises(aiohttp.ClientError):
            await echo.send(noor, HELLO)
        assert len(noor.screen.messages) == 2
        microsoft.fail_next("send", drop=True)
        with pytest.raises(aiohttp.ClientError):
            await echo.send(noor, HELLO)
        assert len(noor.screen.messages) == 2
        microsoft.fail_next("send", delay=0.05, status=429, retry_after=30)
        assert (await echo.send(noor, HELLO))[0] == 429
        assert echo.retry_after == "30"
        assert [s.code for s in microsoft.sent] == ["", "dropped", "dropped", "Throttled"]


async def test_members_tell_guests_from_users() -> None:
    async with stand_in() as (microsoft, echo):
        gill = microsoft.person("aad-gill")
        _, found = await echo.call("GET", f"/{gill.conversation_id}/members/29:gill")
        assert (found["aadObjectId"], found["email"], found["userPrincipalName"]) == (
            "aad-gill",
            "gill@nhs.invalid",
            "gill@nhs.invalid",
        )
        assert (found["tenantId"], found["userRole"]) == (POLICE, "guest")
        _, page = await echo.call("GET", f"/{gill.conversation_id}/pagedmembers")
        assert page == {"members": [found]}


async def test_the_service_url_may_carry_the_tenant() -> None:
    async with stand_in() as (microsoft, echo):
        noor = microsoft.person("aad-noor")
        path = f"/{noor.conversation_id}/activities"
        assert (await echo.call("POST", path, HELLO, region=f"emea/{POLICE}"))[0] == 201
        assert (await echo.call("POST", path, HELLO, region=f"emea/{NHS}"))[0] == 404


async def test_an_unknown_person_is_named_with_those_there_are() -> None:
    async with stand_in(tenants=[Tenant("t", "T", [Person("aad-1", "29:1", "One", "one@t.invalid")])]) as (
        microsoft,
        _,
    ):
        with pytest.raises(AssertionError, match="aad-1"):
            microsoft.person("aad-2")
