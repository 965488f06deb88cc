"""Seats a case needs, each once, with the reason that asked for it first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class SeatNeed:
    """One seat to fill. `why` is plain words and says nothing about the child; `rule` is the policy's key.

    `child` is the reference of the child for whom it is needed; None when it is for the case as a whole. Two
    children with a health visitor each are two needs: the same person may fill both.
    """

    seat: str
    why: str
    rule: str
    child: str | None = None


class Needs:
    """Seats being gathered. A seat required once is never advised as well."""

    def __init__(self) -> None:
        self._required: dict[str, list[SeatNeed]] = {}
        self._advised: dict[str, list[SeatNeed]] = {}

    def require(self, seats: Iterable[str], why: str, rule: str, child: str | None = None) -> None:
        """Ask for these seats, for one child or for the case."""
        for seat in seats:
            self._advised.pop(seat, None)
            _put(self._required.setdefault(seat, []), SeatNeed(seat, why, rule, child))

    def advise(self, seats: Iterable[str], why: str, rule: str, child: str | None = None) -> None:
        """Invite these seats without needing them."""
        for seat in seats:
            if seat not in self._required:
                _put(self._advised.setdefault(seat, []), SeatNeed(seat, why, rule, child))

    @property
    def required(self) -> tuple[SeatNeed, ...]:
        """In the order asked for."""
        return tuple(need for needs in self._required.values() for need in needs)

    @property
    def advised(self) -> tuple[SeatNeed, ...]:
        """In the order asked for."""
        return tuple(need for needs in self._advised.values() for need in needs)

    @property
    def required_seats(self) -> frozenset[str]:
        """Their names."""
        return frozenset(self._required)


def _put(needs: list[SeatNeed], need: SeatNeed) -> None:
    """Keep one need a child; a need for the case as a whole is met by any child's."""
    if any(need.child in (None, each.child) for each in needs):
        return
    if needs and needs[0].child is None:
        # What first asked for the seat stays its reason; now we know for which child.
        needs[0] = replace(needs[0], child=need.child)
    else:
        needs.append(need)
