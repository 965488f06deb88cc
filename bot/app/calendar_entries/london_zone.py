"""Europe/London in a calendar file: its rule, and how an instant is written by it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

from scheduling.london import LONDON

TZID = "Europe/London"
NO_OFFSET, SUMMER = timedelta(0), timedelta(hours=1)
_LAST_SUNDAY = "-1SU"


def london_zone() -> Timezone:
    """Clocks change on the last Sundays of March and October at 01:00 UTC (Summer Time Order 2002; so since 1996)."""
    zone = Timezone()
    zone.add("tzid", TZID)
    summer, winter = TimezoneDaylight(), TimezoneStandard()
    summer.add("dtstart", datetime(1996, 3, 31, 1))  # noqa: DTZ001  a zone's own rule is written in its own time
    summer.add("rrule", {"freq": "yearly", "bymonth": 3, "byday": _LAST_SUNDAY})
    summer.add("tzoffsetfrom", NO_OFFSET)
    summer.add("tzoffsetto", SUMMER)
    summer.add("tzname", "BST")
    winter.add("dtstart", datetime(1996, 10, 27, 2))  # noqa: DTZ001  a zone's own rule is written in its own time
    winter.add("rrule", {"freq": "yearly", "bymonth": 10, "byday": _LAST_SUNDAY})
    winter.add("tzoffsetfrom", SUMMER)
    winter.add("tzoffsetto", NO_OFFSET)
    winter.add("tzname", "GMT")
    zone.add_component(summer)
    zone.add_component(winter)
    return zone


def as_written(*instants: datetime) -> tuple[datetime, ...]:
    """These instants in London's time; all in UTC when one is in the hour that comes twice, the second time.

    A local time that comes twice means the first one (RFC 5545, 3.3.5), so the second has no other way.
    """
    local = [each.astimezone(LONDON).replace(microsecond=0) for each in instants]
    if any(each.fold for each in local):
        return tuple(each.astimezone(UTC).replace(microsecond=0) for each in instants)
    return tuple(local)
