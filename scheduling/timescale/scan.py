"""One pass over a text: at each word, only the readers that could begin there are tried."""

from __future__ import annotations

import re

from scheduling.timescale import happenings
from scheduling.timescale.context import Context
from scheduling.timescale.cues import before, deadline_cue, ends_with
from scheduling.timescale.facts import is_clinical_content, is_score, is_treated
from scheduling.timescale.items import Item, Length
from scheduling.timescale.openings import AT_A_FIGURE, AT_A_WORD, Reader
from scheduling.timescale.words import word_set

_TOKEN = re.compile(r"\d+|[a-z][a-z']*")
_WORD = re.compile(r"\w*")
_ROW_OF_FIGURES = re.compile(r"\d+\s+\d")
_RUN = re.compile(r"[\d/.:\-]*\d")
# What makes a figure the name of something: "section 47", "Year 7", "level 3".
_LABELS = tuple(
    f" {word}"
    for word in word_set(
        "section sec sect reg regulation year level part age aged para tier stage band grade article schedule room "
        "flat ward bay form s s."
    )
)
_FRACTION = re.compile(r"\d{1,2}/(?:7|52|12)(?![\d/])")
_TIGHT = re.compile(r"[a-su-z£$#/]$|(?<!\d)t$|\bs\.$|\d[.:\-]$")

# The commonest words are worth a look only before one of these.
_COMMON = frozenset(["the", "a", "an"])
_LIKELY_NEXT = re.compile(
    r"\.?[mscd]\b|\s?(?:\d|end|day|clos|start|wee|work|wk|few|sev|next|fol|com|mid|ear|lat|sam|mon|tue|wed|thu"
    r"|fri|sat|sun|cou|hou|min"
    r"|fort|year|mat|num|tim|pri|reg|sho|lon|nea|for|beg|eas|sum|chr|xmas|sch|hal|hol|oct|feb|may|ter|mor|aft"
    r"|eve|nig|hig|top|ful|cal|cle"
    r"|bus|off|rea|mom|app|\w+ (?:month|moment|opp|con|date|time))"
)


def scan(text: str, context: Context) -> list[Item]:
    """The pieces of a plain lower-case text that might be timescales, in order, without overlaps.

    In a very long text full of likely words the middle is given up: people write the time first or last.
    """
    items: list[Item] = []
    free_from, tries = 0, 0
    tail_from = _word_end(text, len(text) - context.limits.tail)
    tokens = _TOKEN.finditer(text)
    while (token := next(tokens, None)) is not None:
        at, word = token.start(), token[0]
        if at < tail_from and (tries > context.limits.most_tries or len(items) >= context.limits.most_items):
            tokens = _TOKEN.finditer(text, max(free_from, tail_from))
            continue
        if at < free_from or not _is_likely(text, at, word):
            continue
        tries += 1
        figures = word[0].isdigit()
        item = _figures(text, at, context) if figures else _first(AT_A_WORD[word], text, at, context)
        if item is not None:
            items.append(happenings.hangs_on(text, item) if isinstance(item, Length) else item)
            free_from = items[-1].end
        elif figures and (run := _RUN.match(text, at)):
            free_from = run.end()
    return items


def _word_end(text: str, at: int) -> int:
    found = _WORD.match(text, at) if at > 0 else None
    return found.end() if found else 0


def _is_likely(text: str, at: int, word: str) -> bool:
    if word[0].isdigit():
        return _ROW_OF_FIGURES.match(text, at) is None
    return word in AT_A_WORD and (word not in _COMMON or _LIKELY_NEXT.match(text, at + len(word)) is not None)


def _figures(text: str, at: int, context: Context) -> Item | None:
    head = (" " + text[max(0, at - 12) : at]).rstrip(" ")
    if (
        head.strip()
        and not _is_times(text, at)
        and not _ends_a_clause(text, at)
        and (head.endswith(_LABELS) or _TIGHT.search(text, max(0, at - 3), at))
    ):
        return None
    if _is_content(text, at):
        return None
    return _first(AT_A_FIGURE, text, at, context)


def _is_content(text: str, at: int) -> bool:
    """Whether "3/7" is said of an illness, an age or a course; after "by" it is a date whatever follows."""
    tail = before(text, at)
    if deadline_cue(tail) or (ends_with(tail, ("in", "within")) and not is_score(tail)):
        return False
    return (
        is_score(tail)
        or is_clinical_content(text, at)
        or (_FRACTION.match(text, at) is not None and is_treated(tail))
    )


def _is_times(text: str, at: int) -> bool:
    """Whether this is the figure of "x2/7"."""
    alone = at < 2 or text[at - 2].isspace()
    return text[at - 1 : at] == "x" and alone and _FRACTION.match(text, at) is not None


def _ends_a_clause(text: str, at: int) -> bool:
    return text[at - 2 : at - 1].isspace() and text[at - 1] in "-:."


def _first(readers: tuple[Reader, ...], text: str, at: int, context: Context) -> Item | None:
    for reader in readers:
        item = reader(text, at, context)
        if item is not None:
            return item
    return None
