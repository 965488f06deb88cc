"""A third channel in one file: people write on paper, and cards land in trays. Nothing else knows that it exists."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from itertools import count
from typing import Any

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.app.cards import Card
from bot.app.ports import AdapterSettings, Delivery, Finding, Front, Sent
from bot.app.replies import Reply
from bot.domain.people import Address, Identity

TENANT = "post-room"


class PaperSettings(BaseSettings):
    """The post room's own settings."""

    model_config = SettingsConfigDict(env_prefix="QUORATE_PAPER_", extra="ignore", env_ignore_empty=True)

    seal: SecretStr = Field(SecretStr(""), description="What every letter must carry.")

    def wanted(self) -> bool:
        return bool(self.seal.get_secret_value())

    def unsafe(self) -> list[str]:
        return ["QUORATE_PAPER_SEAL is an example."] if self.seal.get_secret_value() == "example" else []


@dataclass
class Sheet:
    """One card in somebody's tray, with everything that ever stood on it."""

    account: str
    versions: list[Card]


@dataclass
class PaperChannel:
    """The way out."""

    name: str = "paper"
    sheets: dict[str, Sheet] = field(default_factory=dict)
    numbers: Any = field(default_factory=lambda: count(1))

    async def send(self, to: Address, card: Card) -> Delivery:
        number = f"sheet-{next(self.numbers)}"
        self.sheets[number] = Sheet(to.account, [card])
        return Sent(number)

    async def update(self, to: Address, post_id: str, card: Card) -> Delivery:
        self.sheets[post_id].versions.append(card)
        return Sent(post_id)

    async def verified_email(self, identity: Identity) -> str:
        return f"{identity.account}@paper.example"

    def tray(self, account: str) -> list[Card]:
        """What lies in somebody's tray now."""
        return [sheet.versions[-1] for sheet in self.sheets.values() if sheet.account == account]


class PaperAdapter:
    """The way in: POST /paper, sealed."""

    def __init__(self, settings: PaperSettings) -> None:
        self.paper = PaperChannel()
        self.channel = self.paper
        self._seal = settings.seal.get_secret_value()
        self.started = self.stopped = 0
        self.fails_to_start = False
        self.answers: dict[str, Reply] = {}

    def routes(self, front: Front) -> Sequence[BaseRoute]:
        async def letter(request: Request) -> Response:
            if not secrets.compare_digest(request.headers.get("x-seal", ""), self._seal):
                return Response(status_code=401)
            sent = await request.json()
            who = Identity("paper", TENANT, sent["account"])
            reply = await self._pass_on(front, who, sent)
            self.answers[who.account] = reply
            return JSONResponse({"kind": type(reply).__name__, **asdict(reply)})

        return [Route("/paper", letter, methods=["POST"])]

    async def _pass_on(self, front: Front, who: Identity, sent: dict[str, Any]) -> Reply:
        key = sent.get("key") or secrets.token_hex(8)
        values = {
            name: tuple(each) if isinstance(each, list) else each for name, each in sent.get("values", {}).items()
        }
        if "text" in sent:
            return await front.said(who, sent["text"], key)
        step = front.submitted if sent.get("form") else front.pressed
        return await step(who, sent["verb"], sent.get("subject", ""), values, key)

    async def start(self, front: Front) -> None:
        if self.fails_to_start:
            raise RuntimeError("the post room is on fire, and patient-name is written here")
        self.started += 1

    async def stop(self) -> None:
        self.stopped += 1

    async def check(self) -> list[Finding]:
        return [Finding("Paper", True, "The post room is open.")]


class PaperPlug:
    """What a folder of `adapters/` would export as `plug`; it keeps what it opened, for tests to look inside."""

    name = "paper"
    settings: Callable[..., AdapterSettings] = PaperSettings

    def __init__(self, *, fails_to_start: bool = False) -> None:
        self.fails_to_start = fails_to_start
        self.opened: list[PaperAdapter] = []

    def open(self, settings: PaperSettings) -> PaperAdapter:
        adapter = PaperAdapter(settings)
        adapter.fails_to_start = self.fails_to_start
        self.opened.append(adapter)
        return adapter
