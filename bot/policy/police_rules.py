"""Which seats are asked for by a request to the police desk, in what time, and why a desk may say no."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from pydantic import Field, model_validator

from bot.policy.ladder_rules import ANY
from bot.policy.shape import Code, Codes, Positive, Section, Words


class WithinRule(Section):
    """Elapsed minutes from asking, within which each step should have come."""

    acknowledged: Positive
    assigned: Positive
    accepted: Positive

    @model_validator(mode="after")
    def _in_order(self) -> WithinRule:
        if not self.acknowledged <= self.assigned <= self.accepted:
            raise ValueError("acknowledged comes first, then assigned, then accepted")
        return self

    def of(self, step: str) -> timedelta:
        """The time for this step."""
        return timedelta(minutes=getattr(self, step))


class PoliceRequestRule(Section):
    """`seats`: asked for by request when a desk fills them. `within` by urgency, `any` for the others.

    `reasons`: what a desk chooses from when it can't, by code.
    """

    seats: Codes
    within: dict[Code, WithinRule]
    reasons: Annotated[dict[Code, Words], Field(min_length=1, max_length=20)]

    def times(self, urgency: str) -> WithinRule:
        """The times of this urgency."""
        return self.within.get(urgency) or self.within[ANY]

    def reason(self, code: str) -> str:
        """A reason in words; one that is no longer in the policy by its code."""
        return self.reasons.get(code) or code.replace("_", " ")
