"""What never gets past the door: unsigned, stale, huge, malformed or foreign requests."""

import asyncio
import json
import logging
import time
from urllib.parse import quote, urlencode

import pytest
from structlog.testing import capture_logs

from adapters.slack import gate
from bot.app.replies import Say
from bot.demo.stand_ins.slack import SlackSaw, signature
from bot.turned_away import COUNTS
from tests.contract.slack.ground import AISHA, COMMAND, FOREIGN, SECRET, TEAM, Slack

COMMAND_FORM = {
    "command": COMMAND, "text": "mine", "team_id": TEAM, "user_id": AISHA, "trigger_id": "1.2.3",
}  # fmt: skip
GOOD = urlencode(COMMAND_FORM).encode()
CHALLENGE = b'{"type": "url_verification", "challenge": "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P"}'


def payload_form(value: str) -> bytes:
    return f"payload={quote(value)}".encode()


def press(**more) -> bytes:
    action = {"type": "button", "action_id": "q1:accept", "value": "i-1"}
    told = {
        "type": "block_actions", "team": {"id": TEAM}, "user": {"id": AISHA, "team_id": TEAM},
        "trigger_id": "9.9.9", "actions": [action], "container": {"type": "message"}, **more,
    }  # fmt: skip
    return payload_form(json.dumps(told))


async def test_a_well_signed_request_passes(slack: Slack):
    status, text = await slack.post(GOOD)
    assert (status, json.loads(text)["text"]) == (200, "Understood.")
    assert slack.front.last.key == "slack:1.2.3"


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Slack-Signature": "v0=" + "0" * 64},
        {"X-Slack-Signature": ""},
        {"X-Slack-Signature": "v0=\xe9\xe9"},
        {"X-Slack-Request-Timestamp": "yesterday"},
        {"X-Slack-Request-Timestamp": "²"},
        {"X-Slack-Request-Timestamp": "9" * 400},
        {"X-Slack-Request-Timestamp": "-1"},
        {"X-Slack-Request-Timestamp": ""},
    ],
)
async def test_A12_an_unsigned_request_is_refused_and_reaches_nobody(slack: Slack, headers: dict):
    status, _ = await slack.post(GOOD, headers=headers)
    assert (status, slack.front.heard) == (401, [])


async def test_A2_a_request_signed_six_minutes_ago_is_refused(slack: Slack):
    status, _ = await slack.post(GOOD, at=int(time.time()) - 360)
    assert (status, slack.front.heard) == (401, [])


async def test_A12_a_changed_body_is_refused(slack: Slack):
    at = int(time.time())
    status, _ = await slack.post(GOOD + b"&x=1", headers={"X-Slack-Signature": signature(SECRET, at, GOOD)}, at=at)
    assert status == 401


async def test_A12_a_challenge_is_answered_only_when_signed(slack: Slack):
    as_json = {"Content-Type": "application/json"}
    status, text = await slack.post(CHALLENGE, headers={**as_json, "X-Slack-Signature": "v0=no"})
    assert (status, "3eZbrw" in text) == (401, False)
    status, text = await slack.post(CHALLENGE, headers=as_json)
    assert (status, "3eZbrw" in text) == (200, True)


async def test_A12_an_unsigned_ssl_check_is_inert(slack: Slack):
    status, _ = await slack.post(b"ssl_check=1&token=x", headers={"X-Slack-Signature": "v0=no"})
    assert status == 401


DEEP = "[" * 200_000 + "]" * 200_000


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"nonsense", "application/x-www-form-urlencoded"),
        (b"", "application/x-www-form-urlencoded"),
        (b"a=1&a=2", "application/x-www-form-urlencoded"),
        (b"command=%2Fx&command=%2Fy", "application/x-www-form-urlencoded"),
        (b"&".join(b"k%d=1" % number for number in range(500)), "application/x-www-form-urlencoded"),
        (payload_form("{"), "application/x-www-form-urlencoded"),
        (payload_form("[]"), "application/x-www-form-urlencoded"),
        (payload_form("7"), "application/x-www-form-urlencoded"),
        (payload_form('{"type": "block_actions", "type": "view_submission"}'), "application/x-www-form-urlencoded"),
        (payload_form('{"a": ' + "[" * 100 + "]" * 100 + "}"), "application/x-www-form-urlencoded"),
        (DEEP.encode(), "application/json"),
        (b'{"a": ' + DEEP.encode() + b"}", "application/json"),
        (b"{", "application/json"),
        (b'"text"', "application/json"),
        (b"\xff\xfe\x00", "application/json"),
        (b"{}", "text/plain"),
        (b'{"type": "event_callback", "event": []}', "application/json"),
        (b'{"type": "event_callback", "event": null}', "application/json"),
    ],
)
async def test_L2_a_malformed_body_is_refused_without_a_server_error(slack: Slack, body: bytes, content_type: str):
    at = int(time.time())
    headers = {"Content-Type": content_type}
    try:
        signed = signature(SECRET, at, body)
    except UnicodeDecodeError:
        signed = "v0=x"
    status, text = await slack.post(body, headers={**headers, "X-Slack-Signature": signed}, at=at)
    assert (status, slack.front.heard) == (400, [])
    assert "Traceback" not in text


async def test_L2_a_body_over_a_megabyte_is_refused_before_it_is_read(slack: Slack):
    status, _ = await slack.post(b"x" * 1_000_001)
    assert status == 413


async def test_L2_a_chunked_body_over_a_megabyte_is_refused_while_it_is_read(slack: Slack):
    host, port = slack.url.split("/")[2].split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(b"POST /slack/events HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
    chunk = b"10000\r\n" + b"x" * 65_536 + b"\r\n"
    for _ in range(20):
        writer.write(chunk)
    answer = await asyncio.wait_for(reader.readline(), 5)
    writer.close()
    assert b"413" in answer


async def test_L2_a_body_that_never_comes_is_given_up(slack: Slack, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(gate, "SLOWEST_BODY_SECONDS", 0.2)
    host, port = slack.url.split("/")[2].split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(b"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\ncommand")
    answer = await asyncio.wait_for(reader.readline(), 5)
    writer.close()
    assert b"408" in answer


async def test_L2_a_compressed_body_is_refused(slack: Slack):
    status, _ = await slack.post(GOOD, headers={"Content-Encoding": "gzip"})
    assert status == 400


@pytest.mark.parametrize(
    "told",
    [
        {"type": "block_actions"},
        {"type": "block_actions", "user": "U", "team": [], "view": 4, "actions": "x", "trigger_id": {}},
        {"type": "view_submission", "user": {"id": AISHA}, "team": {"id": TEAM}, "view": {"blocks": 7, "state": []}},
        {"type": "view_submission", "user": {"id": AISHA}, "team": {"id": TEAM},
         "view": {"private_metadata": "[[[", "callback_id": 5, "blocks": [3, {"type": "input", "element": 9}]}},
        {"type": "block_suggestion", "user": {"id": AISHA}, "team": {"id": TEAM}, "value": 8},
        {"type": "event_callback", "event": "x", "authorizations": [1]},
        {"type": "view_closed", "user": {"id": AISHA}, "team": {"id": TEAM}},
        {"type": "something_new", "user": {"id": AISHA}, "team": {"id": TEAM}},
        {"type": "block_actions", "user": {"id": AISHA}, "team": {"id": TEAM},
         "actions": [{"type": "button", "action_id": "'; drop table", "value": "-1 OR 1=1"}]},
    ],
)  # fmt: skip
async def test_A3_crafted_but_signed_payloads_never_break_anything(slack: Slack, told: dict):
    status, _ = await slack.post(payload_form(json.dumps(told)))
    assert status in (200, 400)


async def test_S12_a_signed_click_from_a_workspace_not_on_the_list_reaches_nobody(slack: Slack):
    told = {"team": {"id": FOREIGN}, "user": {"id": "U0STRANGE1", "team_id": FOREIGN}}
    with capture_logs() as logs:
        status, _ = await slack.post(press(**told))
    assert (status, slack.front.heard) == (200, [])
    assert [one["reason"] for one in logs if one["event"] == "turned_away"] == ["foreign_workspace"]


async def test_S12_a_foreign_workspace_is_told_in_plain_words(slack: Slack):
    said = await slack.stand_in.person("U0STRANGE1").type_command(COMMAND)
    assert "not set up for this Slack workspace" in said.text
    assert slack.front.heard == []


async def test_S12_a_member_of_another_workspace_met_over_slack_connect_is_refused(slack: Slack):
    url = slack.stand_in.url
    sent = press(user={"id": "U0STRANGE1", "team_id": FOREIGN}, response_url=f"{url}/actions/T/1/x")
    status, _ = await slack.post(sent)
    assert (status, slack.front.heard) == (200, [])


@pytest.mark.parametrize("flag", ["is_restricted", "is_ultra_restricted", "is_stranger"])
async def test_S12_a_guest_is_refused(slack: Slack, flag: str):
    status, _ = await slack.post(press(user={"id": AISHA, "team_id": TEAM, flag: True}))
    assert (status, slack.front.heard) == (200, [])


@pytest.mark.parametrize(
    ("user", "reason"),
    [
        ({"id": AISHA, "team_id": TEAM, "is_restricted": True}, "guest"),
        ({"id": AISHA, "team_id": TEAM, "is_ultra_restricted": True}, "guest"),
        ({"id": "U0STRANGE1", "team_id": FOREIGN}, "stranger"),
        ({"id": "U0STRANGE1", "team_id": FOREIGN, "is_stranger": True}, "guest"),
    ],
)
async def test_S12_a_guest_or_stranger_acts_only_when_the_directory_lists_team_and_user(
    slack: Slack, user: dict, reason: str
):
    before = COUNTS["slack", reason]
    with capture_logs() as logs:
        await slack.post(press(user=user))
    assert slack.front.heard == []
    (line,) = [one for one in logs if one["event"] == "turned_away"]
    assert (line["reason"], line["account"], line["member_of"]) == (reason, user["id"], user["team_id"])
    assert COUNTS["slack", reason] == before + 1
    slack.front.listed = {(user["team_id"], user["id"])}
    await slack.post(press(user=user))
    assert (slack.front.last.who.tenant, slack.front.last.who.account) == (user["team_id"], user["id"])


async def test_S12_nothing_that_is_listed_lets_in_a_workspace_that_is_not_ours(slack: Slack):
    slack.front.listed = {(FOREIGN, "U0STRANGE1"), (TEAM, AISHA)}
    for user in ({"id": "U0STRANGE1", "team_id": FOREIGN}, {"id": AISHA, "team_id": TEAM}):
        await slack.post(press(team={"id": FOREIGN}, user=user))
    assert slack.front.heard == []


async def test_S12_a_member_of_one_allowed_workspace_acting_in_another_keeps_their_own_tenant(slack: Slack):
    await slack.post(press(user={"id": "U0PCPENNY1", "team_id": "T0POLICE01"}))
    assert slack.front.last.who.tenant == "T0POLICE01"


async def test_A10_an_answer_address_elsewhere_is_never_called(slack: Slack):
    called = asyncio.Event()
    server = await asyncio.start_server(lambda *_: called.set(), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    slack.front.reply = Say("Noted.")
    await slack.post(press(response_url=f"http://127.0.0.1:{port}/hook"))
    await slack.adapter._listener.background.finish()
    server.close()
    assert not called.is_set()


async def test_nothing_of_a_body_is_ever_logged(slack: Slack, caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG)
    secret_words = urlencode({**COMMAND_FORM, "text": "Alice Smith xoxb-canary"}).encode()
    with capture_logs() as logs:
        await slack.post(secret_words)
        await slack.post(secret_words, headers={"X-Slack-Signature": "v0=no"})
        await slack.post(secret_words, headers={"X-Slack-Request-Timestamp": "soon"})
        await slack.post(payload_form('{"Alice Smith'))
        slack.front.error = RuntimeError("Alice Smith")
        await slack.post(secret_words)
    ours = [record for record in caplog.records if record.name != "asyncio"]
    assert "Alice" not in str(logs) + "".join(record.getMessage() for record in ours)


async def test_a_lost_database_is_told_plainly(slack: Slack):
    slack.front.error = ConnectionError("database")
    said = await slack.aisha.type_command(COMMAND, "mine")
    assert said.text.startswith("Not saved")


async def test_a_stopping_adapter_takes_nothing_new(slack: Slack):
    slack.adapter._stopping = True
    with pytest.raises(SlackSaw):
        await slack.aisha.type_command(COMMAND)
    assert slack.front.heard == []
