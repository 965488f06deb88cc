"""Events and their retries, response URLs, repeated deliveries, and Socket Mode."""

import asyncio
import json
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot.demo.stand_ins.slack import SlackSaw, read
from tests.unit.stand_ins.slack_app import Desk, actions, button, desk, section

Json = dict[str, Any]


async def test_what_a_person_writes_arrives_as_an_event(slack_desk: Desk) -> None:
    assert await slack_desk.slack.person("U0ADA").dm("help")
    told = slack_desk.app.last
    assert (told["type"], told["team_id"]) == ("event_callback", "T0COUNCIL")
    assert told["event_id"].startswith("Ev")
    event = told["event"]
    assert (event["type"], event["channel_type"], event["text"]) == ("message", "im", "help")


async def test_an_event_is_tried_four_times_with_the_same_id(slack_desk: Desk) -> None:
    slack_desk.app.answer = lambda _: web.Response(status=500)
    assert not await slack_desk.slack.person("U0ADA").dm("help")
    assert len({one["event_id"] for one in slack_desk.app.got}) == 1
    retries = [one.get("X-Slack-Retry-Num") for one in slack_desk.app.headers]
    assert retries == [None, "1", "2", "3"]
    assert slack_desk.app.headers[1]["X-Slack-Retry-Reason"] == "http_error"


async def test_an_app_can_ask_for_no_retry(slack_desk: Desk) -> None:
    slack_desk.app.answer = lambda _: web.Response(status=500, headers={"X-Slack-No-Retry": "1"})
    await slack_desk.slack.person("U0ADA").open_home()
    assert len(slack_desk.app.got) == 1


async def test_a_click_is_never_retried(slack_desk: Desk) -> None:
    await slack_desk.post(text="x", blocks=[actions(button("Accept"))])
    slack_desk.app.answer = lambda _: web.Response(status=500)
    with pytest.raises(SlackSaw):
        await slack_desk.slack.person("U0ADA").press("Accept")
    assert len(slack_desk.app.got) == 1


async def test_a_delivery_can_come_again_newly_signed_or_as_it_was(slack_desk: Desk) -> None:
    await slack_desk.slack.person("U0ADA").dm("help")
    first = slack_desk.slack.deliveries[-1]
    assert await slack_desk.slack.deliver_again(first, retry=1) == 200
    assert slack_desk.app.headers[-1]["X-Slack-Retry-Num"] == "1"
    assert slack_desk.app.got[0] == slack_desk.app.got[1]
    await slack_desk.slack.deliver_again(first, as_it_was=True)
    stamp = "X-Slack-Request-Timestamp"
    assert slack_desk.app.headers[-1][stamp] == slack_desk.app.headers[0][stamp]
    slack_desk.app.secret = "another secret"
    assert await slack_desk.slack.deliver_again(first) == 401


async def test_uninstalling_kills_the_token_and_tells_the_app(slack_desk: Desk) -> None:
    await slack_desk.slack.uninstall("T0COUNCIL")
    assert slack_desk.app.last["event"]["type"] == "app_uninstalled"
    assert (await slack_desk.call("auth.test"))["error"] == "account_inactive"


async def _respond(one: Desk, **told: Any) -> tuple[int, str]:
    async with one.client.post(one.app.last["response_url"], json=told) as answer:
        return answer.status, await answer.text()


async def test_a_response_url_answers_the_person_five_times(slack_desk: Desk) -> None:
    ada = slack_desk.slack.person("U0ADA")
    await ada.type_command("/strategy-meeting")
    for number in range(5):
        assert (await _respond(slack_desk, text=f"Answer {number}"))[0] == 200
    assert len(ada.ephemerals) == 5
    status, body = await _respond(slack_desk, text="one too many")
    assert (status, json.loads(body)["error"]) == (404, "used_url")
    assert slack_desk.slack.sent[0].method == "response_url"


async def test_a_response_url_lasts_half_an_hour() -> None:
    clock = [0.0]
    async with desk(now=lambda: clock[0]) as one:
        await one.slack.person("U0ADA").type_command("/strategy-meeting")
        clock[0] = 1801.0
        status, body = await _respond(one, text="late")
        assert (status, json.loads(body)["error"]) == (404, "expired_url")


async def test_a_response_url_replaces_or_deletes_the_message_clicked(slack_desk: Desk) -> None:
    await slack_desk.post(text="x", blocks=[section("Come?"), actions(button("Accept"))])
    ada = slack_desk.slack.person("U0ADA")
    await ada.press("Accept")
    await _respond(slack_desk, text="beside it")
    assert [read(one) for one in ada.ephemerals] == ["beside it"]
    await _respond(slack_desk, replace_original=True, text="You accepted")
    assert read(ada.messages[0]) == "You accepted"
    await _respond(slack_desk, delete_original=True)
    assert [read(one) for one in ada.messages] == ["beside it"]


async def test_a_response_url_refuses_what_a_message_may_not_hold(slack_desk: Desk) -> None:
    await slack_desk.slack.person("U0ADA").type_command("/strategy-meeting")
    assert (await _respond(slack_desk, text="x", blocks=[section("y" * 3001)]))[0] == 400
    assert (await _respond(slack_desk))[0] == 400
    wrong = slack_desk.slack.url + "/actions/T0/1/guessed"
    async with slack_desk.client.post(wrong, json={"text": "x"}) as answer:
        assert answer.status == 404


async def test_an_ephemeral_message_can_be_clicked_but_is_not_sent_along(slack_desk: Desk) -> None:
    ada = slack_desk.slack.person("U0ADA")
    slack_desk.app.answer = lambda _: {"text": "x", "blocks": [actions(button("Open again"))]}
    await ada.type_command("/strategy-meeting")
    slack_desk.app.answer = lambda _: None
    await ada.press("Open again")
    assert slack_desk.app.last["container"]["is_ephemeral"]
    assert "message" not in slack_desk.app.last


async def _connect(one: Desk) -> aiohttp.ClientWebSocketResponse:
    opened = await one.call("apps.connections.open", one.slack.app.app_token)
    socket = await one.client.ws_connect(opened["url"])
    assert (await socket.receive_json())["type"] == "hello"
    return socket


async def _serve(socket: aiohttp.ClientWebSocketResponse, payload: Json | None) -> Json:
    envelope: Json = await socket.receive_json()
    told = {"envelope_id": envelope["envelope_id"]}
    await socket.send_json(told if payload is None else {**told, "payload": payload})
    return envelope


async def test_with_a_web_socket_open_nothing_goes_to_the_url(slack_desk: Desk) -> None:
    socket = await _connect(slack_desk)
    ada = slack_desk.slack.person("U0ADA")
    reply, command = await asyncio.gather(
        ada.type_command("/strategy-meeting", "help"), _serve(socket, {"text": "Here is how"})
    )
    assert (command["type"], command["accepts_response_payload"]) == ("slash_commands", True)
    assert (command["payload"]["text"], reply and read(reply)) == ("help", "Here is how")
    taken, event = await asyncio.gather(ada.dm("hello"), _serve(socket, None))
    assert taken
    assert (event["type"], event["payload"]["event"]["text"]) == ("events_api", "hello")
    assert slack_desk.app.got == []


async def test_an_envelope_that_is_not_acknowledged_times_out_and_events_come_again() -> None:
    async with desk(ack_within=0.05) as one:
        socket = await _connect(one)
        ada = one.slack.person("U0ADA")
        with pytest.raises(SlackSaw, match="operation_timeout"):
            await ada.type_command("/strategy-meeting")
        await socket.receive_json()
        assert not await ada.dm("hello")
        attempts = [(await socket.receive_json())["retry_attempt"] for _ in range(4)]
        assert attempts == [0, 1, 2, 3]


async def test_slack_asks_the_app_to_reconnect(slack_desk: Desk) -> None:
    socket = await _connect(slack_desk)
    await slack_desk.slack.socket.disconnect("warning")
    assert (await socket.receive_json())["reason"] == "warning"
    await slack_desk.slack.socket.disconnect("refresh_requested")
    assert (await socket.receive_json())["reason"] == "refresh_requested"
    assert (await socket.receive()).type is aiohttp.WSMsgType.CLOSE
    await slack_desk.slack.until(lambda: slack_desk.slack.socket.connections == 0)
    await _connect(slack_desk)
    assert slack_desk.slack.socket.connections == 1


async def test_a_ticket_opens_one_connection(slack_desk: Desk) -> None:
    opened = await slack_desk.call("apps.connections.open", slack_desk.slack.app.app_token)
    await slack_desk.client.ws_connect(opened["url"])
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await slack_desk.client.ws_connect(opened["url"])
    assert (await slack_desk.call("apps.connections.open", ""))["error"] == "not_authed"
