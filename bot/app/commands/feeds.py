"""The feed of one's own meetings."""

from __future__ import annotations

from dataclasses import dataclass

from bot.app.commands.base import Command


@dataclass(frozen=True, slots=True)
class MakeFeed(Command):
    """Give me an address for my calendar; gives it, once. The one before ends."""


@dataclass(frozen=True, slots=True)
class EndFeed(Command):
    """My address shall lead nowhere any more."""


@dataclass(frozen=True, slots=True)
class ReadFeed(Command):
    """A calendar fetches the feed with this secret: counted, and nothing else is changed."""

    secret: str
