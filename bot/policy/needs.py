"""Seats a case needs, each once, with the reason that asked for it first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class SeatNeed:
    """One seat to fill. `why` is plain words and says nothing about the child; `rule` is the policy's key.

    `children` are the references of the children for whom the seat is needed, empty when it is for the case.
    """

    seat: str
    why: str
    rule: str
    children: tuple[str, ...] = ()

    @property
    def child(self) -> str | None:
        """The one child it is needed for; None when it is for several, or for the case as a whole."""
        return self.children[0] if len(self.children) == 1 else None


class Needs:
    """Seats being gathered. A seat required once is never advised as well."""

    def __init__(self) -> None:
        self._required: dict[str, SeatNeed] = {}
        self._advised: dict[str, SeatNeed] = {}

    def require(self, seats: Iterable[str], why: str, rule: str, child: str | None = None) -> None:
        """Ask for these seats; a seat already asked for gains the child."""
        for seat in seats:
            self._advised.pop(seat, None)
            need = self._required.get(seat) or SeatNeed(seat, why, rule)
            if child is not None and child not in need.children:
                need = replace(need, children=(*need.children, child))
            self._required[seat] = need

    def advise(self, seats: Iterable[str], why: str, rule: str) -> None:
        """Invite these seats without needing them."""
        for seat in seats:
            if seat not in self._required:
                self._advised.setdefault(seat, SeatNeed(seat, why, rule))

    @property
    def required(self) -> Mapping[str, SeatNeed]:
        """By seat, in the order asked for."""
        return self._required

    @property
    def advised(self) -> Mapping[str, SeatNeed]:
        """By seat, in the order asked for."""
        return self._advised
