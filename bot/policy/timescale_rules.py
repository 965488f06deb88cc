"""Beyond what a timescale in people's words is doubtful, and is asked about."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from bot.policy.shape import Section, Whole
from scheduling.timescale import Limits


class TimescaleRule(Section):
    """How far off, how near, and until which hour of the morning a reading is believed without asking."""

    far_weeks: Annotated[Whole, Field(ge=1, le=260)]
    bare_fraction_weeks: Annotated[Whole, Field(ge=1, le=26)]
    night_ends_hour: Annotated[Whole, Field(ge=0, le=9)]

    def limits(self) -> Limits:
        """The same as the value that `scheduling.timescale` works with."""
        return Limits(
            far_weeks=self.far_weeks,
            bare_fraction_weeks=self.bare_fraction_weeks,
            night_ends_hour=self.night_ends_hour,
        )
