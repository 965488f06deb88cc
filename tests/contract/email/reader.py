"""An adapter that reads a mailbox, and what the core is told of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, cast

from adapters.email.adapter import EmailAdapter
from adapters.email.marks import new_id
from bot.app.links import Links
from bot.app.ports import Front
from bot.app.replies import Say
from bot.app.seals import Seals
from bot.domain.calendar_answer import CalendarAnswer
from tests.contract.email.arriving import SCHOOL
from tests.contract.email.ground import Sink, adapter_of
from tests.contract.email.imap_server import Store

SEALS = Links(Seals(["an invented key"]), "https://quorate.example").seals


@dataclass
class Core:
    """What the core is told, with its own seals. `broken` stands for a database that is away."""

    told: list[tuple[str, str]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    broken: bool = False
    answers: list[CalendarAnswer] = field(default_factory=list)
    says: str = ""

    async def calendar_answer(self, answer: CalendarAnswer, key: str) -> Say | None:
        self.answers.append(answer)
        return Say(self.says, "warning") if self.says else None

    def seal(self, *words: str) -> str:
        return SEALS.seal("button 1", *words)

    def sealed(self, seal: str, *words: str) -> bool:
        return SEALS.holds(seal, "button 1", *words)

    async def undelivered(self, mark: str, to: str, reason: str, key: str) -> None:
        self.keys.append(key)
        if self.broken:
            raise ConnectionError
        self.told.append((mark, reason))


@asynccontextmanager
async def reading(store: Store, sink: Sink, core: Core, **more: Any) -> AsyncIterator[EmailAdapter]:
    async with adapter_of(sink.settings(**store.settings, **more)) as adapter:
        await adapter.start(cast(Front, core))
        yield adapter


def our_id(mark: str = "n1", to: str = SCHOOL) -> str:
    return new_id(Core().seal, mark, to, "exampleshire.example")
