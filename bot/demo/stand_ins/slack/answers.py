"""What an app says back to a command or click: in the acknowledgement, or later at the response_url."""

import json
from typing import Any

from aiohttp import web

from bot.demo.stand_ins.slack.methods import chat
from bot.demo.stand_ins.slack.records import Conversation, Json, Message, Sent
from bot.demo.stand_ins.slack.refusals import Refused
from bot.demo.stand_ins.slack.state import SlackState
from bot.demo.stand_ins.slack.tickets import ResponseUrl


def show(state: SlackState, url: ResponseUrl, told: Json) -> Message | None:
    """Show an answer where the person acted: only to them, unless `in_channel`."""
    if told.get("delete_original"):
        if url.message is not None:
            url.message.deleted = True
            state.changed()
        return None
    if told.get("replace_original") and url.message is not None and not url.message.deleted:
        chat.change(state, url.message, told)
        return url.message
    workspace = state.workspaces[url.team_id]
    channel = state.conversations[url.channel_id]
    to = None if told.get("response_type") == "in_channel" else url.user_id
    return chat.post(state, workspace, channel, told, to=to)


def show_acknowledged(state: SlackState, user_id: str, channel: Conversation, body: Any) -> Message | None:
    """What the acknowledgement of a command shows: nothing, plain text, or a message."""
    told = {"text": body} if isinstance(body, str) else body
    if not told or not isinstance(told, dict) or not (told.get("text") or told.get("blocks")):
        return None
    state.sent.append(Sent(state.wall(), channel.team_id, "acknowledgement", told, {}))
    url = ResponseUrl(channel.team_id, user_id, channel.channel_id, state.now())
    return show(state, url, told)


def _payload(text: str) -> Json:
    try:
        told = json.loads(text)
    except ValueError:
        told = None
    if not isinstance(told, dict):
        raise Refused("invalid_payload", status=400)
    return told


class ResponseUrlEndpoint:
    """Answers `/actions/…`: five uses within 30 minutes."""

    def __init__(self, state: SlackState) -> None:
        self._state = state

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One answer of the app."""
        told: Json = {}
        try:
            url = self._state.response_urls.use(request.path, self._state.now())
            told = _payload(await request.text())
            show(self._state, url, told)
        except Refused as refusal:
            status = refusal.status if refusal.status != 200 else 400
            self._log(request.match_info["team"], told, refusal.body)
            return web.json_response(refusal.body, status=status)
        self._log(url.team_id, told, {"ok": True})
        return web.Response(text="ok")

    def _log(self, team_id: str, told: Json, answer: Json) -> None:
        self._state.sent.append(Sent(self._state.wall(), team_id, "response_url", told, answer))
        self._state.changed()
