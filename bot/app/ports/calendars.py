"""Other people's calendars, of which only free and busy is read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class BusyTime:
    """A span (UTC) that a calendar says is busy; `unsure` when only tentatively. There is nothing else to it."""

    starts_at: datetime
    ends_at: datetime
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class CalendarRead:
    """What a calendar says from now until `until`, in order, none overlapping; `fingerprint` marks this version."""

    times: tuple[BusyTime, ...]
    until: datetime
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class CalendarSame:
    """The server vouches that nothing has changed since the version with this fingerprint."""


@dataclass(frozen=True, slots=True)
class CalendarTrouble:
    """It could not be read. `code` says why (docs/calendars.md), and never anything of the address."""

    code: str


class CalendarReader(Protocol):
    """Reads free/busy addresses. It never raises for what a network, a server or a feed does: it says it."""

    def refuses(self, address: str) -> str:
        """A trouble's code when this address would never be fetched, "" when it would be tried."""
        ...

    async def read(
        self, address: str, fingerprint: str, start: datetime, end: datetime
    ) -> CalendarRead | CalendarSame | CalendarTrouble:
        """What the calendar says about [start, end); with a `fingerprint`, only when it is another version."""
        ...

    async def close(self) -> None:
        """Call off what is under way (trouble "stopped") and end whatever it runs."""
        ...
