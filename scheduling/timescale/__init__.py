"""By when, in people's own words: understood, echoed in full, asked about when doubtful; never guessed silently."""

from scheduling.timescale.events import NoEvent, due_of_event, event_of, event_words
from scheduling.timescale.recurrence import every_words, next_occurrence
from scheduling.timescale.understanding import understand
from scheduling.timescale.value import Limits, TermDates, Timescale

__all__ = [
    "Limits",
    "NoEvent",
    "TermDates",
    "Timescale",
    "due_of_event",
    "event_of",
    "event_words",
    "every_words",
    "next_occurrence",
    "understand",
]
