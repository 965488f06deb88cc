"""Carries what people do to the app: over its web socket when it has one, else signed to its URL."""

import asyncio
import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

import aiohttp

from bot.demo.stand_ins.slack.records import Delivery, Json
from bot.demo.stand_ins.slack.refusals import SlackSaw
from bot.demo.stand_ins.slack.signing import signed_headers
from bot.demo.stand_ins.slack.socket_mode import SocketMode
from bot.demo.stand_ins.slack.state import SlackState

FORM = "application/x-www-form-urlencoded"
_ON_SOCKET = {"command": "slash_commands", "interaction": "interactive", "event": "events_api"}


class Courier:
    """Delivers commands, interactions and events; `ack_within` and `retry_pauses` are in seconds.

    Slack waits 3 s, and tries an event again at once, after a minute and after five.
    """

    def __init__(
        self,
        state: SlackState,
        socket: SocketMode,
        request_url: str | None,
        ack_within: float,
        retry_pauses: Sequence[float],
    ) -> None:
        self.request_url = request_url
        self._state = state
        self._socket = socket
        self._ack_within = ack_within
        self._retry_pauses = retry_pauses
        self._session: aiohttp.ClientSession | None = None

    async def start(self) -> None:
        """Open the HTTP client."""
        self._session = aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar())

    async def close(self) -> None:
        """Close the HTTP client."""
        if self._session is not None:
            await self._session.close()

    async def command(self, form: dict[str, str]) -> Any:
        """A slash command; returns what the acknowledgement holds."""
        return await self._ask("command", form, urlencode(form).encode())

    async def interaction(self, payload: Json) -> Any:
        """A click, a submission, a search or a shortcut; returns what the acknowledgement holds."""
        return await self._ask("interaction", payload, urlencode({"payload": json.dumps(payload)}).encode())

    async def _ask(self, kind: str, payload: Json, body: bytes) -> Any:
        """One try, as Slack makes it; SlackSaw when the app does not acknowledge in time."""
        try:
            if self._socket.connections:
                return await self._socket.send(_ON_SOCKET[kind], payload, self._ack_within, answerable=True)
            status, _, answer = await self._post(kind, body, {"Content-Type": FORM})
        except TimeoutError:
            raise SlackSaw("operation_timeout", "the app took too long to answer") from None
        except (aiohttp.ClientError, ConnectionError):
            raise SlackSaw("dispatch_failed", "the app could not be reached") from None
        if status != 200:
            raise SlackSaw("dispatch_failed", f"the app answered {status}")
        return answer

    async def event(self, payload: Json) -> bool:
        """An event, tried up to four times; whether the app took it."""
        body = json.dumps(payload).encode()
        reason = ""
        for attempt in range(len(self._retry_pauses) + 1):
            headers = {"Content-Type": "application/json"}
            if attempt:
                await asyncio.sleep(self._retry_pauses[attempt - 1])
                headers |= {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": reason}
            try:
                if self._socket.connections:
                    await self._socket.send(
                        "events_api", payload, self._ack_within, answerable=False, attempt=attempt
                    )
                    return True
                status, answered, _ = await self._post("event", body, headers)
            except TimeoutError:
                reason = "http_timeout"
                continue
            except (aiohttp.ClientError, ConnectionError):
                reason = "connection_failed"
                continue
            if 200 <= status < 300:
                return True
            reason = "http_error"
            if answered.get("X-Slack-No-Retry") == "1":
                break
        return False

    async def again(self, delivery: Delivery, headers: dict[str, str] | None = None) -> int:
        """Deliver the very same bytes once more (newly signed unless `headers` says how); its status."""
        kept = {"Content-Type": delivery.headers["Content-Type"]}
        status, _, _ = await self._post(delivery.kind, delivery.body, {**kept, **(headers or {})})
        return status

    async def _post(self, kind: str, body: bytes, headers: dict[str, str]) -> tuple[int, dict[str, str], Any]:
        if self._session is None or self.request_url is None:
            raise ConnectionError("the app has no request URL and no web socket")
        signed = signed_headers(self._state.app.signing_secret, int(self._state.wall()), body)
        full = {"User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)", **signed, **headers}
        status: int | None = None
        try:
            timeout = aiohttp.ClientTimeout(total=self._ack_within)
            async with self._session.post(self.request_url, data=body, headers=full, timeout=timeout) as answer:
                status = answer.status
                text = await answer.text()
                return answer.status, dict(answer.headers), _parsed(text)
        finally:
            self._state.deliveries.append(Delivery(kind, full, body, status))


def _parsed(text: str) -> Any:
    if not text.strip():
        return None
    try:
        return json.loads(text)
    except ValueError:
        return text
