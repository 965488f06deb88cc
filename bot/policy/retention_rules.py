"""How long things are kept, as a policy writes it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated

from pydantic import Field

from bot.policy.shape import ClockTime, Section, Whole

Days = Annotated[Whole, Field(ge=1, le=3660)]
# Platforms and people repeat themselves for hours: what was taken in must be known again for longer than that.
_AtLeastTwo = Annotated[Whole, Field(ge=2, le=3660)]


class RetentionRule(Section):
    """`case_years` count from the last meeting of a case, `draft_days` from the last change of a plan.

    `purge_at` is the London hour from which on what is over is deleted, once a day. What belongs to no council
    (inbox, calendars, codes) is kept as long as the council that keeps it longest wants.
    """

    case_years: Annotated[Whole, Field(ge=1, le=100)]
    draft_days: Days
    notice_days: _AtLeastTwo
    calendar_days: Days
    inbox_days: _AtLeastTwo
    link_code_days: _AtLeastTwo
    purge_at: ClockTime

    def case_ends(self, last_at: datetime) -> datetime:
        """When a case whose last meeting was then has been kept long enough; 29 February ends on 1 March."""
        try:
            return last_at.replace(year=last_at.year + self.case_years)
        except ValueError:
            return last_at.replace(year=last_at.year + self.case_years, month=3, day=1)

    def draft_ends(self, last_at: datetime) -> datetime:
        """When a plan that was never sent has been kept long enough."""
        return last_at + timedelta(days=self.draft_days)
