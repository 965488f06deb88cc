"""What passes between the day and emergency duty, as a policy writes it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from bot.policy.shape import ClockTime, Code, Codes, Section, Switch, Whole, Words

# What makes open work urgent enough to be handed over when the day ends.
Counts = Literal["meets_tonight", "seat_empty", "unanswered", "action_due"]
# What a receiver may lack: things around the meeting, and the questions of `[prompts]` that may be named to others.
Gap = Literal[
    "giver_phone", "officer", "health", "safe_contact", "missing_children", "missing_age", "missing_services",
    "missing_referrer", "missing_setting", "missing_home_authority", "missing_school", "school_unknown",
]  # fmt: skip


class NightRule(Section):
    """Emergency duty is everybody who fills `seat`, as a desk or in person.

    `offer_before_minutes`: so long before closing time the day's convenors are shown what is open. `action_owners`:
    agencies whose people go home. `team` and `seats`: who has the morning's list where nothing else says which team.
    """

    seat: Code
    chair_convenes: Switch
    what_it_does: Words
    offer_before_minutes: Annotated[Whole, Field(ge=0, le=480)]
    counts: tuple[Counts, ...]
    action_owners: Codes
    carry_over_at: ClockTime
    team: str
    seats: Annotated[Codes, Field(min_length=1)]
    asks: tuple[Gap, ...]
    missing: dict[Gap, Words]


class ContactSheetRule(Section):
    """The daily sheet for when nothing else works: from which London hour, and how many are kept."""

    at: ClockTime
    keep_days: Annotated[Whole, Field(ge=1, le=366)]
