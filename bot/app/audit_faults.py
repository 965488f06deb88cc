"""What can be wrong with the audit's chain."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Wrong(StrEnum):
    """One thing that was done to the chain, or to an entry, past Quorate."""

    CHANGED = "changed"
    STRUCK_OUT = "struck_out"
    LINKS_MISSING = "links_missing"
    LINK_CHANGED = "link_changed"
    PUT_IN = "put_in"
    MOVED = "moved"
    NOT_LINKED = "not_linked"
    CUT_OFF = "cut_off"
    REWRITTEN = "rewritten"
    WAITS = "waits"
    LOST_BEFORE_LINK = "lost_before_link"


@dataclass(frozen=True, slots=True)
class Fault:
    """`position` is where (0: nowhere in the chain), `until` where it ends or where it belongs, `count` how many."""

    wrong: Wrong
    position: int = 0
    entry_id: str = ""
    until: int = 0
    count: int = 1
