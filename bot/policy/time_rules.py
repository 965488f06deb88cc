"""Working time, deadlines and the clocks around a meeting. All hours are London hours."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from bot.policy.shape import ClockTime, Code, Positive, Section, Switch, Whole, Words

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class WorkingTimeRule(Section):
    """When offices are open. `holidays` is "england" for its bank holidays, or "none"."""

    days: Annotated[tuple[Weekday, ...], Field(min_length=1)]
    opens: ClockTime
    closes: ClockTime
    holidays: Literal["england", "none"]

    @model_validator(mode="after")
    def _opens_before_it_closes(self) -> WorkingTimeRule:
        if self.opens >= self.closes:
            raise ValueError("`opens` must be earlier than `closes`")
        return self


class DeadlineRule(Section):
    """One of three: hours that elapse; closing time the same day; or closing time of the nth working day."""

    hours: Positive | None = None
    same_day_raised_by: ClockTime | None = None
    later_hours: Positive | None = None
    working_days: Positive | None = None

    @model_validator(mode="after")
    def _is_one_of_three(self) -> DeadlineRule:
        if self.model_fields_set not in ({"hours"}, {"same_day_raised_by", "later_hours"}, {"working_days"}):
            raise ValueError(
                'write { hours = 2 }, or { same_day_raised_by = "16:00", later_hours = 4 }, or { working_days = 3 }'
            )
        return self


class Urgency(Section):
    """How soon to meet, for how long, with what notice, and whether a full meeting follows."""

    label: Words
    deadline: DeadlineRule
    follow_up: Literal["always", "out_of_hours", "never"]
    minutes: Annotated[Whole, Field(ge=5, le=480)]
    notice_minutes: Annotated[Whole, Field(ge=0, le=2880)]
    decline_grace_minutes: Annotated[Whole, Field(ge=0, le=1440)]
    urgent_nudges: Switch
    latest_working_days: Positive | None = None
    sign_off: Code | None = None


class MeetingRule(Section):
    """How times are chosen, and what leaders are shown about them."""

    grid_minutes: Literal[1, 5, 10, 15, 30, 60]
    alternatives: Annotated[Whole, Field(ge=0, le=5)]
    wait_for_caseload_minutes: Annotated[Whole, Field(ge=0, le=2880)]
    full_meeting_urgency: Code
    review_working_days: Positive
    held_within_hours: tuple[Positive, ...]


class AfterMeetingRule(Section):
    """Clocks that start when a meeting has been held."""

    minutes_working_days: Positive
    icpc_working_days: Positive


class InformationTime(Section):
    """Either working hours or hours that elapse."""

    working_hours: Positive | None = None
    hours: Positive | None = None

    @model_validator(mode="after")
    def _is_one_of_two(self) -> InformationTime:
        if (self.hours is None) == (self.working_hours is None):
            raise ValueError("write either { working_hours = 4 } or { hours = 24 }")
        return self


class InformationRule(Section):
    """How long a service has to send its information, by colour and urgency."""

    red: InformationTime
    amber: InformationTime
    green: InformationTime
    by_urgency: dict[Code, Literal["red", "amber", "green"]]

    def of(self, urgency: str) -> InformationTime:
        """The time that a service has in a case of this urgency."""
        times = {"red": self.red, "amber": self.amber, "green": self.green}
        return times[self.by_urgency[urgency]]
