"""How a channel's folder plugs in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol, runtime_checkable

from starlette.routing import BaseRoute

from bot.app.ports.channel import Channel
from bot.app.ports.front import Front


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of a check: what was looked at, whether it is right, and how to mend it when it is not."""

    about: str
    ok: bool
    words: str
    mend: str = ""


class Adapter(Protocol):
    """A channel with its way in. `routes` are ASGI routes (Starlette) of the one web host."""

    @property
    def channel(self) -> Channel | None:
        """The way out; None for a way in alone (pages behind links): nobody is written to there."""
        ...

    def routes(self, front: Front) -> Sequence[BaseRoute]:
        """The addresses at which this platform calls us."""
        ...

    async def start(self, front: Front) -> None:
        """Open what is not a route (Slack's Socket Mode); called once the web host is ready."""
        ...

    async def stop(self) -> None:
        """Finish what is under way and close every connection."""
        ...

    async def check(self) -> list[Finding]:
        """Look at credentials and the platform, for `quorate doctor`. Never raises for what it finds."""
        ...


class AdapterSettings(Protocol):
    """An adapter's own settings, read from the environment under its own prefix."""

    def wanted(self) -> bool:
        """True when anything of this channel is set: an adapter nobody configured stays out."""
        ...

    def unsafe(self) -> list[str]:
        """Why the process must not start with these settings, a plain sentence each."""
        ...


@runtime_checkable
class LeadsToPages(Protocol):
    """Settings of a channel whose messages hold links to our own pages: it needs our own address from outside."""

    leads_to_pages: Literal[True]


@runtime_checkable
class ServesPages(Protocol):
    """Settings of the channel that answers at those links; `pages_at` is where, from outside."""

    @property
    def pages_at(self) -> str:
        """Such as https://quorate.example, without a slash at its end."""
        ...


class Plug(Protocol):
    """What a folder of `adapters/` exports as `plug`; wiring finds it there, so a channel is one folder."""

    name: str
    settings: Callable[..., AdapterSettings]

    def open(self, settings: Any) -> Adapter:
        """Build the adapter from settings that are safe."""
        ...
