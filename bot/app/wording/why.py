"""Why a meeting is at this time, in words a tired manager understands in ten seconds. Seats only; never a person."""

from __future__ import annotations

from collections.abc import Sequence

from bot.app.wording.times import moment
from bot.domain.meeting import OtherTime
from bot.policy import Policy
from scheduling.planner import Slot, Why

CHOSEN = "chosen by you"
TAKEN_MEANWHILE = (
    "Somebody in the plan was called to another meeting meanwhile, so nobody has been asked yet. "
    "This is the new plan: look at it, then send it."
)
NOBODY = "Nobody needed is free before the deadline. Choose a time, and ring them."
_LEADS = {
    Why.WAITED: "Not the earliest time: it waits for whoever knows the child.",
    Why.SAME_TIME: "The same time as before.",
}
_IN_SHORT: dict[str, str] = {
    Why.SOONER: "sooner",
    Why.BETTER_PEOPLE: "people who know the child better",
    Why.AFTER_DEADLINE: "after the deadline, everybody needed is free",
}
MOST_LINES = 3


def why_this_time(policy: Policy, slot: Slot | None, *, chosen: bool) -> str:
    """The lead, then who is missing and what would help, then who may not be free. `slot` names seats."""
    if slot is None:
        return "The time you chose." if chosen else NOBODY
    if chosen:
        lead = "The time you chose."
    elif slot.missing and slot.why is not Why.SAME_TIME:
        lead = "The earliest time at which most of those needed are free."
    else:
        lead = _LEADS.get(slot.why, "The earliest time at which everybody needed is free.")
    return " ".join([lead, *_missing(policy, slot), *_unknown(policy, slot.unknown)])


def _missing(policy: Policy, slot: Slot) -> list[str]:
    """Each seat that nobody fills, and when somebody first could; those whom nobody can fill in one line."""
    coming = [seat for seat in slot.missing if slot.first_times.get(seat) is not None]
    never = [seat for seat in slot.missing if seat not in coming]
    lines = [_first(policy, slot, seat) for seat in coming[:MOST_LINES]]
    if more := coming[MOST_LINES:]:
        lines.append(f"Nor for: {_labels(policy, more)}.")
    if never:
        lines.append(f"Nobody is free for: {_labels(policy, never)}. Choose somebody, or ask for their information.")
    return lines


def _first(policy: Policy, slot: Slot, seat: str) -> str:
    label, first = policy.seat(seat).label, slot.first_times[seat]
    if first is None or first == slot.start:
        return f"{label}: the only one free is needed in another seat."
    return f"{label}: nobody is free then, the first could come {moment(first)}."


def _unknown(policy: Policy, seats: Sequence[str]) -> list[str]:
    return [f"Not known whether free: {_labels(policy, seats)}."] if seats else []


def _labels(policy: Policy, seats: Sequence[str]) -> str:
    return ", ".join(policy.seat(each).label for each in seats)


def other_time_in_short(policy: Policy, other: OtherTime) -> str:
    """What speaks for or against another time, in a few words."""
    if len(other.missing) > 1:
        return f"without {len(other.missing)} of those needed"
    if other.missing:
        return f"without: {_labels(policy, other.missing)}"
    return _IN_SHORT.get(other.reason, "everybody needed is free")
