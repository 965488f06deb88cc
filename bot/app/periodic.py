"""What the periodic work needs, whichever it is."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.app.ports import Channel
from bot.app.standstill.now import is_quiet
from bot.app.store import UnitOfWork, Units
from bot.app.tally import Tally
from bot.app.work import Work


@dataclass(frozen=True, slots=True)
class Desk:
    """Where the rows are, the channels, the work on a transaction, the instant, and what is counted.

    `quiet` tells, within a transaction that is open already, whether nothing may be sent.
    """

    units: Units
    channels: Mapping[str, Channel]
    work: Callable[[UnitOfWork], Work]
    now: Callable[[], datetime]
    release: str = ""
    tally: Tally = field(default_factory=Tally)
    quiet: Callable[[UnitOfWork], Awaitable[object]] = is_quiet
