"""From the pieces of a text to its one timescale."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from scheduling.timescale import clocks, dates, fallback, lengths, readings
from scheduling.timescale.context import Context
from scheduling.timescale.cues import before, deadline_cue, excludes_day, widen
from scheduling.timescale.items import Clock, Day, Happening, Item, Length, Repeat, Term, Vague, Week
from scheduling.timescale.readings import Reading
from scheduling.timescale.scan import scan
from scheduling.timescale.value import Limits, TermDates, Timescale
from scheduling.timescale.words import plain
from scheduling.working_time import WorkingTime

_DEFAULTS = Limits()
_JOINED = re.compile(
    r"[\s,@(\-;]*(?:(?:at|on|by|before|of|the|in|no later than|for|until|from|latest|the morning of)\b[\s,]*){0,3}"
)
_EVENT_DATE = re.compile(
    r"[\s,(:\-]*(?:(?:meeting|hearing|review|appointment|appt|conference|on|at|which is|is|booked"
    r"|due|scheduled|for|date|planned|listed|set|currently|to|the)\b"
    r"[\s,:(\-]*)*"
)
_FIRST = re.compile(
    r"\b(?:first|1st|start|starts|starting|commence|commences|commencing|beginning|begins?|from|next|w/c)\b"
)
_UNTIL = re.compile(r"\b(?:until|till|to|for|end|ends|ending|by)\b")


def understand(
    text: str,
    reference: datetime,
    working_time: WorkingTime,
    terms: TermDates | None = None,
    limits: Limits = _DEFAULTS,
) -> Timescale:
    """What timescale a text states, as said at `reference` (aware; the meeting's time). Never raises on any text.

    Conventions: domain.md, "Timescales in people's words". Two timescales: the later ends the action.
    """
    context = Context(reference, working_time, terms, limits)
    low = plain(text[: limits.longest_text])
    items = _joined(low, scan(low, context), context)
    found = _readings(low, items, context)
    if not found and not any(isinstance(item, Day) for item in items):
        read = fallback.read(low, context)
        found = [readings.of_day(read, context)] if read else []
    if found:
        return _decided(text, low, found, context)
    events = [item for item in items if isinstance(item, Happening)]
    if events:
        return _stated(text, low, readings.of_happening(events[-1], context), context)
    return _unstated(text, [item for item in items if isinstance(item, Vague)])


def _joined(text: str, items: list[Item], context: Context) -> list[Item]:
    """Dates belonging to events and first dates belonging to repeats are put where they belong."""
    out: list[Item] = []
    for item in items:
        last = out[-1] if out else None
        if isinstance(item, Day) and isinstance(last, Happening) and last.on is None and _dates(text, last, item):
            out[-1] = replace(last, on=item.day, end=item.end)
            continue
        if isinstance(item, Day | Week) and isinstance(last, Repeat) and _FIRST.search(text[last.end : item.start]):
            first = item.day if isinstance(item, Day) else item.monday
            if first >= context.today:
                out[-1] = replace(last, first=first, end=item.end, weak=False)
                continue
        if isinstance(item, Clock) and isinstance(last, Clock) and _JOINED.fullmatch(text[last.end : item.start]):
            # "In the morning by 11": the exact time of the two.
            exact = last if item.needs_day else item
            out[-1] = replace(exact, start=last.start, end=item.end)
            continue
        out.append(item)
    return out


def _dates(text: str, event: Happening, day: Day) -> bool:
    gap = text[event.end : day.start]
    if len(gap) > 40 or _EVENT_DATE.fullmatch(gap) is None:
        return False
    # "Prior to discharge, by 20/03" is a long-stop; "before bail on 08/04" is the event's own date.
    return deadline_cue(before(text, day.start)) is None or gap.rstrip().endswith(("due", "scheduled for", "date"))


def _readings(text: str, items: Sequence[Item], context: Context) -> list[Reading]:
    found: list[Reading] = []
    place = 0
    while place < len(items):
        pair = _pair(text, items, place)
        if pair is not None:
            day, clock = pair
            place += 2
            start, end = min(day.start, clock.start), max(day.end, clock.end)
            if dates.counts(text, day, context) or deadline_cue(before(text, start)) or day.day >= context.today:
                found.append(readings.of_time(day, clock, start, end, context))
            continue
        reading = _single(text, items[place], items, context)
        place += 1
        if reading is not None:
            found.append(reading)
    return found


def _pair(text: str, items: Sequence[Item], place: int) -> tuple[Day, Clock] | None:
    if place + 1 >= len(items):
        return None
    first, second = items[place], items[place + 1]
    gap = text[first.end : second.start]
    if len(gap) > 24 or _JOINED.fullmatch(gap) is None:
        return None
    if isinstance(first, Day) and isinstance(second, Clock) and not first.whole_span:
        return first, second
    if isinstance(first, Clock) and isinstance(second, Day) and not second.whole_span:
        return second, first
    return None


def _single(text: str, item: Item, items: Sequence[Item], context: Context) -> Reading | None:
    if isinstance(item, Day):
        if not dates.counts(text, item, context):
            return None
        shift = -1 if excludes_day(before(text, item.start)) and not item.whole_span and item.ask is None else 0
        shift = 0 if item.day <= context.today or text.startswith(("end", "the end"), item.start) else shift
        return readings.of_day(item, context, shift)
    if isinstance(item, Clock):
        return readings.of_clock(item, context) if clocks.counts(text, item) else None
    if isinstance(item, Length):
        return readings.of_length(item, context) if lengths.counts(text, item) else None
    if isinstance(item, Week):
        return readings.of_week(item, context)
    if isinstance(item, Term):
        return readings.of_term(item, context)
    if isinstance(item, Repeat):
        return readings.of_repeat(item, context) if _repeats(item, items) else None
    if isinstance(item, Happening) and item.on is not None:
        return readings.of_happening(item, context)
    return None


def _repeats(item: Repeat, items: Sequence[Item]) -> bool:
    if not item.weak:
        return True
    return not any(
        isinstance(other, Day | Clock | Length | Week) or (isinstance(other, Repeat) and not other.weak)
        for other in items
    )


def _decided(text: str, low: str, found: list[Reading], context: Context) -> Timescale:
    """A repeating action is that; else the later of several ends the action."""
    repeating = [reading for reading in found if reading.best.startswith("RECUR:")]
    first = repeating[0] if repeating else max(found, key=_order)
    others = [reading for reading in found if reading is not first and reading.words != first.words]
    return _stated(text, low, first, context, others)


def _order(reading: Reading) -> tuple[bool, float]:
    # What is asked without any date cannot be compared: it only decides when it stands alone.
    return reading.due is not None, reading.due.timestamp() if reading.due else 0.0


def _stated(text: str, low: str, reading: Reading, context: Context, others: Sequence[Reading] = ()) -> Timescale:
    start, end = widen(low, reading.start, reading.end)
    span, also = text[start:end], tuple(dict.fromkeys(other.words for other in others))
    more = f" (the later of: {'; '.join((reading.words, *also))})" if also else ""
    if reading.ask is not None:
        best = f"|{reading.best}" if reading.best else ""
        echo = f"{_QUESTIONS[reading.ask]} {_best_words(reading)}{more}".strip()
        return Timescale(reading.kind, f"ASK:{reading.ask}{best}", None, echo, span, reading.ask, also)
    if reading.due is None:
        echo = f"{reading.words}: an event is no timescale. What is the latest date?"
        return Timescale(reading.kind, reading.best, None, echo, span, None, also)
    return Timescale(reading.kind, reading.best, context.london(reading.due), reading.words + more, span, None, also)


_QUESTIONS = {
    "PAST_DATE": "That is already past. Which date?",
    "FAR_DATE": "That is far off. Is it right?",
    "DAY_DATE_MISMATCH": "The day and the date do not agree. Which is right?",
    "NOT_MONDAY": "That is not a Monday. Which week?",
    "TERM_DATES": "The term dates are not known here. Which date?",
    "AMBIGUOUS": "Is that a date or a length of time?",
    "NO_SUCH_DATE": "There is no such date. Which date?",
    "NIGHT_TIME": "That is in the night. Is it right?",
    "CLOCK_CHANGE": "The clocks change then. Which time?",
}


def _best_words(reading: Reading) -> str:
    return f"It was read as {reading.words.removeprefix('by ')}." if reading.best else ""


def _unstated(text: str, vague: Sequence[Vague]) -> Timescale:
    if not vague:
        return Timescale("none", "CHASE:NONE", None, "No time was given. By when?", None, None)
    chosen = next((item for item in vague if item.urgent), vague[-1])
    span = text[chosen.start : chosen.end].strip()
    if chosen.urgent:
        return Timescale("vague", "CHASE:VAGUE_URGENT", None, f'"{span}": by what hour?', span, None)
    return Timescale("vague", "CHASE:VAGUE", None, f'"{span}" cannot be checked. By when?', span, None)
