"""Every card, form and short answer that the core can show, made by playing an invented partnership's days.

Each is kept as the core gave it, with the person who sees it and how: as a message in a chat, on request, or at home.
Words that must never be in a message are planted in every private place (`CANARY`).
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any, Literal

from bot.app.cards import Card, Form, Text, Value
from tests.kit.databases import fresh, in_memory
from tests.kit.played_once import played_once
from tests.kit.world import Somebody, World

CANARY = "Kanarie"
"""Stands in action words, reasons and the names of people who must not be told. No message may hold it."""
CASE = "CSC-104233"
"""The case reference: on the plan's own form and in the copy for the case record only."""

How = Literal["message", "answer", "home", "said"]


@dataclass(frozen=True, slots=True)
class Shown:
    """One thing that one person sees. `detail`: shown on request, and may hold an action's own words."""

    name: str
    who: str
    thing: Card | Form
    how: How
    detail: bool = False


@dataclass
class Gallery:
    """What has been collected, each name once."""

    shown: dict[str, Shown] = field(default_factory=dict)

    def keep(self, name: str, somebody: Somebody, *, detail: bool = False) -> None:
        """What this person was just answered: a card, a form, or a short sentence."""
        assert somebody.shown or somebody.said, f"{name}: no answer; sees:\n{somebody.sees()}"
        if somebody.shown is None:
            self._put(Shown(name, somebody.person.name, said(somebody.said), "said"))
        else:
            self._put(Shown(name, somebody.person.name, somebody.shown, "answer", detail))

    def keep_message(self, name: str, somebody: Somebody, containing: str) -> None:
        """The newest message in the person's chat that says this."""
        self._put(Shown(name, somebody.person.name, somebody.card(containing), "message"))

    async def keep_home(self, name: str, somebody: Somebody) -> None:
        """The person's own page."""
        card = await somebody.world.front.home(somebody.identity)
        self._put(Shown(name, somebody.person.name, card, "home"))

    def _put(self, shown: Shown) -> None:
        assert shown.name not in self.shown, f"{shown.name} is there already"
        self.shown[shown.name] = shown


def said(text: str) -> Card:
    """A short answer, as a card without anything else."""
    return Card("Quorate", text, (Text(text),))


async def change(world: World, table: str, where: dict[str, Any], **values: Any) -> None:
    """Change one row behind everybody's back, such as an address that has stopped working."""
    async with world.storage.units.write() as uow:
        rows = getattr(uow, table)
        for row in await rows.where(**where):
            for name, value in values.items():
                setattr(row, name, value)
            await rows.save(row)
        await uow.commit()


async def draft(world: World, urgency: str = "same_day", **more: Value) -> Somebody:
    """Sam has filled the form in and looks at the plan."""
    sam = world.people["sam"]
    await sam.types("")
    await sam.fills(**{"references": CASE, "urgency": urgency, "ages": "3 years", **more})
    return sam


@played_once
def gallery() -> tuple[Shown, ...]:
    """All of it, in the order of a case."""
    return asyncio.run(_gallery())


async def _gallery() -> tuple[Shown, ...]:
    from tests.kit.gallery_scenes import SCENES

    collected = Gallery()
    for scene, options in SCENES.items():
        with in_memory() as folder:
            storage = await fresh(folder)
            try:
                await scene(collected, await World(storage, folder, **options).with_everybody())
            finally:
                await storage.close()
    return tuple(collected.shown.values())
