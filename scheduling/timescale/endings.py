"""How long something goes on coming again: "until 30 April", "for 4 weeks", "x 6", "until ICPC"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from scheduling.timescale import lengths
from scheduling.timescale.context import FRIDAY, Context, add_months
from scheduling.timescale.events import event_words
from scheduling.timescale.items import Day, Happening, Item, Length, Repeat, Term, Week

_UNTIL = re.compile(r"\b(?:until|till|til|up to|up until|ending|ends|end|to|through to|finishing)\b\W*(?:on |the )*$")
_FOR = re.compile(
    r"[\w ,()]{0,24}?\b(?:for|over)\s+(?:(?:the|next|a|further|another|up to|period of|initial)\s+){0,3}"
)
_TIMES = re.compile(
    r"[\w ,]{0,20}?(?:\bx\s?(?P<x>\d{1,2})\b(?![/\d])|\bfor (?P<n>\d{1,2}) (?:visits|sessions|times)\b)"
)
_REACH = 48
_CUE = "within "


def lasting(text: str, repeat: Repeat, context: Context, *, started: bool = False) -> Repeat:
    """The same with its end, where a length or a number of times follows."""
    found = _FOR.match(text, repeat.end, repeat.end + _REACH)
    if found is not None:
        length = _length(text, found.end(), context)
        if length is not None:
            begins = repeat.first - timedelta(days=1) if started else context.today
            return replace(repeat, until=_add(begins, length), end=length.end)
    times = _TIMES.match(text, repeat.end, repeat.end + _REACH)
    if times is not None:
        turns = int(times["x"] or times["n"]) - 1
        last = _turn(repeat, turns)
        return repeat if last is None or turns < 0 else replace(repeat, until=last, end=times.end())
    return repeat


def ended_by(text: str, repeat: Repeat, item: Item) -> Repeat | None:
    """The same with its end, where this next piece is it; else None."""
    gap = text[repeat.end : item.start]
    if len(gap) > _REACH:
        return None
    if isinstance(item, Happening) and text.startswith(("until", "till", "pending", "up to"), item.start):
        return replace(repeat, until_words=event_words(item.name), until=item.on, end=item.end)
    if isinstance(item, Week) and (_UNTIL.search(gap) or not gap.strip(" ,-")):
        return replace(repeat, until=item.monday + timedelta(days=FRIDAY), end=item.end)
    if isinstance(item, Day) and _UNTIL.search(gap) and item.ask is None:
        return replace(repeat, until=item.day, end=item.end)
    if isinstance(item, Term) and _UNTIL.search(gap):
        return replace(repeat, until_words=text[item.start : item.end], end=item.end)
    return None


def _length(text: str, at: int, context: Context) -> Length | None:
    cued, here = _CUE + text[at : at + _REACH], len(_CUE)
    read = (each(cued, here, context) for each in (lengths.fraction, lengths.in_figures, lengths.in_words))
    found = next((each for each in read if isinstance(each, Length)), None)
    return None if found is None else replace(found, end=at + found.end - here)


def _add(day: date, length: Length) -> date:
    if length.unit == "months":
        return add_months(day, int(length.n))
    days = {"weeks": 7, "days": 1, "working_days": 7 / 5, "school_days": 7 / 5}.get(length.unit, 1 / 24)
    return day + timedelta(days=round(length.n * days))


def _turn(repeat: Repeat, turns: int) -> date | None:
    found = re.fullmatch(r"P(\d+)([DM])", repeat.every)
    if found is None:
        return None
    n = int(found[1]) * turns
    return repeat.first + timedelta(days=n) if found[2] == "D" else add_months(repeat.first, n)
