"""What people send, as whole HTTP requests made beforehand: Slack forms and clicks, Teams button presses."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from bot.demo.cast import COUNCIL_WORKSPACE, POLICE
from bot.demo.stand_ins.slack.signing import signed_headers


@dataclass(frozen=True, slots=True)
class Shot:
    """One request; `key` is what Quorate's inbox keeps when it has done what was asked."""

    key: str
    request: bytes


@dataclass(frozen=True, slots=True)
class Way:
    """By which service something comes to which bot, and the token that says so."""

    service_url: str
    app_id: str
    token: str


def whole(shots: Sequence[Shot]) -> list[bytes]:
    """The requests alone."""
    return [each.request for each in shots]


def submission(secret: str, account: str, trigger: str) -> Shot:
    """A small form sent, signed now: the hour of somebody's daily list, kept before the answer, which says so."""
    choice = {"type": "static_select", "action_id": "q1:choice:at"}
    view = {
        "type": "modal",
        "id": f"V{trigger}",
        "callback_id": "q1:digest_hour",
        "private_metadata": "",
        "app_installed_team_id": COUNCIL_WORKSPACE,
        "blocks": [{"type": "input", "block_id": "at", "element": choice}],
        "state": {"values": {"at": {"q1:choice:at": {"selected_option": {"value": "10:00"}}}}},
    }
    return _interaction(secret, {"type": "view_submission", "view": view}, account, trigger)


def click(secret: str, account: str, trigger: str, verb: str, subject: str) -> Shot:
    """A button of a message, signed now."""
    action = {"type": "button", "action_id": f"q1:{verb}", "block_id": "b", "value": subject}
    payload = {"type": "block_actions", "response_url": "http://127.0.0.1:9/nowhere", "actions": [action]}
    return _interaction(secret, payload, account, trigger)


def _interaction(secret: str, payload: dict[str, Any], account: str, trigger: str) -> Shot:
    who = {"user": {"id": account, "team_id": COUNCIL_WORKSPACE}, "team": {"id": COUNCIL_WORKSPACE}}
    body = urlencode({"payload": json.dumps({**payload, **who, "trigger_id": trigger})}).encode()
    headers = {"Content-Type": "application/x-www-form-urlencoded"} | signed_headers(secret, int(time.time()), body)
    return Shot(f"slack:{trigger}", _request("/slack/events", headers, body))


def press(account: str, number: int, way: Way, *, invoke: bool = True) -> Shot:
    """A button of a card in Teams, or (not `invoke`) a typed line."""
    activity: dict[str, Any] = {
        "type": "message",
        "id": f"f:{account}-{number}",
        "timestamp": "2026-03-10T10:20:00.000Z",
        "channelId": "msteams",
        "serviceUrl": way.service_url,
        "from": {"id": f"29:{account}", "aadObjectId": account},
        "conversation": {"conversationType": "personal", "tenantId": POLICE, "id": f"a:{account}"},
        "recipient": {"id": f"28:{way.app_id}", "name": "Quorate"},
        "channelData": {"tenant": {"id": POLICE}},
        "text": "hello",
    }
    if invoke:
        action = {"type": "Action.Execute", "verb": "q1:withdraw_slots", "data": {"q": {"subject": account}}}
        activity |= {"type": "invoke", "name": "adaptiveCard/action", "value": {"action": action}}
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {way.token}"}
    return Shot(activity["id"], _request("/teams/messages", headers, json.dumps(activity).encode()))


def _request(path: str, headers: dict[str, str], body: bytes) -> bytes:
    lines = [f"POST {path} HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body
