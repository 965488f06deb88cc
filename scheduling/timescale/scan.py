"""One pass over a text: at each word, only the readers that could begin there are tried."""

from __future__ import annotations

import re
from collections.abc import Callable

from scheduling.timescale import clocks, dates, happenings, lengths, repeats, vague, weeks
from scheduling.timescale.context import Context
from scheduling.timescale.items import Item, Length
from scheduling.timescale.words import MONTHS, NUMBERS, WEEKDAYS

Reader = Callable[[str, int, Context], Item | None]

_TOKEN = re.compile(r"\d+|[a-z][a-z']*")
_RUN = re.compile(r"[\d/.:\-]*\d")
# What makes a figure the name of something: "section 47", "Year 7", "level 3".
_LABELS = (
    *(
        " section",
        " sec",
        " sect",
        " reg",
        " regulation",
        " year",
        " level",
        " part",
        " age",
        " aged",
        " para",
        " tier",
    ),
    *(" stage", " band", " grade", " article", " schedule", " room", " flat", " ward", " bay", " form", " s", " s."),
)
_TIGHT = re.compile(r"[a-z£$#/]$|\bs\.$|\d[.:\-]$")

_FIGURES: tuple[Reader, ...] = (
    lengths.fraction,
    dates.weeks_on,
    dates.numeric,
    repeats.adverb,
    lengths.in_figures,
    dates.ordinal,
    clocks.in_words,
    clocks.in_figures,
)


def _readers() -> dict[str, tuple[Reader, ...]]:
    table: dict[str, list[Reader]] = {}

    def starts(words: str, *readers: Reader) -> None:
        for word in words.split():
            table.setdefault(word, []).extend(reader for reader in readers if reader not in table.get(word, []))

    starts("the end next following", lengths.next_day)
    starts("a one two week fortnight " + " ".join(WEEKDAYS), dates.weeks_on)
    starts("w wc wb we week weeks", weeks.week)
    starts(
        "early mid middle late later sometime some during the this next following coming beginning start",
        weeks.week,
    )
    starts("the end eow eom", dates.end_of, dates.weekend)
    starts("the weekend this next coming", dates.weekend)
    starts("the start beginning", dates.school_break)
    starts(
        "the they easter summer christmas xmas school half holidays holiday break breaks hols october february may",
        dates.school_break,
    )
    starts(
        "the day tomorrow tomorow tommorow tommorrow tmrw tmr tomoz tom tom'w later sometime today "
        "tonight this same end eod day's by todays",
        dates.named,
    )
    starts(" ".join(WEEKDAYS) + " this next coming following the", dates.weekday)
    starts("the", dates.ordinal)
    starts(" ".join(MONTHS), dates.month_first)
    starts("every each", repeats.every)
    starts(
        "daily nightly fortnightly bi biweekly weekly monthly quarterly termly " + " ".join(NUMBERS),
        repeats.adverb,
    )
    starts(" ".join(f"{name}s" for name in WEEKDAYS), repeats.on_days)
    starts(
        "noon midday mid midnight cop cob ceb c close end first start opening lunch lunchtime am a "
        "pm p morning afternoon evening "
        "night eve in during the",
        clocks.in_words,
    )
    starts("half quarter", clocks.past_the_hour)
    starts("this", clocks.this_part)
    starts(
        "a an the half couple " + " ".join(word for word in NUMBERS if " " not in word and "-" not in word),
        lengths.in_words,
    )
    starts("before prior ahead in up", happenings.before_event)
    starts("by until till pending no", happenings.by_event)
    starts("after following upon on once when as immediately straight shortly soon post", happenings.after_event)
    starts("at for", happenings.at_event)
    starts(" ".join(vague.FIRST_WORDS), vague.read)
    return {word: tuple(readers) for word, readers in table.items()}


_WORDS = _readers()

# The commonest words are worth a look only before one of these.
_COMMON = frozenset(["the", "a", "an"])
_LIKELY_NEXT = re.compile(
    r"\.?[mscd]\b|\s?(?:\d|end|day|clos|start|wee|work|wk|few|sev|next|fol|com|mid|ear|lat|sam|mon|tue|wed|thu|fri|sat|sun|cou|hou|min"
    r"|fort|year|mat|num|tim|pri|reg|sho|lon|nea|for|beg|eas|sum|chr|xmas|sch|hal|hol|oct|feb|may|ter|mor|aft|eve|nig|hig|top|ful|cal|cle"
    r"|bus|off|rea|mom|app|\w+ (?:month|moment|opp|con|date|time))"
)


def scan(text: str, context: Context) -> list[Item]:
    """The pieces of a plain lower-case text that might be timescales, in order, without overlaps.

    In a very long text full of likely words the middle is given up: people write the time first or last.
    """
    items: list[Item] = []
    free_from, tries = 0, 0
    for token in _TOKEN.finditer(text):
        at, word = token.start(), token[0]
        if at < free_from or (tries > context.limits.most_tries and at < len(text) - context.limits.tail):
            continue
        figures = word[0].isdigit()
        readers = _FIGURES if figures else _WORDS.get(word)
        if readers is None or (word in _COMMON and not _LIKELY_NEXT.match(text, token.end())):
            continue
        tries += 1
        item = _figures(text, at, context) if figures else _first(readers, text, at, context)
        if item is not None:
            items.append(happenings.hangs_on(text, item) if isinstance(item, Length) else item)
            free_from = items[-1].end
            if len(items) >= context.limits.most_items:
                break
        elif figures and (run := _RUN.match(text, at)):
            free_from = run.end()
    return items


def _figures(text: str, at: int, context: Context) -> Item | None:
    head = text[max(0, at - 12) : at].rstrip(" ")
    if head and not _ends_a_clause(text, at) and (head.endswith(_LABELS) or _TIGHT.search(text, max(0, at - 3), at)):
        return None
    return _first(_FIGURES, text, at, context)


def _ends_a_clause(text: str, at: int) -> bool:
    return text[at - 2 : at - 1].isspace() and text[at - 1] in "-:."


def _first(readers: tuple[Reader, ...], text: str, at: int, context: Context) -> Item | None:
    for reader in readers:
        item = reader(text, at, context)
        if item is not None:
            return item
    return None
