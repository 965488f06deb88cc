"""Times that an agency offers in advance: a weekly pattern in London time, from one day until another."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from scheduling.availability import Intervals
from scheduling.bank_holidays import england_bank_holiday
from scheduling.rota import expand, parse_pattern


class Offer(Protocol):
    """Offered slots as they are kept; no end: until they are withdrawn."""

    @property
    def works(self) -> str: ...

    @property
    def starts_at(self) -> datetime: ...

    @property
    def ends_at(self) -> datetime | None: ...


def offered_intervals(rows: Iterable[Offer], first: datetime, last: datetime) -> Intervals:
    """The offered time within [first, last). On an English bank holiday no slot is offered."""
    found = Intervals()
    for each in rows:
        start, end = max(first, each.starts_at), min(last, each.ends_at or last)
        if each.works and start < end:
            found = found.union(expand(parse_pattern(each.works), start, end, england_bank_holiday))
    return found
