"""The last resort for a date in an unusual form: `dateparser`, strictly, on a short span after "by"."""

from __future__ import annotations

import re
from datetime import date, datetime

from scheduling.timescale.context import Context
from scheduling.timescale.items import Day

_CUE = re.compile(r"\b(?:by|before|due|until|no later than)\s+(?:the\s+)?")
_LIKELY = re.compile(r"(?=.*\d)(?=.*(?:19|20)\d\d)[\w\s,.'/\-]{6,}")


def read(text: str, context: Context) -> Day | None:
    """A date that our own grammar does not know; only where day, month and year are all there."""
    if len(text) > 10 * context.limits.fallback_length:
        return None
    cues = list(_CUE.finditer(text))
    if not cues:
        return None
    start = cues[-1].end()
    words = text[start:].strip(" .;)")
    if len(words) > context.limits.fallback_length or _LIKELY.fullmatch(words) is None:
        return None
    found = _parsed(words, context.reference)
    if found is None:
        return None
    return Day(start, start + len(words), found, context.doubt(found))


def _parsed(words: str, reference: datetime) -> date | None:
    # Imported late: it costs a third of a second, and most texts never need it.
    import dateparser

    settings = {
        "STRICT_PARSING": True,
        "DATE_ORDER": "DMY",
        "RELATIVE_BASE": reference.replace(tzinfo=None),
        "PARSERS": ["absolute-time"],
    }
    found = dateparser.parse(words, languages=["en"], settings=settings)
    return None if found is None else found.date()
