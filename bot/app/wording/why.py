"""Why a meeting is at this time, in words a tired manager understands in ten seconds. Seats only; never a person."""

from __future__ import annotations

from bot.app.wording.times import moment
from bot.domain.meeting import OtherTime
from bot.policy import Policy
from scheduling.planner import Slot, Why

CHOSEN = "chosen by you"
TAKEN_MEANWHILE = (
    "Somebody in the plan can no longer come then. Nobody has been asked yet. Look at the new plan, then send it."
)
NOBODY = "Nobody needed is free before the deadline. Choose a time, and ring them."
NOBODY_IN_TIME = "nobody in the directory is free in time"
_LEADS = {
    Why.WAITED: "Not the earliest time: it waits for whoever knows the child.",
    Why.SAME_TIME: "The same time as before.",
}
UNSURE = "unsure"
"""In place of a reason, where somebody needed may not be free."""
_IN_SHORT: dict[str, str] = {
    Why.SOONER: "sooner, with somebody else",
    Why.BETTER_PEOPLE: "with people who know the child better",
    Why.AFTER_DEADLINE: "after the deadline, all are free",
    UNSURE: "some may not be free",
}
# An option of a list is cut off at 75 characters in Slack; the day and the hours take 34 of them.
LONGEST_LABEL = 30


def why_this_time(slot: Slot | None, *, chosen: bool) -> str:
    """One sentence; who is missing, and who may not be free, stands with their seats. `slot` names seats."""
    if slot is None:
        return "The time you chose." if chosen else NOBODY
    if chosen:
        return "The time you chose."
    if slot.missing and slot.why is not Why.SAME_TIME:
        return "The earliest time at which most of those needed are free."
    if slot.unknown and slot.why is Why.EARLIEST:
        return "The earliest time at which nobody needed is known to be busy."
    return _LEADS.get(slot.why, "The earliest time at which everybody needed is free.")


def why_nobody(slot: Slot | None, seat: str) -> str:
    """Why nobody fills a seat at that time, and when somebody first could. `seat`: as the slot knows it."""
    if slot is None or seat not in slot.missing:
        return ""
    first = slot.first_times.get(seat)
    if first is None:
        return NOBODY_IN_TIME
    if first == slot.start:
        return "the only one free is needed in another seat"
    return f"nobody is free then, the first could come {moment(first)}"


def other_time_in_short(policy: Policy, other: OtherTime) -> str:
    """What speaks for or against another time, in a few words."""
    if len(other.missing) > 1:
        return f"without {len(other.missing)} of those needed"
    if other.missing:
        label = policy.seat(other.missing[0]).label
        return f"without: {label}" if len(label) <= LONGEST_LABEL else "without one of those needed"
    return _IN_SHORT.get(other.reason, "all are free")
