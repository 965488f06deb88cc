"""The office hours that the tests of scheduling share, and short ways to write times."""

from datetime import UTC, datetime, time

from scheduling.london import LONDON
from scheduling.working_time import WorkingTime, england_bank_holiday

OFFICE = WorkingTime(frozenset(range(5)), time(9), time(17), england_bank_holiday)


def london(text: str) -> datetime:
    """A London wall-clock time like "2026-03-11 14:00", as UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON).astimezone(UTC)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
