"""Why a time was chosen, in words a tired manager understands. Seats only; never a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from scheduling.london import LONDON


class Why(StrEnum):
    """What speaks for a time."""

    EARLIEST = "earliest"
    WAITED = "waited"
    SAME_TIME = "same_time"
    SOONER = "sooner"
    BETTER_PEOPLE = "better_people"
    NEXT_BEST = "next_best"
    AFTER_DEADLINE = "after_deadline"


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a reason is made of.

    `missing`: each required seat that nobody fills, with the time at which somebody first could: None if never, and
    the meeting's own start if that somebody sits elsewhere. `too_late`: the first start past the deadline.
    `unknown`: seats that rest on a calendar not known. `better`, `worse`: seats whose people are more, or less,
    appropriate than at the time it is compared with.
    """

    start: datetime
    too_late: datetime
    missing: Mapping[str, datetime | None] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    better: tuple[str, ...] = ()
    worse: tuple[str, ...] = ()


_LEADS = {
    Why.EARLIEST: "earliest time",
    Why.WAITED: "waits for more appropriate people",
    Why.SAME_TIME: "same time as before",
    Why.SOONER: "sooner",
    Why.BETTER_PEOPLE: "more appropriate people",
    Why.NEXT_BEST: "next best time",
    Why.AFTER_DEADLINE: "after the deadline",
}


def explain(why: Why, grounds: Grounds) -> str:
    """One line: what speaks for this time, which seats nobody can fill and what would help, which are unsure."""
    parts = []
    if grounds.better and why in (Why.WAITED, Why.BETTER_PEOPLE):
        parts.append(_list(grounds.better))
    if grounds.worse and why is Why.SOONER:
        parts.append(f"less appropriate people for {_list(grounds.worse)}")
    parts.extend(_help(seat, first, grounds) for seat, first in grounds.missing.items())
    if grounds.unknown:
        parts.append(f"not known whether free: {_list(grounds.unknown)}")
    if not grounds.missing and not grounds.unknown:
        parts.append("every required seat is free")
    return f"{_LEADS[why]}: {'; '.join(parts)}"


def _help(seat: str, first: datetime | None, grounds: Grounds) -> str:
    name = _words(seat)
    if first is None:
        return f"nobody for {name} is free in time: add a deputy or ask for information"
    if first == grounds.start:
        return f"whoever is free for {name} is needed in another seat"
    if first >= grounds.too_late:
        return f"nobody for {name} is free before the deadline; the first could be {_at(first)}"
    return f"nobody for {name} is free then; the first could be {_at(first)}"


def _list(seats: Iterable[str]) -> str:
    return ", ".join(map(_words, seats))


def _words(seat: str) -> str:
    return seat.replace("_", " ")


def _at(at: datetime) -> str:
    local = at.astimezone(LONDON)
    return f"{local:%a} {local.day} {local:%b}, {local:%H:%M}"
