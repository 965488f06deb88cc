"""Why a meeting is at this time, in words a tired manager understands in ten seconds. Seats only; never a person."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.meeting import OtherTime
from bot.policy import Policy
from scheduling.planner import Slot

CHOSEN = "chosen by you"
TAKEN_MEANWHILE = (
    "Somebody in the plan was called to another meeting meanwhile, so nobody has been asked yet. "
    "This is the new plan: look at it, then send it."
)
NOBODY = "Nobody needed is free before the deadline. Choose a time, and ring them."


def why_this_time(policy: Policy, slot: Slot | None, *, chosen: bool) -> str:
    """The lead, then who is missing and what would help, then who may not be free. `slot` names seats."""
    if slot is None:
        return "The time you chose." if chosen else NOBODY
    if chosen:
        lead = "The time you chose."
    elif slot.missing:
        lead = "The earliest time at which most of those needed are free."
    elif slot.reason.startswith("waits"):
        lead = "A little later than the earliest time, so that whoever knows the child can come."
    elif slot.reason.startswith("same"):
        lead = "The same time as before."
    else:
        lead = "The earliest time at which everybody needed is free."
    return " ".join([lead, *_missing(policy, slot.missing), *_unknown(policy, slot.unknown)])


def _missing(policy: Policy, seats: Sequence[str]) -> list[str]:
    if not seats:
        return []
    return [f"Nobody is free for: {_labels(policy, seats)}. Choose somebody, or ask for their information."]


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
    if other.late:
        return "after the deadline, everybody needed"
    if other.reason.startswith("more"):
        return "whoever knows the child can come"
    return "everybody needed is free"
