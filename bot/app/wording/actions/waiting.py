"""Why an action has no time yet, in plain words: none was said, it is vague, only an event, or doubtful."""

from __future__ import annotations

from datetime import datetime

from bot.app.wording.times import full
from bot.domain.action import Action
from scheduling.timescale import Timescale, event_of, event_words

CHASED_WORDS = {
    "CHASE:NONE": "no time yet",
    "CHASE:VAGUE": "no time yet that can be checked",
    "CHASE:VAGUE_URGENT": "urgent, but no hour yet",
}
# Other events would tell what the case is about: they are named on request only.
_NAMED_IN_MESSAGES = frozenset(
    """discharge discharge_planning_meeting birth icpc rcpc core_group cin_meeting looked_after_review
    legal_planning_meeting strategy_meeting review meeting visit appointment handover transfer end_of_shift
    placement_move easter christmas""".split()  # noqa: SIM905  events read better as words
)
_DOUBTS = {
    "PAST_DATE": "that date is past",
    "FAR_DATE": "that date is far off",
    "DAY_DATE_MISMATCH": "the day and the date do not agree",
    "NOT_MONDAY": "that is not a Monday",
    "TERM_DATES": "the term dates are not known here",
    "AMBIGUOUS": "that could be a date or a length of time",
    "NO_SUCH_DATE": "there is no such date",
    "NIGHT_TIME": "that is in the night",
    "CLOCK_CHANGE": "the clocks change then",
}
NOT_CHECKABLE = (
    "That is no time that can be checked. Write a day or hours, such as: Friday 5pm, 48 hours, 3 working days."
)


def lacks(action: Action, *, in_full: bool = False) -> str:
    """What stands in the place of its time. `in_full`: on request, where any event may be named."""
    if action.expected.startswith("ASK:"):
        return _why(action.expected)
    if event := event_of(action.expected):
        if not in_full and event not in _NAMED_IN_MESSAGES:
            return "an event is not a date"
        side = "before" if ":before" in action.expected else "after"
        return f"“{side} {event_words(event)}” is not a date"
    return CHASED_WORDS.get(action.expected, "no time yet")


def asks(action: Action, best: datetime | None = None) -> str:
    """The question that follows; `best` is how a doubtful time was read."""
    if action.expected.startswith("ASK:"):
        return f"Is it {full(best)}?" if best else "Which date?"
    return "What is the latest date?" if event_of(action.expected) else "When will it be done?"


def event_code(event: str) -> str:
    """The event's name where it may be kept in the open, such as in the audit."""
    return event if event in _NAMED_IN_MESSAGES else "other"


def not_taken(found: Timescale) -> str:
    """Why a time that somebody just gave was not taken, and what to do."""
    if found.ask:
        why = _why(found.expected)
        question = f"Is it {full(found.best)}?" if found.best else "Please write another date."
        return f"{why[0].upper()}{why[1:]}. {question}"
    if event_of(found.expected):
        return "That is an event, not a date. Please add the latest date."
    return NOT_CHECKABLE


def _why(expected: str) -> str:
    return _DOUBTS.get(expected.removeprefix("ASK:").partition("|")[0], "that can be read in two ways")
