"""Chase ladders as a policy writes them: what happens, after what wait, and who hears of it."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import Field, model_validator

from bot.policy.shape import ClockTime, Code, Positive, Section, Switch, Whole

Audience = Literal[
    "owner", "chair", "convenor", "recipient", "desk", "next_best_person", "manager", "duty_inspector",
    "head_of_service", "agency_contact", "senior_officers", "independent_chair",
]  # fmt: skip
# What a rung does or asks: a word that nothing acts on would be lost.
StepName = Literal[
    "ask_again", "ask_next", "ask_record", "ask_time", "due", "fill_seat", "half_way", "plan_due", "ring_duty",
    "tell_contact", "tell_head", "tell_inspector", "tell_manager", "to_independent_chair", "to_managers",
    "to_senior_officers",
]  # fmt: skip
LadderName = Literal[
    "invitation", "police_request", "police_officer", "seat", "incomplete_action", "action", "longer", "information",
    "handover", "carry_over", "record", "outcome", "disagreement",
]  # fmt: skip
LADDERS: tuple[str, ...] = get_args(LadderName)
ANY = "any"
OUT_OF_HOURS = "out_of_hours"
_WAITS = ("minutes", "working_hours", "working_days", "share", "at_due", "on_due_day", "days_after_due")
_WITH_HOUR = {"working_days", "days_after_due"}


class WaitRule(Section):
    """One wait: minutes that elapse, working time, or a place relative to the time that was promised."""

    minutes: Positive | None = None
    working_hours: Annotated[float, Field(gt=0, le=1000)] | None = None
    working_days: Annotated[Whole, Field(ge=1, le=250)] | None = None
    share: Annotated[float, Field(gt=0, lt=1)] | None = None
    at_due: Literal[True] | None = None
    on_due_day: ClockTime | None = None
    days_after_due: Annotated[Whole, Field(ge=1, le=250)] | None = None
    at: ClockTime | None = None

    @model_validator(mode="after")
    def _is_one_wait(self) -> WaitRule:
        given = self.model_fields_set & set(_WAITS)
        if len(given) != 1:
            raise ValueError(f"give exactly one of: {', '.join(_WAITS)}")
        if self.at is not None and not given & _WITH_HOUR:
            raise ValueError("`at` goes with `working_days` and `days_after_due` only")
        return self

    @property
    def waits_for_the_office(self) -> bool:
        """True when only working time counts."""
        return self.working_hours is not None or self.working_days is not None


class StepRule(Section):
    """One rung. `step` is what is done or asked; `tell` who hears of it."""

    after: WaitRule
    since: Literal["opened", "previous"] = "opened"
    step: StepName
    tell: Annotated[tuple[Audience, ...], Field(min_length=1)]


class LadderRule(Section):
    """The rungs by urgency; `any` serves every urgency without its own.

    `out_of_hours` stands in, for an urgent case at night, for rungs that would wait for the office to open.
    """

    at_any_hour: Switch
    steps: Annotated[
        dict[Code, Annotated[tuple[StepRule, ...], Field(min_length=1, max_length=12)]], Field(min_length=1)
    ]
