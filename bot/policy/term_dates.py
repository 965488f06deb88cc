"""A council's school terms: without them a timescale in school days is asked about."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BeforeValidator, model_validator

from bot.policy.shape import Section
from scheduling.timescale import TermDates


def _calendar_day(value: Any) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise ValueError("write a date as 2026-09-02") from None


CalendarDay = Annotated[date, BeforeValidator(_calendar_day)]


class TermRule(Section):
    """One term, or half of one, from its first school day to its last."""

    first: CalendarDay
    last: CalendarDay

    @model_validator(mode="after")
    def _begins_before_it_ends(self) -> TermRule:
        if self.first > self.last:
            raise ValueError("`first` must not be later than `last`")
        return self


class TermsRule(Section):
    """All terms that are known, in order, and the days within them on which schools are closed."""

    dates: tuple[TermRule, ...]
    closed: tuple[CalendarDay, ...]

    @model_validator(mode="after")
    def _are_in_order(self) -> TermsRule:
        for earlier, later in zip(self.dates, self.dates[1:], strict=False):
            if later.first <= earlier.last:
                raise ValueError("put the terms in order, each after the last day of the one before")
        for day in self.closed:
            if not any(term.first <= day <= term.last for term in self.dates):
                raise ValueError(f"{day} is listed under `closed` and lies in no term: remove it, or mend the year")
        return self

    def known(self) -> TermDates | None:
        """The dates for reading timescales; None when the council lists none."""
        if not self.dates:
            return None
        return TermDates(tuple((term.first, term.last) for term in self.dates), frozenset(self.closed))
