"""What counts as free when a time is chosen: hours, calendars, offered slots, holds and desks."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from bot.policy.shape import Codes, Section, Switch, Whole


class AvailabilityRule(Section):
    """How the people's time is read. Unknown is neither free nor busy: it ranks between the two and is marked."""

    no_hours: Literal["working_time", "unknown"]
    calendar_stale_hours: Annotated[Whole, Field(ge=1, le=720)]
    offered_slots_for: Codes
    hold_minutes: Annotated[Whole, Field(ge=1, le=1440)]
    urgent_ignores_holds: Switch
    late_offer_working_days: Annotated[Whole, Field(ge=0, le=60)]
    desk_at_once: Annotated[Whole, Field(ge=0, le=1000)]
