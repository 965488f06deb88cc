"""Whether the meeting can decide: social care, police and sufficient health have accepted its current time.

Always computed from rows, never counted up (domain: "Quorum")."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.domain.invitation import Invitation
from bot.domain.meeting import Seat

PARTNERS = ("social_care", "police", "health")


@dataclass(frozen=True, slots=True)
class Quorum:
    """`missing` names partners in a fixed order; `empty_seats` are other required seats nobody has accepted."""

    missing: tuple[str, ...]
    empty_seats: tuple[str, ...]

    @property
    def met(self) -> bool:
        """True when the meeting can decide."""
        return not self.missing


def accepted_seats(
    seats: Iterable[Seat], invitations: Iterable[Invitation], revision: int, *, phone_counts: bool
) -> dict[str, Invitation]:
    """Seat id to the invitation that fills it now. An answer heard by phone counts when the policy says so."""
    open_seats = {seat.id for seat in seats if not seat.closed}
    return {
        each.seat_id: each
        for each in invitations
        if each.seat_id in open_seats and each.counts_for(revision) and (phone_counts or each.recorded_by_id is None)
    }


def quorum(
    seats: Iterable[Seat], filled: Mapping[str, Invitation], agency_of: Mapping[str, str], *, health_enough: bool
) -> Quorum:
    """Quorum from the seats that somebody has accepted; `agency_of` maps a seat's name to its agency."""
    seats = [seat for seat in seats if not seat.closed]
    there = {agency_of[seat.name] for seat in seats if seat.id in filled}
    missing = [each for each in PARTNERS if each not in there]
    if "health" not in missing and not health_enough:
        missing.append("health")
    empty = tuple(seat.name for seat in seats if seat.required and seat.id not in filled)
    return Quorum(tuple(missing), empty)
