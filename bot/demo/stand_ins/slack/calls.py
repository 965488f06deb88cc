"""One Web API call, read and judged before its method runs: form, arguments, token, scope."""

import json
from dataclasses import dataclass

from aiohttp import web

from bot.demo.stand_ins.slack.people import Workspace
from bot.demo.stand_ins.slack.records import Json
from bot.demo.stand_ins.slack.refusals import Refused
from bot.demo.stand_ins.slack.state import SlackState

_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


@dataclass(frozen=True)
class Call:
    """A call's token and its other arguments."""

    token: str
    args: Json


async def _body(request: web.Request) -> Json:
    if request.method != "POST" or not request.can_read_body:
        return {}
    if request.content_type in _FORMS:
        return {name: value for name, value in (await request.post()).items() if isinstance(value, str)}
    if request.content_type != "application/json":
        raise Refused("invalid_post_type")
    try:
        told = json.loads(await request.text())
    except ValueError:
        raise Refused("invalid_json") from None
    if not isinstance(told, dict):
        raise Refused("json_not_object")
    if "token" in told:
        raise Refused("invalid_auth" if told["token"] else "not_authed")
    return told


async def read_call(request: web.Request) -> Call:
    """Arguments from the query and the body; the token from the header, else the form or the query."""
    header = request.headers.get("Authorization", "")
    bearer = header.removeprefix("Bearer ").strip() if header.startswith("Bearer ") else ""
    args: Json = {**dict(request.query), **await _body(request)}
    token = str(args.pop("token", "") or "")
    return Call(bearer or token, args)


def workspace_of(state: SlackState, token: str) -> Workspace:
    """The workspace a bot token belongs to; Refused when there is none or it is broken."""
    if not token:
        raise Refused("not_authed")
    if token == state.app.app_token:
        raise Refused("not_allowed_token_type")
    for workspace in state.workspaces.values():
        if workspace.bot_token == token:
            if workspace.broken:
                raise Refused(workspace.broken)
            return workspace
    raise Refused("invalid_auth")


def need_scope(workspace: Workspace, scope: str | None) -> None:
    """Refused with what is needed and what was granted."""
    if scope is not None and scope not in workspace.scopes:
        provided = ",".join(sorted(workspace.scopes))
        raise Refused("missing_scope", needed=scope, provided=provided)
