"""Work that passes from the day to emergency duty and back: line by line, each accepted by one person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Way(StrEnum):
    """To emergency duty at the end of the day, or back to the day team in the morning."""

    NIGHT = "night"
    DAY = "day"


class LineState(StrEnum):
    """`OFFERED` is still with the giver; `TAKEN` is with the taker; `OVER` concerns nobody any more."""

    OFFERED = "offered"
    TAKEN = "taken"
    OVER = "over"


@dataclass(slots=True)
class HandoverLine:
    """One meeting, or with `action_id` one action of it. It stays with the giver until somebody takes it.

    Lines offered together share `offer_id`: they are one card. `team` is the day team that a carry-over goes to (""
    for those who answer for the day); emergency duty needs none. `until` is when the night ends (UTC).
    """

    id: str
    council: str
    offer_id: str
    way: Way
    meeting_id: str
    giver_id: str
    offered_at: datetime
    until: datetime
    action_id: str = ""
    team: str = ""
    state: LineState = LineState.OFFERED
    taker_id: str | None = None
    taken_at: datetime | None = None
