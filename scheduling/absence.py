"""When somebody is away: leave as it is kept, laid out as time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from scheduling.availability import Intervals


class Away(Protocol):
    """Leave as it is kept; no end: until further notice."""

    @property
    def starts_at(self) -> datetime: ...

    @property
    def ends_at(self) -> datetime | None: ...


def away_intervals(rows: Iterable[Away], first: datetime, last: datetime) -> Intervals:
    """The time within [first, last) for which these rows of leave say that somebody is away."""
    spans = [(max(first, each.starts_at), min(last, each.ends_at or last)) for each in rows]
    return Intervals.covering(*((start, end) for start, end in spans if start < end))
