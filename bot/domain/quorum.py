"""Whether the meeting can decide: social care, police and sufficient health have accepted its current time.

Always computed from rows, never counted up (domain: "Quorum")."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.domain.invitation import Invitation
from bot.domain.meeting import Seat

# Working Together: the three of every strategy discussion. A policy may ask for more, and its checks keep these.
PARTNERS = ("social_care", "police", "health")


@dataclass(frozen=True, slots=True)
class Quorum:
    """`missing` names agencies, in the policy's order; `empty_seats` other required seats nobody has accepted."""

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
    seats: Iterable[Seat],
    filled: Mapping[str, Invitation],
    agency_of: Mapping[str, str],
    *,
    health_enough: bool,
    agencies: Iterable[str],
) -> Quorum:
    """Quorum from the seats that somebody has accepted; `agency_of` maps a seat's name to its agency.

    `agencies` are those of the council's policy without which nothing is decided, in the order they are told.
    """
    seats = [seat for seat in seats if not seat.closed]
    there = {agency_of[seat.name] for seat in seats if seat.id in filled} - (set() if health_enough else {"health"})
    missing = [each for each in agencies if each not in there]
    empty = tuple(seat.name for seat in seats if seat.required and seat.id not in filled)
    return Quorum(tuple(missing), empty)
