"""The one verb by which an action may be named in a message, where its own words may not be shown."""

from __future__ import annotations

import re
from collections.abc import Sequence

_STEMS = {
    "visit": ("visit", "see ", "seen", "attend"),
    "check": ("check", "confirm", "review", "monitor", "establish", "find out", "locate"),
    "refer": ("refer",),
    "share": ("share", "send", "provide", "circulate", "inform", "notify", "update", "tell"),
    "arrange": ("arrange", "book", "convene", "organise", "schedule", "agree", "offer", "invite"),
    "report": ("report", "complete", "write", "record", "chronology", "assess"),
}


def verb_of(words: str, allowed: Sequence[str]) -> str:
    """The allowed verb that comes first in the action's words, or "" when none does."""
    text = re.sub(r"\s+", " ", words.lower())
    places = {
        verb: min((text.find(stem) for stem in _STEMS.get(verb, (verb,)) if stem in text), default=-1)
        for verb in allowed
    }
    found = [(place, verb) for verb, place in places.items() if place >= 0]
    return min(found)[1] if found else ""
