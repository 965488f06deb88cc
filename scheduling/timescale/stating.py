"""What was understood, in the grammar and in plain English; what is doubtful, as a question."""

from __future__ import annotations

from collections.abc import Sequence

from scheduling.timescale.context import Context
from scheduling.timescale.cues import widen
from scheduling.timescale.items import Vague
from scheduling.timescale.readings import Reading
from scheduling.timescale.value import Timescale

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


def stated(text: str, low: str, reading: Reading, context: Context, others: Sequence[Reading] = ()) -> Timescale:
    """One reading as the answer; what else was said stands beside it."""
    span = _span(text, low, reading)
    also = tuple(dict.fromkeys(other.words for other in others))
    parts = _parts(text, low, (reading, *others)) if others else ()
    more = f" (the later of: {'; '.join((reading.words, *also))})" if also else ""
    until = None if reading.until is None else context.london(reading.until)
    if reading.ask is not None:
        echo = f"{_QUESTIONS[reading.ask]} {_best_words(reading)}{more}".strip()
        best = context.london(reading.due) if reading.best and _ahead(reading, context) and reading.due else None
        return Timescale(reading.kind, expected_of(reading), None, echo, span, reading.ask, also, best, until, parts)
    if reading.due is None:
        echo = f"{reading.words}: an event is no timescale. What is the latest date?"
        return Timescale(reading.kind, reading.best, None, echo, span, None, also, None, until, parts)
    due = context.london(reading.due)
    return Timescale(reading.kind, reading.best, due, reading.words + more, span, None, also, None, until, parts)


def expected_of(reading: Reading) -> str:
    """The grammar of the worked cases, with the question before the best reading where there is one."""
    if reading.ask is None:
        return reading.best
    return f"ASK:{reading.ask}|{reading.best}" if reading.best else f"ASK:{reading.ask}"


def unstated(text: str, vague: Sequence[Vague]) -> Timescale:
    """Nothing that can be checked: what was said instead, if anything."""
    if not vague:
        return Timescale("none", "CHASE:NONE", None, "No time was given. By when?", None, None)
    chosen = next((item for item in vague if item.urgent), vague[-1])
    span = text[chosen.start : chosen.end].strip()
    if chosen.urgent:
        return Timescale("vague", "CHASE:VAGUE_URGENT", None, f'"{span}": by what hour?', span, None)
    return Timescale("vague", "CHASE:VAGUE", None, f'"{span}" cannot be checked. By when?', span, None)


def _span(text: str, low: str, reading: Reading) -> str:
    start, end = widen(low, reading.start, reading.end)
    return text[start:end]


def _parts(text: str, low: str, all_read: Sequence[Reading]) -> tuple[tuple[str, str], ...]:
    """Each timescale that was said, in the order of the text."""
    in_order = sorted(all_read, key=lambda each: each.start)
    return tuple((_span(text, low, each), expected_of(each)) for each in in_order)


def _ahead(reading: Reading, context: Context) -> bool:
    return reading.due is not None and reading.due >= context.reference


def _best_words(reading: Reading) -> str:
    return f"It was read as {reading.words.removeprefix('by ')}." if reading.best else ""
