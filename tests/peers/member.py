"""Somebody in that Slack: what they type, press and fill in, signed as Slack signs it and sent to Quorate."""

from __future__ import annotations

import json
import time
from typing import Any
from urllib.parse import urlencode

from slack_sdk.signature import SignatureVerifier

from bot.demo.stand_ins.slack.entered import entry, state_json, values_of
from tests.peers.emulated import APP, TEAM, EmulatedSlack, Json

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
COMMAND = "/strategy-meeting"
FORM = "application/x-www-form-urlencoded"


class Member:
    """One account. `view` is the window that is open before them, as emulate or the last answer has it."""

    def __init__(self, slack: EmulatedSlack, quorate: str, account: str) -> None:
        self.slack, self.quorate, self.account = slack, quorate, account
        self.view: Json = {}
        self._entered: dict[tuple[str, str], Json] = {}

    async def types(self, text: str = "") -> Json:
        """The slash command; what Quorate answered at once."""
        told = {"command": COMMAND, "text": text, "user_id": self.account, "team_id": TEAM, "api_app_id": APP}
        channel = {"channel_id": "C000000001", "channel_name": "general"}
        return await self.post(told | channel | await self._carried())

    async def opens_home(self) -> None:
        """Look at Quorate's Home tab."""
        event = {"type": "app_home_opened", "user": self.account, "tab": "home", "channel": "", "event_ts": "1.1"}
        wrapped = {"type": "event_callback", "team_id": TEAM, "api_app_id": APP, "event": event}
        body = json.dumps({**wrapped, "event_id": f"Ev{time.monotonic_ns()}", "event_time": int(time.time())})
        await self._send(body, "application/json")

    async def presses(self, label: str, message: Json) -> Json:
        """Press a button of a message."""
        block, button = _button(message["blocks"], label)
        action = {"type": "button", "block_id": block.get("block_id", "b1"), "action_ts": "1.1", **button}
        where = {
            "container": {"type": "message", "message_ts": message["ts"], "channel_id": message["channel"]},
            "channel": {"id": message["channel"], "name": "directmessage"},
            "message": message,
        }
        payload = self._who("block_actions") | where | {"actions": [action]} | await self._carried()
        return await self.post({"payload": json.dumps(payload)})

    def sees(self, opened: Json) -> None:
        """Another window is before them, nothing entered yet."""
        self.view, self._entered = opened, values_of(opened["blocks"])

    def fills(self, label: str, value: str) -> None:
        """Write, or choose by label."""
        element, where = self._field(label)
        options = {each["text"]["text"]: each for each in element.get("options", [])}
        self._entered[where] = entry(element["type"], options.get(value, value))

    async def submits(self) -> Json:
        """Send what was filled in; the answer, whose window is then the one before them."""
        view = {**self.view, "state": state_json(self._entered)}
        payload = self._who("view_submission") | {"view": view, "response_urls": []} | await self._carried()
        answer = await self.post({"payload": json.dumps(payload)})
        if answer.get("response_action") == "update":
            self.sees({**self.view, **answer["view"]})
        return answer

    async def post(self, form: dict[str, str]) -> Json:
        """A signed form; the answer's JSON, empty when there is none."""
        return await self._send(urlencode(form), FORM)

    async def _send(self, body: str, kind: str) -> Json:
        at = str(int(time.time()))
        signature = SignatureVerifier(SECRET).generate_signature(timestamp=at, body=body) or ""
        headers = {"Content-Type": kind, "X-Slack-Request-Timestamp": at, "X-Slack-Signature": signature}
        async with self.slack.session.post(f"{self.quorate}/slack/events", data=body, headers=headers) as answer:
            text = await answer.text()
            assert answer.status == 200, (answer.status, text)
            told: Json = json.loads(text) if text.startswith("{") else {}
            return told

    async def _carried(self) -> dict[str, str]:
        return {
            "trigger_id": await self.slack.trigger(self.account),
            "response_url": f"{self.slack.door}/answers/{self.account}",
        }

    def _who(self, kind: str) -> Json:
        user = {"id": self.account, "username": "someone", "team_id": TEAM}
        return {"type": kind, "user": user, "team": {"id": TEAM, "domain": "exampleshire"}, "api_app_id": APP}

    def _field(self, label: str) -> tuple[Json, tuple[str, str]]:
        for block in self.view["blocks"]:
            if block["type"] == "input" and block["label"]["text"].startswith(label):
                element = block["element"]
                return element, (block["block_id"], element["action_id"])
        raise AssertionError(f"no field “{label}” in {json.dumps(self.view['blocks'], indent=1)}")


def _button(blocks: list[Json], label: str) -> tuple[Json, Json]:
    for block in blocks:
        for element in [*block.get("elements", []), block.get("accessory") or {}]:
            if element.get("type") == "button" and element["text"]["text"] == label:
                return block, {name: element[name] for name in ("action_id", "value", "text") if name in element}
    raise AssertionError(f"no button “{label}” in {json.dumps(blocks, indent=1)}")


def words(shown: Any) -> str:
    """Every text in blocks, in order."""
    if isinstance(shown, dict):
        own = shown["text"] if isinstance(shown.get("text"), str) and shown.get("type") != "button" else ""
        return "\n".join(filter(None, [own, *(words(each) for name, each in shown.items() if name != "value")]))
    return "\n".join(filter(None, map(words, shown))) if isinstance(shown, list) else ""
