"""What an operator is told: how things stand while it is quiet, and what beginning again came to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.installation import QuietWhy


@dataclass(frozen=True, slots=True)
class Standing:
    """Counts only. `waiting` by kind of message would go out, `over` of them no longer would; `oldest` is since when
    one waits. `updates` are cards that people have, to be brought up to date in place. `due` chases wait their turn.
    """

    since: datetime | None
    why: QuietWhy
    as_of: datetime | None
    waiting: dict[str, int]
    over: int
    oldest: datetime | None
    updates: int
    due: int


@dataclass(frozen=True, slots=True)
class Resumed:
    """`marked` of the messages `sent` say that they may have come before. `put_off`: chases that come once, now;
    `begun_anew`: those whose asking had not gone out. `shown_again`: cards whose copy may differ from what is known.
    """

    sent: int
    marked: int
    over: int
    put_off: int
    begun_anew: int
    shown_again: int
