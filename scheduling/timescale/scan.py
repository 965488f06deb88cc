"""One pass over a text: at each word, only the readers that could begin there are tried."""

from __future__ import annotations

import re
from collections.abc import Callable

from scheduling.timescale import clocks, dates, happenings, lengths, repeats, vague
from scheduling.timescale.context import Context
from scheduling.timescale.items import Item, Length
from scheduling.timescale.words import MONTHS, NUMBERS, WEEKDAYS

Reader = Callable[[str, int, Context], Item | None]

_TOKEN = re.compile(r"\d+|[a-z][a-z']*")
_RUN = re.compile(r"[\d/.:\-]*\d")
_NOT_A_NUMBER = re.compile(
    r"(?:(?<![a-z])s\.?\s?|sec(?:tion|t)?\.?\s|reg(?:ulation)?\.?\s|year\s|level\s|part\s|aged?\s|para\.?\s|tier\s|stage\s|band\s|grade\s|"
    r"no\.?\s|article\s|art\.?\s|schedule\s|room\s|flat\s|ward\s|bay\s|form\s|[£$#:.\-/]|[a-z]|\bx\s?)$"
)
_SAFE_JOINT = re.compile(r"(?:^|\s)[\-:.]$")

_FIGURES: tuple[Reader, ...] = (
    lengths.fraction,
    dates.numeric,
    repeats.adverb,
    lengths.in_figures,
    dates.ordinal,
    clocks.in_figures,
)


def _readers() -> dict[str, tuple[Reader, ...]]:
    table: dict[str, list[Reader]] = {}

    def starts(words: str, *readers: Reader) -> None:
        for word in words.split():
            table.setdefault(word, []).extend(reader for reader in readers if reader not in table.get(word, []))

    starts("w wc wb we week weeks", dates.week)
    starts(
        "early mid middle late later sometime some during the this next following coming beginning start", dates.week
    )
    starts("the end eow eom", dates.end_of, dates.weekend)
    starts("the weekend this next coming", dates.weekend)
    starts(
        "the easter summer christmas xmas school half holidays holiday break hols october february may they break breaks",
        dates.school_break,
    )
    starts(
        "the day tomorrow tomorow tommorow tommorrow tmrw tmr tomoz tom tom'w later sometime today tonight this same end eod "
        "day's by todays",
        dates.named,
    )
    starts(" ".join(WEEKDAYS) + " this next coming following the", dates.weekday)
    starts("the", dates.ordinal)
    starts(" ".join(MONTHS), dates.month_first)
    starts("every each", repeats.every)
    starts(
        "daily nightly fortnightly bi biweekly weekly monthly quarterly termly " + " ".join(NUMBERS), repeats.adverb
    )
    starts(" ".join(f"{name}s" for name in WEEKDAYS), repeats.on_days)
    starts(
        "noon midday mid midnight cop cob ceb c close end first start opening lunch lunchtime am a pm p morning afternoon evening "
        "night eve in during the",
        clocks.in_words,
    )
    starts("half quarter", clocks.past_the_hour)
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


def scan(text: str, context: Context) -> list[Item]:
    """The pieces of a plain lower-case text that might be timescales, in order, without overlaps."""
    items: list[Item] = []
    free_from = 0
    for token in _TOKEN.finditer(text):
        at = token.start()
        if at < free_from:
            continue
        if token[0][0].isdigit():
            item = _figures(text, at, context)
            if item is None:
                run = _RUN.match(text, at)
                free_from = run.end() if run else at
                continue
        else:
            item = _first(_WORDS.get(token[0], ()), text, at, context)
        if item is None:
            continue
        if isinstance(item, Length):
            hung = happenings.hangs_on(text, item)
            item = hung
        items.append(item)
        free_from = item.end
        if len(items) >= context.limits.most_items:
            break
    return items


def _figures(text: str, at: int, context: Context) -> Item | None:
    head = text[max(0, at - 14) : at]
    if head and _NOT_A_NUMBER.search(head) and not _SAFE_JOINT.search(head):
        return None
    return _first(_FIGURES, text, at, context)


def _first(readers: tuple[Reader, ...], text: str, at: int, context: Context) -> Item | None:
    for reader in readers:
        item = reader(text, at, context)
        if item is not None:
            return item
    return None
