"""Each piece as a timescale: the grammar of the worked cases, the instant it becomes overdue, and plain words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from scheduling.london import AmbiguousLocalTime, MissingLocalTime, end_of_day, local_instant, wall_to_utc
from scheduling.timescale.context import FRIDAY, Context, add_months
from scheduling.timescale.events import calendar_days_from, event_words, open_days_from
from scheduling.timescale.items import Clock, Day, Happening, Length, Repeat, Term, Week
from scheduling.timescale.recurrence import every_words
from scheduling.timescale.terms import last_school_day, school_day_after


@dataclass(frozen=True, slots=True)
class Reading:
    """One understood piece: `best` is the expected grammar without the question; `due` is UTC."""

    start: int
    end: int
    kind: str
    best: str
    due: datetime | None
    words: str
    ask: str | None = None
    until: datetime | None = None


def of_day(item: Day, context: Context, shift: int = 0) -> Reading:
    """A date alone: due at the end of that day."""
    day = item.day + timedelta(days=shift)
    best, due = f"DATE:{day}", end_of_day(day)
    if item.ask is not None:
        return Reading(item.start, item.end, "absolute", f"{day}", due, on_day(day, context), item.ask)
    return Reading(
        item.start, item.end, "absolute", best, due, f"by the end of {on_day(day, context)}", _past(due, context)
    )


def of_time(day: Day, clock: Clock, start: int, end: int, context: Context) -> Reading:
    """A day and a time."""
    on = day.day + timedelta(days=1) if clock.day_after else day.day
    ask = day.ask
    instant = local_instant(on, clock.at)
    due = wall_to_utc(on, clock.at)
    if ask is None and isinstance(instant, MissingLocalTime | AmbiguousLocalTime):
        ask = "CLOCK_CHANGE"
    if ask is None and _in_the_night(clock, context):
        ask = "NIGHT_TIME"
    ask = ask or _past(due, context)
    stated = f"{on}T{clock.at:%H:%M}"
    best = stated if ask else f"AT:{stated}"
    return Reading(start, end, "absolute", best, due, f"by {moment(due, context)}", ask)


def of_clock(clock: Clock, context: Context) -> Reading:
    """A time without a day: today, or the next working day where that time has passed today."""
    today = Day(clock.start, clock.end, context.today)
    if clock.day_after or wall_to_utc(context.today, clock.at) >= context.reference:
        return of_time(today, clock, clock.start, clock.end, context)
    tomorrow = context.today + timedelta(days=1)
    if clock.own_cue:
        tomorrow = context.working_time.working_day_after(context.today, 1)
    elif not context.working_time.is_working_day(tomorrow):
        return of_time(today, clock, clock.start, clock.end, context)
    return of_time(Day(clock.start, clock.end, tomorrow), clock, clock.start, clock.end, context)


def _in_the_night(clock: Clock, context: Context) -> bool:
    return clock.at.hour < context.limits.night_ends_hour and not (clock.day_after and clock.at == time(0))


def of_length(item: Length, context: Context) -> Reading:
    """Hours elapse; days and longer end on their last day; working days end at closing time."""
    expected, due = reckon(item, context)
    kind = "working_days" if item.unit in ("working_days", "school_days") else "relative"
    if item.unit == "working_hours":
        kind = "absolute"
    if due is None:
        if item.unit == "school_days":
            return Reading(item.start, item.end, kind, "", None, length_words(item), "TERM_DATES")
        return Reading(item.start, item.end, kind, expected, None, length_words(item), "FAR_DATE")
    when = moment(due, context) if _has_hour(item) else f"the end of {on_day(_london_day(due, context), context)}"
    return Reading(item.start, item.end, kind, expected, due, f"by {when}: {length_words(item)}")


def _has_hour(item: Length) -> bool:
    return item.unit not in ("days", "weeks", "months")


def reckon(item: Length, context: Context) -> tuple[str, datetime | None]:
    """A length in the grammar, and its end (UTC) counted from the meeting; None beyond the calendar or the terms."""
    n, today, office = item.n, context.today, context.working_time
    whole = int(n)
    if item.unit in ("minutes", "hours"):
        return _elapsed(item), context.reference.astimezone(UTC) + timedelta(minutes=_minutes(item))
    if item.unit == "working_hours":
        due = office.add_working_hours(context.reference, n)
        return f"AT:{context.london(due):%Y-%m-%dT%H:%M}", due
    if item.unit == "working_days":
        return f"WD:{whole}", office.close_of(office.working_day_after(today, whole))
    if item.unit == "school_days":
        day = school_day_after(whole, today, context.terms, context)
        return f"SD:{whole}", None if day is None else office.close_of(day)
    if item.unit == "months":
        return f"P{whole}M", end_of_day(add_months(today, whole))
    days = whole * 7 if item.unit == "weeks" else whole
    in_weeks = item.unit == "weeks" and whole > 1 and not item.clinical
    return (f"P{whole}W" if in_weeks else f"P{days}D"), end_of_day(today + timedelta(days=days))


def _minutes(item: Length) -> int:
    return round(item.n * 60) if item.unit == "hours" else int(item.n)


def _elapsed(item: Length) -> str:
    hours, minutes = divmod(_minutes(item), 60)
    return f"PT{hours}H" if not minutes else f"PT{_minutes(item)}M"


def of_week(item: Week, context: Context) -> Reading:
    """A working week: due at the end of its Friday."""
    friday = item.monday + timedelta(days=FRIDAY)
    due = end_of_day(friday)
    words = f"by the end of {on_day(friday, context)}: the week of {on_day(item.monday, context)}"
    ask = item.ask or _past(due, context)
    best = f"{item.monday}" if ask else f"WEEK:{item.monday}"
    return Reading(item.start, item.end, "absolute", best, due, words, ask)


def of_happening(item: Happening, context: Context) -> Reading:
    """An event: due only if its date is known; "before" is the day before."""
    offset = _offset(item, context)
    known = f"@{item.on}" if item.on else ""
    best = f"EVENT:{item.name}{known}:{item.side}{offset}"
    words = f"{_offset_words(item)}{item.side} {event_words(item.name)}"
    if item.on is None:
        return Reading(item.start, item.end, "event", best, None, words)
    day = _event_day(item, item.on, context)
    due, ask = end_of_day(day), context.doubt(day)
    words = f"by the end of {on_day(day, context)}: {words}"
    return Reading(item.start, item.end, "event", f"{day}" if ask else best, due, words, ask)


def _offset(item: Happening, context: Context) -> str:
    if item.offset is None:
        return ""
    unit = {"working_days": "WD", "school_days": "SD"}.get(item.offset.unit)
    length = f"{unit}:{int(item.offset.n)}" if unit else reckon(item.offset, context)[0]
    return ("-" if item.side == "before" else "+") + length


def _offset_words(item: Happening) -> str:
    return f"{length_words(item.offset)} " if item.offset else ""


def _event_day(item: Happening, on: date, context: Context) -> date:
    back = item.side == "before"
    if item.offset is None:
        return on - timedelta(days=1) if back else on
    n, unit = int(item.offset.n), item.offset.unit
    if unit in ("working_days", "school_days"):
        return open_days_from(on, "WD" if unit == "working_days" else "SD", min(n, 400), back, context)
    if unit in ("days", "weeks", "months"):
        return calendar_days_from(on, unit[0].upper(), n, back)
    return calendar_days_from(on, "D", -(-_minutes(item.offset) // 1440), back)


def of_repeat(item: Repeat, context: Context) -> Reading:
    """Something that comes again: due at its next turn, which is never after its end."""
    if item.asks is not None:
        return Reading(item.start, item.end, "relative", "", None, every_words(item.every), item.asks)
    first = item.first if item.until is None else max(context.today, min(item.first, item.until))
    best = f"{first}" if item.at is None else f"{first}T{item.at:%H:%M}"
    due = end_of_day(first) if item.at is None else wall_to_utc(first, item.at)
    when = moment(due, context) if item.at is not None else f"the end of {on_day(first, context)}"
    last = item.until_words or (on_day(item.until, context) if item.until else "")
    goes_on = f"until {last}" if last else "no end date was said"
    words = f"by {when}, then {every_words(item.every)}: {goes_on}"
    until = end_of_day(item.until) if item.until else None
    ask = _past(due, context)
    expected = best if ask else f"RECUR:{item.every}@{best}"
    return Reading(item.start, item.end, "relative", expected, due, words, ask, until)


def of_term(item: Term, context: Context) -> Reading:
    """The end of term: the last school day before the break that is meant, where term dates are known."""
    day = None if item.asks else last_school_day(item.which, context)
    if day is None:
        return Reading(item.start, item.end, "absolute", "", None, "by the end of term", "TERM_DATES")
    return of_day(Day(item.start, item.end, day, context.doubt(day)), context)


def _past(due: datetime, context: Context) -> str | None:
    return "PAST_DATE" if due < context.reference else None


def _london_day(at: datetime, context: Context) -> date:
    return context.london(at).date()


def on_day(day: date, context: Context) -> str:
    """ "Wed 18 March", with the year where it is not the meeting's."""
    year = f" {day.year}" if day.year != context.today.year else ""
    return f"{day:%a} {day.day} {day:%B}{year}"


def moment(at: datetime, context: Context) -> str:
    """ "Wed 18 March, 5pm" in London time; midnight by the day that it ends."""
    local = context.london(at)
    if (local.hour, local.minute) == (0, 0):
        return f"midnight at the end of {on_day(local.date() - timedelta(days=1), context)}"
    if (local.hour, local.minute) == (12, 0):
        clock = "noon"
    else:
        minutes = f":{local.minute:02d}" if local.minute else ""
        clock = f"{local.hour % 12 or 12}{minutes}{'pm' if local.hour >= 12 else 'am'}"
    return f"{on_day(local.date(), context)}, {clock}"


def length_words(item: Length) -> str:
    """ "5 working days", "1 week"."""
    unit = item.unit.replace("_", " ")
    return f"{item.n:g} {unit.removesuffix('s') if item.n == 1 else unit}"
