"""The Web API over HTTP: every call is judged, answered and logged."""

import asyncio

from aiohttp import web

from bot.demo.stand_ins.slack.calls import Call, need_scope, read_call, workspace_of
from bot.demo.stand_ins.slack.faults import Fault
from bot.demo.stand_ins.slack.methods import METHODS
from bot.demo.stand_ins.slack.people import Workspace
from bot.demo.stand_ins.slack.records import Json, Sent
from bot.demo.stand_ins.slack.refusals import Refused
from bot.demo.stand_ins.slack.socket_mode import SocketMode
from bot.demo.stand_ins.slack.state import SlackState


class WebApi:
    """Answers `/api/{method}`."""

    def __init__(self, state: SlackState, socket: SocketMode) -> None:
        self._state = state
        self._socket = socket

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One call, with whatever fault a test asked for."""
        method = request.match_info["method"]
        fault = self._state.faults.next(method)
        if fault and fault.delay:
            await asyncio.sleep(fault.delay)
        if fault and fault.status is not None:
            return web.Response(status=fault.status, headers=_retry_after(fault), text="fault asked for")
        try:
            call = await read_call(request)
            answer, headers = self._answer(method, call, fault, request)
        except Refused as refusal:
            return web.json_response(refusal.body, status=refusal.status, headers=refusal.headers)
        if fault and fault.drop_after_accept and request.transport is not None:
            request.transport.abort()
        status = 429 if answer.get("error") == "ratelimited" else 200
        return web.json_response(answer, status=status, headers=headers)

    def _answer(
        self, method: str, call: Call, fault: Fault | None, request: web.Request
    ) -> tuple[Json, dict[str, str]]:
        team_id, headers = "", dict[str, str]()
        try:
            if method == "apps.connections.open":
                answer = self._connect(call, request)
            else:
                workspace = self._caller(method, call)
                team_id = workspace.team_id
                headers["X-OAuth-Scopes"] = ",".join(sorted(workspace.scopes))
                answer = self._run(method, workspace, call, fault)
        except Refused as refusal:
            answer = refusal.body
            headers |= refusal.headers
        self._state.sent.append(Sent(self._state.wall(), team_id, method, call.args, answer))
        self._state.changed()
        return answer, headers

    def _caller(self, method: str, call: Call) -> Workspace:
        if method not in METHODS:
            raise Refused("unknown_method", req_method=method)
        return workspace_of(self._state, call.token)

    def _run(self, method: str, workspace: Workspace, call: Call, fault: Fault | None) -> Json:
        if fault and fault.error is not None:
            raise Refused(
                fault.error,
                status=429 if fault.error == "ratelimited" else 200,
                retry_after=fault.retry_after,
                **fault.more,
            )
        scope, run = METHODS[method]
        need_scope(workspace, scope)
        self._state.limits.spend(workspace.team_id, method, self._state.now())
        return run(self._state, workspace, call.args)

    def _connect(self, call: Call, request: web.Request) -> Json:
        if not call.token:
            raise Refused("not_authed")
        if call.token != self._state.app.app_token:
            known = {one.bot_token for one in self._state.workspaces.values()}
            raise Refused("not_allowed_token_type" if call.token in known else "invalid_auth")
        self._state.limits.spend("", "apps.connections.open", self._state.now())
        return {"ok": True, "url": f"ws://{request.host}{self._socket.ticket()}"}


def _retry_after(fault: Fault) -> dict[str, str]:
    return {} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}
