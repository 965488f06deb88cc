"""What whoever takes over would lack: named in the policy's few words, nothing about the child. It never blocks."""

from __future__ import annotations

from collections.abc import Iterator

from bot.app.view import MeetingView
from bot.domain.meeting import MeetingState
from bot.domain.people import Person
from bot.policy.prompts import prompts_for
from bot.policy.seating import seats_for

SAFE_CONTACT = "safe_contact"


def gaps(view: MeetingView, giver: Person | None) -> tuple[str, ...]:
    """The policy's words for what is not known, or not settled, in the policy's order, each once."""
    rule = view.policy.nights
    found = set(_found(view, giver))
    return tuple(dict.fromkeys(rule.missing[code] for code in rule.asks if code in found))


def _found(view: MeetingView, giver: Person | None) -> Iterator[str]:
    if giver is None or not giver.phone:
        yield "giver_phone"
    if view.meeting.state is MeetingState.CALLED:
        filled = {view.seat(seat_id).name for seat_id in view.filled}
        if not any(view.policy.seat(name).agency == "police" for name in filled):
            yield "officer"
        if "health" in view.quorum.missing:
            yield "health"
    night = view.policy.meets_out_of_hours(view.meeting)
    flags = seats_for(view.meeting.facts, view.policy, out_of_hours=night).flags
    # Quorate keeps no plan of it, so it is always to be passed on where the case calls for one.
    yield from (SAFE_CONTACT,) if SAFE_CONTACT in flags else ()
    yield from (each.code for each in prompts_for(view.meeting.facts, view.policy, flags))
