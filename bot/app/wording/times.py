"""Dates and times as people say them, always as in London."""

from __future__ import annotations

from datetime import datetime

from scheduling.london import LONDON


def day(at: datetime) -> str:
    """The day: "Tue 10 March"."""
    local = at.astimezone(LONDON)
    return f"{local:%a} {local.day} {local:%B}"


def clock(at: datetime) -> str:
    """The time of day: "16:30"; in the hour that comes twice in October also which: "01:30 GMT"."""
    local = at.astimezone(LONDON)
    twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    return f"{local:%H:%M %Z}" if twice else f"{local:%H:%M}"


def moment(at: datetime) -> str:
    """Day and time: "Tue 10 March, 16:30"."""
    return f"{day(at)}, {clock(at)}"


def due(at: datetime) -> str:
    """A time by which something is to be done; a whole day ends at midnight: "Tue 10 March, end of day"."""
    return f"{day(at)}, end of day" if clock(at) == "23:59" else moment(at)


def full(at: datetime) -> str:
    """A time as it was understood, with its year: "Fri 30 October 2026", "Thu 12 March 2026, 09:00"."""
    local = at.astimezone(LONDON)
    whole = f"{local:%a} {local.day} {local:%B %Y}"
    return whole if clock(at) == "23:59" else f"{whole}, {clock(at)}"


def short(at: datetime) -> str:
    """The same where there is little room, as on a button: "Thu 12 Mar 2026, 09:00"."""
    local = at.astimezone(LONDON)
    return full(at) if clock(at) == "23:59" else f"{local:%a} {local.day} {local:%b %Y}, {clock(at)}"


def span(start: datetime, end: datetime) -> str:
    """A meeting's time: "Tue 10 March, 14:00 to 15:00"."""
    return f"{moment(start)} to {clock(end)}"


def uk_span(start: datetime, end: datetime) -> str:
    """The same, for whoever may read it abroad: "Tue 10 March, 14:00 to 15:00, UK time"."""
    return f"{span(start, end)}, UK time"


def near(at: datetime, now: datetime) -> str:
    """The time alone when it is today, else with its day."""
    same = at.astimezone(LONDON).date() == now.astimezone(LONDON).date()
    return clock(at) if same else moment(at)


def lateness(due: datetime, now: datetime) -> str:
    """How late something is, in the largest fitting unit: "40 minutes", "3 hours", "2 days"."""
    minutes = max(1, int((now - due).total_seconds() // 60))
    for size, unit in ((1440, "day"), (60, "hour"), (1, "minute")):
        if minutes >= size:
            count = minutes // size
            return f"{count} {unit}" + ("" if count == 1 else "s")
    return "a moment"
