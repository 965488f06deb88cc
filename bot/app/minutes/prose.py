"""Actions told in one go: a paragraph of minutes or of dictation, cut where the next person is told what to do."""

from __future__ import annotations

import re

from bot.app.minutes.phrases import KnowsOwner
from bot.app.minutes.verbs import VERBS

_SENTENCE = re.compile(r"(?<=[.;!?])\s+(?=[A-Z])")
# "… and then Priya you're going to ring …", "… Dr Bello is going to see …".
_TOLD = re.compile(
    r"\s*(?:,\s*|\s)(?:(?:is|are|you're|you are|he's|she's) (?:going )?to|(?:has |have )?agreed to|to|will|shall)"
    r"\s+(?P<verb>[a-z][a-z-]*)",
    re.IGNORECASE,
)
_JOINT = re.compile(r"\s+(?:(?:and|then|so|also|um+|erm*|okay|ok)[\s,]+)*$", re.IGNORECASE)
# In speech these too say what is to be done.
_SPOKEN = VERBS | {"do", "go", "come", "sort", "look", "keep"}
_WHO_WORDS = 3
_WORD = re.compile(r"\S+")
LEAST, LONGEST = 2, 4000


def told_in(text: str, knows: KnowsOwner) -> list[tuple[str, str]]:
    """The paragraph in pieces, each with the owner who is told to do it ("" where it is a story).

    Empty unless at least LEAST pieces are actions: a story that ends with one promise stays a story.
    """
    pieces: list[tuple[str, str]] = []
    for sentence in _SENTENCE.split(text[:LONGEST]) if len(text) <= LONGEST else []:
        pieces += _cut(sentence, knows)
    return pieces if sum(1 for _, who in pieces if who) >= LEAST else []


def _cut(sentence: str, knows: KnowsOwner) -> list[tuple[str, str]]:
    """One sentence, cut before each person who is told to do something."""
    starts: list[tuple[int, str]] = []
    for found in _TOLD.finditer(sentence):
        if found["verb"].lower() in _SPOKEN:
            begins, who = _who(sentence, found.start(), knows)
            if who:
                starts.append((begins, who))
    cuts = [(0, ""), *starts]
    ends = [*(at for at, _ in starts), len(sentence)]
    told = [(_JOINT.sub("", f"{sentence[at:end]} ").strip(), who) for (at, who), end in zip(cuts, ends, strict=True)]
    return [(words, who) for words, who in told if words]


def _who(sentence: str, end: int, knows: KnowsOwner) -> tuple[int, str]:
    """The longest known name or part that ends here, and where it begins."""
    words = list(_WORD.finditer(sentence, max(0, end - 60), end))[-_WHO_WORDS:]
    for place, word in enumerate(words):
        who = sentence[word.start() : end].strip(" ,")
        if not (place == 0 and word.start() and not sentence[word.start() - 1].isspace()) and knows(who):
            return word.start(), who
    return 0, ""
