"""What stands around a piece of text, and so whether it is a deadline or content."""

from __future__ import annotations

import re

from scheduling.timescale.words import word_set

_BY = (
    *("by", "before", "until", "till", "til", "due", "deadline", "latest", "prior to", "ahead of", "no later than"),
    *("not later than", "no longer than", "due date", "due by", "target", "target date", "timescale", "timeframe"),
    *("by when", "deadline is", "deadline of", "date due", "complete by", "completed by", "due on", "due for"),
    *(
        "no later then",
        "not after",
        "up to and including",
        "eta",
        "completion date",
        "review date",
        "on/before",
        "nlt",
        "by or before",
        "on or before",
        "to be done",
        "when",
        "scheduled for",
    ),
)
_BEFORE = ("before", "prior to", "ahead of", "in advance of")
_IN = (
    *(
        "within",
        "in",
        "next",
        "inside",
        "under",
        "max",
        "maximum",
        "maximum of",
        "up to",
        "no more than",
        "over the next",
    ),
    *(
        "not more than",
        "less than",
        "with in",
        "w/in",
        "coming",
        "after",
        "at most",
        "for completion",
        "no later than",
    ),
    *("not later than", "no longer than", "by", "timescale", "timeframe", "deadline", "due", "approx", "within max"),
)
_LAST = (
    *(
        "last",
        "past",
        "previous",
        "preceding",
        "for",
        "aged",
        "ago",
        "since",
        "every",
        "each",
        "per",
        "first",
        "only",
    ),
    *(
        "for the next",
        "for next",
        "for a further",
        "another",
        "further",
        "times a",
        "once a",
        "twice a",
        "x",
        "over",
        "during",
    ),
    *("of", "around", "almost", "nearly", "age", "at", "the", "these", "those", "than", "from", "between"),
)
_CONTENT = (
    *("dated", "since", "of", "covering", "last", "past", "previous", "born", "dob", "d.o.b", "from", "re", "ref"),
    *("following", "after", "d.o.b.", "date of birth", "on or around", "on or about", "around", "yesterday", "edd"),
)
_PAST_VERBS = word_set(
    """
    admitted allegation alleged arrested assaulted assessed attendance attendances attended bailed born bruise
    bruising called charged completed contacted discharged disclosed disclosure fall happened held incident
    incidents injured injuries injury left logged made met moved noted occurred occurring presented raised
    received recorded referred reported said seen seizure sent spoken started stated told took visited was were
    """
)
_PUNCTUATION = " \t\n:,(=-"
_ARTICLES = (" the", " a", " an", " that")
_TRAILING = re.compile(
    r"\s*,?\s*(?:at (?:the )?(?:very )?latest|latest|(?:at )?max(?:imum)?|at most|or (?:sooner|earlier|before)|"
    r"if not (?:sooner|before))\b"
)
_OR_BEFORE = re.compile(r"\b(?:on|by)\s*(?:or|/|and)\s*before$")
_A_DAY = re.compile(
    r"\s+(?:today|tonight|tomorrow|on|this|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)\b"
)
_NOT_YET = re.compile(r"\b(?:be|being|be re)[\s-]*$")
_REACH = 44
_ENDS = re.compile(r"\s*(?:$|[.,;:!?)\]/|\n-]|and\b|or\b|then\b|max|latest|at the latest|please|from (?:now|today))")


def before(text: str, start: int) -> str:
    """The words right before a piece, without articles and punctuation, led by a space."""
    tail = (" " + text[max(0, start - _REACH) : start]).rstrip(_PUNCTUATION)
    while tail.endswith(_ARTICLES):
        tail = tail[: tail.rindex(" ")].rstrip(_PUNCTUATION)
    return tail


def ends_with(tail: str, words: tuple[str, ...]) -> str | None:
    """Which of these phrases the words end with."""
    if not tail.endswith(words):
        return None
    for word in words:
        if tail.endswith(word) and not tail[: -len(word)][-1:].isalnum():
            return word
    return None


def deadline_cue(tail: str) -> str | None:
    """The phrase that makes a date a deadline, if one leads up to it."""
    return ends_with(tail, _BY)


def excludes_day(tail: str) -> bool:
    """Whether the deadline lies before the day named ("before 25/03"), and not on it ("on or before 25/03")."""
    return ends_with(tail, _BEFORE) is not None and not _OR_BEFORE.search(tail)


def length_cue(tail: str) -> str | None:
    """The phrase that makes a length of time a deadline, if one leads up to it."""
    if ends_with(tail, ("last", "past", "previous", "for the next", "for next")):
        return None
    return ends_with(tail, _IN)


def length_is_content(tail: str) -> bool:
    """Whether what leads up to a length makes it content ("last 2 yrs", "for 3 months")."""
    return ends_with(tail, _LAST) is not None


def date_is_content(tail: str) -> bool:
    """Whether what leads up to a date makes it content ("dated 3 March", "attendance on 04/02")."""
    return bool(ends_with(tail, _CONTENT)) or happened(tail, "on")


def happened(tail: str, cue: str) -> bool:
    """Whether "on" or "at" follows what has happened ("seen on"), not what is to happen ("to be seen on")."""
    if ends_with(tail, (cue,)) is None:
        return False
    head, _, verb = tail[: -len(cue)].rstrip().rpartition(" ")
    return verb in _PAST_VERBS and _NOT_YET.search(head) is None


def widen(text: str, start: int, end: int) -> tuple[int, int]:
    """The piece with the cue before it and "at the latest" after it."""
    tail = before(text, start)
    cue = deadline_cue(tail) or length_cue(tail) or ends_with(tail, ("on", "at", "every"))
    if cue:
        base = max(0, start - _REACH) - 1
        start = max(0, base + len(tail) - len(cue))
    after = _TRAILING.match(text, end)
    return start, after.end() if after else end


def a_day_follows(text: str, end: int) -> bool:
    """Whether the next words may name a day, so that a bare number is an hour."""
    return _A_DAY.match(text, end) is not None


def clause_ends(text: str, end: int) -> bool:
    """Whether nothing of the same clause follows."""
    return _ENDS.match(text, end) is not None


def clause_begins(text: str, start: int) -> bool:
    """Whether nothing of the same clause stands before."""
    head = text[max(0, start - 6) : start].rstrip()
    return not head or head[-1] in "-:;,.(|[\n=>*•/"
