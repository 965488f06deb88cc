"""Easter, Christmas and bank holidays, as people name them."""

from __future__ import annotations

import re
from datetime import date, timedelta

from scheduling.timescale.context import Context
from scheduling.timescale.items import Day
from scheduling.timescale.words import MONTHS, alternation

_NAMED = re.compile(
    r"(?P<good>good fri(?:day)?)\b|easter (?P<easter>sun(?:day)?|mon(?:day)?)\b|(?P<eve>christmas eve|xmas eve)\b"
    r"|(?P<christmas>christmas day|xmas day)\b|(?P<boxing>boxing day)\b|(?P<year>new year'?s) (?P<which>day|eve)\b"
    rf"|(?:(?:the|next|early)\s+){{0,2}}(?:(?P<month>{alternation(MONTHS)})\s+)?bank"
    rf" hol(?:iday)?s?\b(?:\s+(?P<mon>mon(?:day)?)\b)?"
    r"(?!\s+(?:week|cover))"
)
_LONGEST = 400
_ONE_DAY = timedelta(days=1)


def easter_sunday(year: int) -> date:
    """Western Easter by the Gregorian rule of golden number and epact."""
    century, golden = divmod(year, 100)[0], year % 19
    correction = century - century // 4 - (8 * century + 13) // 25
    epact = (correction + 19 * golden + 15) % 30
    epact -= epact // 28 * (1 - 29 // (epact + 1) * ((21 - golden) // 11))
    weekday = (year + year // 4 + epact + 2 - century + century // 4) % 7
    ahead = epact - weekday
    month = 3 + (ahead + 40) // 44
    return date(year, month, ahead + 28 - 31 * (month // 4))


def named_feast(text: str, at: int, context: Context) -> Day | None:
    """ "Good Friday", "Boxing Day", "the May bank holiday": its next date; far ones are asked about."""
    found = _NAMED.match(text, at)
    if found is None:
        return None
    day = _day(found, context)
    return None if day is None else Day(at, found.end(), day, context.doubt(day), named=True)


def feast_day(name: str, context: Context) -> date | None:
    """When the event `easter` or `christmas` next is; None for any other event."""
    if name == "easter":
        return _next_easter(context, 0)
    return _next(12, 25, context) if name == "christmas" else None


def _day(found: re.Match[str], context: Context) -> date | None:
    if found["good"] or found["easter"]:
        shift = -2 if found["good"] else 1 if found["easter"].startswith("m") else 0
        return _next_easter(context, shift)
    if found["which"]:
        return _next(1, 1, context) if found["which"] == "day" else _next(12, 31, context)
    for group, day in (("eve", 24), ("christmas", 25), ("boxing", 26)):
        if found[group]:
            return _next(12, day, context)
    return _bank_holiday(MONTHS.get(found["month"] or ""), bool(found["mon"]), context)


def _next_easter(context: Context, shift: int) -> date:
    day = easter_sunday(context.today.year) + timedelta(days=shift)
    return day if day >= context.today else easter_sunday(context.today.year + 1) + timedelta(days=shift)


def _next(month: int, day: int, context: Context) -> date:
    found = date(context.today.year, month, day)
    return found if found >= context.today else date(context.today.year + 1, month, day)


def _bank_holiday(month: int | None, on_monday: bool, context: Context) -> date | None:
    """The next holiday on a working weekday, of this month or on a Monday where that is said."""
    day, office = context.today, context.working_time
    for _ in range(_LONGEST):
        day += _ONE_DAY
        meant = (month is None or day.month == month) and (not on_monday or day.weekday() == 0)
        if meant and day.weekday() in office.weekdays and office.is_holiday(day):
            return day
    return None
