"""The stand-in itself: a server on loopback that behaves as Slack does towards an app and its people."""

import socket
import time
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from bot.demo.stand_ins.loopback import listens, takes_no_more
from bot.demo.stand_ins.slack.answers import ResponseUrlEndpoint
from bot.demo.stand_ins.slack.client.hand import Hand
from bot.demo.stand_ins.slack.client.payloads import event
from bot.demo.stand_ins.slack.courier import Courier
from bot.demo.stand_ins.slack.faults import Fault
from bot.demo.stand_ins.slack.limits import RateLimits
from bot.demo.stand_ins.slack.people import App, Workspace
from bot.demo.stand_ins.slack.records import Delivery, Json, Sent
from bot.demo.stand_ins.slack.socket_mode import PATH, SocketMode
from bot.demo.stand_ins.slack.state import SlackState
from bot.demo.stand_ins.slack.web_api import WebApi

_LARGEST_BODY = 4 * 1024 * 1024


class SlackStandIn:
    """`async with SlackStandIn(workspace, request_url=…) as slack`, then `slack.person("U…")` acts.

    The app is given `slack.api_url`, its signing secret and tokens. `ack_within` and `retry_pauses` are
    seconds; `now` is the monotonic clock for triggers, windows and limits, `wall` seconds since 1970.
    """

    def __init__(
        self,
        *workspaces: Workspace,
        app: App | None = None,
        request_url: str | None = None,
        limits: RateLimits | None = None,
        ack_within: float = 3.0,
        retry_pauses: Sequence[float] = (0.0, 0.05, 0.1),
        now: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        self.app = app or App()
        self.state = SlackState(
            self.app,
            {one.team_id: one for one in workspaces},
            now=now,
            wall=wall,
            limits=limits or RateLimits(),
        )
        self.socket = SocketMode(self.state)
        self._courier = Courier(self.state, self.socket, request_url, ack_within, retry_pauses)
        self._runner: web.AppRunner | None = None
        self._listening: socket.socket | None = None
        self._hands: dict[tuple[str, str], Hand] = {}
        self.url = ""

    async def __aenter__(self) -> Self:
        application = web.Application(client_max_size=_LARGEST_BODY)
        api = WebApi(self.state, self.socket)
        answers = ResponseUrlEndpoint(self.state)
        application.router.add_route("*", "/api/{method}", api.handle)
        application.router.add_post("/actions/{team}/{number}/{secret}", answers.handle)
        application.router.add_get(PATH, self.socket.handle)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        self._listening = listens()
        await web.SockSite(self._runner, self._listening).start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"
        await self._courier.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.socket.close()
        await self._courier.close()
        if self._runner is not None and self._listening is not None:
            await takes_no_more(self._listening)
            await self._runner.cleanup()

    @property
    def api_url(self) -> str:
        """The base URL an app's Web API client is given; ends in a slash."""
        return f"{self.url}/api/"

    @property
    def request_url(self) -> str | None:
        """Where commands, interactions and events go; settable at any time."""
        return self._courier.request_url

    @request_url.setter
    def request_url(self, url: str | None) -> None:
        self._courier.request_url = url

    @property
    def sent(self) -> list[Sent]:
        """Everything the app sent, in order: calls, response URLs, acknowledgements that show something."""
        return self.state.sent

    @property
    def deliveries(self) -> list[Delivery]:
        """Every HTTP request made to the app, in order."""
        return self.state.deliveries

    def person(self, user_id: str, team_id: str | None = None) -> Hand:
        """The hands and eyes of a person; `team_id` says where, when an id is met in several workspaces.
        KeyError when nobody has it."""
        workspace, person = self.state.find(user_id, team_id)
        who = (workspace.team_id, user_id)
        if who not in self._hands:
            self._hands[who] = Hand(self.state, self._courier, workspace, person, self.url)
        return self._hands[who]

    def fail_next(
        self,
        method: str,
        *,
        error: str | None = None,
        status: int | None = None,
        delay: float = 0.0,
        drop_after_accept: bool = False,
        retry_after: int | None = None,
        times: int = 1,
        **more: Any,
    ) -> None:
        """Script the next `times` calls of a method: an error code, an HTTP status, a delay in seconds, or
        accepted and the connection cut before the answer. `more` goes into the error's body."""
        fault = Fault(error, status, delay, drop_after_accept, retry_after, more)
        self.state.faults.add(method, fault, times)

    def storm(self, *methods: str, retry_after: int = 30) -> None:
        """Answer 429 to these methods (none named: every one) until `calm`."""
        self.state.limits.storm(*methods, retry_after=retry_after)

    def calm(self) -> None:
        """End the storm."""
        self.state.limits.calm()

    async def until(self, happened: Callable[[], object], within: float = 5.0) -> None:
        """Wait until something is true of what Slack holds; TimeoutError after `within` seconds."""
        await self.state.until(happened, within)

    async def tell(self, team_id: str, told: Json) -> bool:
        """Send the app an event of a workspace; whether it was taken."""
        return await self._courier.event(event(self.state, self.state.workspaces[team_id], told))

    async def uninstall(self, team_id: str) -> bool:
        """Remove the app from a workspace: its token dies, then it is told."""
        self.state.workspaces[team_id].broken = "account_inactive"
        return await self.tell(team_id, {"type": "app_uninstalled"})

    async def deliver_again(self, delivery: Delivery, *, retry: int = 0, as_it_was: bool = False) -> int:
        """Repeat a delivery, marked as retry number `retry`; `as_it_was` keeps its old signature too.
        Returns the app's HTTP status."""
        headers = dict(delivery.headers) if as_it_was else {}
        if retry:
            headers |= {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": "http_timeout"}
        return await self._courier.again(delivery, headers)
