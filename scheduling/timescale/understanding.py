"""From the pieces of a text to its one timescale."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from scheduling.timescale import clocks, dates, fallback, lengths, readings
from scheduling.timescale.context import Context
from scheduling.timescale.cues import before, clause_begins, deadline_cue, ends_with, excludes_day
from scheduling.timescale.facts import holds_back, states_a_fact
from scheduling.timescale.items import Clock, Day, Happening, Item, Length, Repeat, Term, Vague, Week
from scheduling.timescale.joining import JOINED, joined
from scheduling.timescale.readings import Reading
from scheduling.timescale.scan import scan
from scheduling.timescale.slips import mended
from scheduling.timescale.stating import stated, unstated
from scheduling.timescale.value import Limits, TermDates, Timescale
from scheduling.timescale.words import plain
from scheduling.working_time import WorkingTime

_DEFAULTS = Limits()
# "At 3pm at school on Thursday".
_AT_A_PLACE = re.compile(r"\s+(?:at|in|with)\s+[a-z' ]{2,24}\s+on\s+(?:the\s+)?")

# "The call of 22:15 on the 8th".
_WHAT_WAS = ("of", "dated", "timed", "timed at", "since")

# What ends a sentence says nothing of a time.
_TRAILING = " .!?\n"


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
    low = mended(plain(text[: limits.longest_text])).rstrip(_TRAILING)
    items = joined(low, scan(low, context), context)
    found = _readings(low, items, context)
    if not found and not any(isinstance(item, Day) for item in items):
        read = fallback.read(low, context)
        found = [readings.of_day(read, context)] if read else []
    if found:
        return _decided(text, low, found, context)
    events = [item for item in items if isinstance(item, Happening) and not holds_back(low, item.start)]
    if events:
        return stated(text, low, readings.of_happening(events[-1], context), context)
    return unstated(text, [item for item in items if isinstance(item, Vague)])


def _readings(text: str, items: Sequence[Item], context: Context) -> list[Reading]:
    found: list[Reading] = []
    place = 0
    while place < len(items):
        pair = _pair(text, items, place)
        if pair is not None:
            day, clock = pair
            place += 2
            reading = _of_pair(text, day, clock, context)
            if reading is not None:
                found.append(reading)
            place += _says_again(text, items, place, day, clock)
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
    at_a_place = isinstance(first, Clock) and _AT_A_PLACE.fullmatch(gap)
    if not at_a_place and (len(gap) > 24 or JOINED.fullmatch(gap) is None):
        return None
    if isinstance(first, Day) and isinstance(second, Clock) and not first.whole_span:
        return first, second
    if isinstance(first, Clock) and isinstance(second, Day) and not second.whole_span:
        return second, first
    return None


def _says_again(text: str, items: Sequence[Item], place: int, day: Day, clock: Clock) -> bool:
    """ "At 1pm tomorrow (Thursday)": the same day in other words."""
    if place >= len(items):
        return False
    item, end = items[place], max(day.end, clock.end)
    return isinstance(item, Day) and item.day == day.day and not text[end : item.start].strip(" ,(-")


def _of_pair(text: str, day: Day, clock: Clock, context: Context) -> Reading | None:
    """A day with its hour; without a word like "by" it is content once it is past."""
    start, end = min(day.start, clock.start), max(day.end, clock.end)
    reading = readings.of_time(day, clock, start, end, context)
    if deadline_cue(before(text, start)):
        return reading
    if states_a_fact(before(text, start)) or ends_with(before(text, start), _WHAT_WAS):
        return None
    ahead = reading.due is not None and reading.due >= context.reference
    if not ahead and not clause_begins(text, start):
        return None
    return reading if dates.counts(text, day, context) or day.day >= context.today else None


def _single(text: str, item: Item, items: Sequence[Item], context: Context) -> Reading | None:
    if holds_back(text, item.start):
        return None
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
        eve = item.monday - timedelta(days=1)
        if excludes_day(before(text, item.start)) and item.ask is None and eve >= context.today:
            return readings.of_day(Day(item.start, item.end, eve), context)
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
    first = repeating[0] if repeating else _on_the_hour(max(found, key=_order), found)
    others = [reading for reading in found if reading is not first and reading.words != first.words]
    return stated(text, low, first, context, others)


def _on_the_hour(last: Reading, found: list[Reading]) -> Reading:
    """ "Tonight; tell EDS by 10pm": a later word about that same day with its hour says when the day must end."""
    day = last.best.removeprefix("DATE:")
    same = [each for each in found if each.best.startswith(f"AT:{day}") and each.start > last.start]
    return max(same, key=_order) if same and last.best.startswith("DATE:") else last


def _order(reading: Reading) -> tuple[bool, float]:
    # What is asked without any date cannot be compared: it only decides when it stands alone.
    return reading.due is not None, reading.due.timestamp() if reading.due else 0.0
