"""A tiny app of our own, and plain calls to the stand-in: no Slack library anywhere."""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import parse_qs

import aiohttp
from aiohttp import web

from bot.demo.stand_ins.slack import Person, SlackStandIn, Workspace, signature

Json = dict[str, Any]

ADA = Person("U0ADA", "Ada Lovelock", "ada@council.example")
BEA = Person("U0BEA", "Bea Constable", "bea@council.example")


def council(**changes: Any) -> Workspace:
    return Workspace("T0COUNCIL", "Anytown Council", people=[ADA, BEA], **changes)


class TinyApp:
    """Keeps what Slack sent, answers what the test says."""

    def __init__(self, secret: str) -> None:
        self.secret = secret
        self.got: list[Json] = []
        self.headers: list[dict[str, str]] = []
        self.answer: Callable[[Json], Any] = lambda _: None
        self.url = ""

    @property
    def last(self) -> Json:
        return self.got[-1]

    async def handle(self, request: web.Request) -> web.Response:
        body = await request.read()
        stamp = int(request.headers["X-Slack-Request-Timestamp"])
        if request.headers["X-Slack-Signature"] != signature(self.secret, stamp, body):
            return web.Response(status=401)
        told: Json
        if request.content_type == "application/json":
            told = json.loads(body)
        else:
            form = {name: value[0] for name, value in parse_qs(body.decode(), keep_blank_values=True).items()}
            told = json.loads(form["payload"]) if "payload" in form else form
        self.got.append(told)
        self.headers.append(dict(request.headers))
        answer = self.answer(told)
        if hasattr(answer, "__await__"):
            answer = await answer
        if isinstance(answer, web.Response):
            return answer
        return web.Response() if answer is None else web.json_response(answer)


@asynccontextmanager
async def serving(app: TinyApp) -> AsyncIterator[TinyApp]:
    application = web.Application()
    application.router.add_post("/slack/events", app.handle)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    app.url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    try:
        yield app
    finally:
        await runner.cleanup()


class Desk:
    """The stand-in, the tiny app behind it, and a client that calls the Web API."""

    def __init__(self, slack: SlackStandIn, app: TinyApp, client: aiohttp.ClientSession) -> None:
        self.slack = slack
        self.app = app
        self.client = client

    async def call(self, method: str, token: str | None = None, **args: Any) -> Json:
        workspace = next(iter(self.slack.state.workspaces.values()))
        headers = {"Authorization": f"Bearer {workspace.bot_token if token is None else token}"}
        if token == "":
            headers = {}
        async with self.client.post(self.slack.api_url + method, json=args, headers=headers) as answer:
            told: Json = await answer.json()
            if answer.status != 200 or "Retry-After" in answer.headers:
                told = {**told, "status": answer.status, "retry_after": answer.headers.get("Retry-After")}
            return told

    async def view(self, view: Json, method: str = "views.open", **more: Any) -> Json:
        trigger = self.app.last["trigger_id"]
        return await self.call(method, trigger_id=trigger, view=view, **more)

    async def post(self, user_id: str = "U0ADA", **args: Any) -> Json:
        return await self.call("chat.postMessage", channel=user_id, **args)


@asynccontextmanager
async def desk(*workspaces: Workspace, **how: Any) -> AsyncIterator[Desk]:
    slack = SlackStandIn(*(workspaces or (council(),)), **how)
    app = TinyApp(slack.app.signing_secret)
    async with slack, serving(app), aiohttp.ClientSession() as client:
        slack.request_url = app.url
        yield Desk(slack, app, client)


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def section(text: str, **more: Any) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def button(text: str, action_id: str = "go", **more: Any) -> Json:
    return {"type": "button", "text": plain(text), "action_id": action_id, **more}


def actions(*elements: Json, **more: Any) -> Json:
    return {"type": "actions", "elements": list(elements), **more}


def options(*labels: str) -> list[Json]:
    return [{"text": plain(one), "value": one.lower()} for one in labels]


def field(label: str, element: Json, **more: Any) -> Json:
    return {"type": "input", "label": plain(label), "element": element, **more}


def modal(*blocks: Json, title: str = "New meeting", **more: Any) -> Json:
    return {
        "type": "modal",
        "title": plain(title),
        "submit": plain("Send"),
        "blocks": list(blocks),
        **more,
    }
