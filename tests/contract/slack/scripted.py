"""A tiny front that notes what it is asked and answers as it is told."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.app.cards import Card, Option, Text, Value
from bot.app.replies import Reply, Say
from bot.domain.people import Identity


@dataclass
class Heard:
    """One call of the front."""

    what: str
    who: Identity
    key: str = ""
    verb: str = ""
    subject: str = ""
    text: str = ""
    values: dict[str, Value] = field(default_factory=dict)


class ScriptedFront:
    """Answers `reply` to everything; `replies` (by verb or typed text) come first."""

    def __init__(self) -> None:
        self.heard: list[Heard] = []
        self.gone: list[tuple[str, str, str]] = []
        self.reply: Reply | Callable[[Heard], Reply] = Say("Understood.")
        self.replies: dict[str, Reply] = {}
        self.known = True
        self.listed: set[tuple[str, str]] = set()
        self.delay = 0.0
        self.error: Exception | None = None
        self.offered: tuple[Option, ...] = ()
        self.page = Card("Home", "Home", (Text("Nothing waits for you."),))
        self.done = 0

    @property
    def last(self) -> Heard:
        return self.heard[-1]

    async def _answer(self, heard: Heard) -> Reply:
        self.heard.append(heard)
        if self.delay:
            await asyncio.sleep(self.delay)
        if self.error is not None:
            raise self.error
        self.done += 1
        told: Any = self.replies.get(heard.verb or heard.text, self.reply)
        return told(heard) if callable(told) else told

    async def lists(self, who: Identity) -> bool:
        return (who.tenant, who.account) in self.listed

    async def recognises(self, who: Identity) -> bool:
        return self.known

    async def said(self, who: Identity, text: str, key: str) -> Reply:
        return await self._answer(Heard("said", who, key, text=text))

    async def pressed(self, who: Identity, verb: str, subject: str, values: dict[str, Value], key: str) -> Reply:
        return await self._answer(Heard("pressed", who, key, verb, subject, values=values))

    async def submitted(self, who: Identity, verb: str, subject: str, values: dict[str, Value], key: str) -> Reply:
        return await self._answer(Heard("submitted", who, key, verb, subject, values=values))

    async def options(self, who: Identity, verb: str, subject: str, field: str, query: str) -> tuple[Option, ...]:
        self.heard.append(Heard("options", who, "", verb, subject, text=f"{field}:{query}"))
        if self.error is not None:
            raise self.error
        return self.offered

    async def home(self, who: Identity) -> Card:
        self.heard.append(Heard("home", who))
        return self.page

    async def reached(self, who: Identity, key: str) -> Reply:
        return await self._answer(Heard("reached", who, key))

    async def lost_everybody(self, channel: str, tenant: str, reason: str, key: str) -> None:
        self.gone.append((channel, tenant, reason))

    async def lost(self, who: Identity, key: str) -> None:
        self.heard.append(Heard("lost", who, key))
