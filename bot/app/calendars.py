"""Free/busy calendars: whose are read, and how far what was read can be trusted."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.domain.diary import Calendar


def trusted_until(calendar: Calendar, now: datetime, stale_hours: int) -> datetime | None:
    """How far ahead the calendar is known; beyond it, and everywhere when None, the person's time is unknown.

    It is known while the last good reading is less than `stale_hours` (`availability.calendar_stale_hours`) old,
    whatever went wrong since. Outside the spans that were read the person is free, up to the returned instant.
    """
    if calendar.read_at is None or calendar.until is None or now - calendar.read_at >= timedelta(hours=stale_hours):
        return None
    return calendar.until if calendar.until > now else None
