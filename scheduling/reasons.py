"""Why a time was chosen, in words a tired manager understands. Seats only; never a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from scheduling.london import LONDON


def explain(lead: str, start: datetime, missing: Mapping[str, datetime | None], unknown: Sequence[str]) -> str:
    """One line: what speaks for this time, which seats nobody can fill (and when they first could), which are unsure.

    `missing` maps a seat to the first time in the window at which somebody could fill it: None if never, and
    `start` itself if that somebody is needed in another seat.
    """
    if not missing and not unknown:
        return f"{lead}: every required seat is free"
    parts = []
    for seat, first in missing.items():
        if first is None:
            parts.append(f"nobody for {_words(seat)} is free in time: add a deputy or ask for information")
        elif first == start:
            parts.append(f"whoever is free for {_words(seat)} is needed in another seat")
        else:
            parts.append(f"nobody for {_words(seat)} is free then; the first could be {_at(first)}")
    if unknown:
        parts.append(f"not known whether free: {', '.join(map(_words, unknown))}")
    return f"{lead}: {'; '.join(parts)}"


def _words(seat: str) -> str:
    return seat.replace("_", " ")


def _at(at: datetime) -> str:
    local = at.astimezone(LONDON)
    return f"{local:%a} {local.day} {local:%b}, {local:%H:%M}"
