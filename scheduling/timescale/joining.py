"""Pieces that belong together: the date of an event, the first day, the hour and the end of what comes again."""

from __future__ import annotations

import re
from dataclasses import replace

from scheduling.timescale.context import Context
from scheduling.timescale.cues import before, deadline_cue
from scheduling.timescale.endings import ended_by, lasting
from scheduling.timescale.items import Clock, Day, Happening, Item, Repeat, Week

JOINED = re.compile(
    r"[\s,@(\-;]*(?:(?:at|on|by|before|of|the|in|no later than|for|until|from|latest|the morning of)\b[\s,]*){0,3}"
)
_EVENT_DATE = re.compile(
    r"[\s,(:\-]*(?:(?:meeting|hearing|review|appointment|appt|conference|on|at|which is|is|booked|due|scheduled"
    r"|for|date"
    r"|planned|listed|set|currently|likely|probably|expected|anticipated|provisionally|to|be|the)\b[\s,:(\-]*)*"
)
_FIRST = re.compile(
    r"\b(?:first|1st|start|starts|starting|commence|commences|commencing|beginning|begins?|from|next|w/c|on)\b"
)
_STARTS = re.compile(r"\b(?:first|start|starts|starting|commencing|beginning|from)\W+(?:on |the )*$")
_GAP = re.compile(r"[\s,;:\-]*(?:then |and )?")
_FAR = 40


def joined(text: str, items: list[Item], context: Context) -> list[Item]:
    """The pieces in order, each with what belongs to it."""
    out: list[Item] = []
    for item in _with_their_dates(text, items):
        last = out[-1] if out else None
        if last is not None and item.start < last.end:
            continue
        whole = None if last is None else _together(text, last, item, context)
        if whole is not None:
            out[-1] = whole
        else:
            out.append(lasting(text, item, context) if isinstance(item, Repeat) else item)
    return out


def _with_their_dates(text: str, items: list[Item]) -> list[Item]:
    """Each event with its date, where one follows, before anything else is joined."""
    out: list[Item] = []
    for item in items:
        last = out[-1] if out else None
        if isinstance(last, Happening) and last.on is None and isinstance(item, Day) and _dates(text, last, item):
            out[-1] = replace(last, on=item.day, end=item.end)
        else:
            out.append(item)
    return out


def _together(text: str, last: Item, item: Item, context: Context) -> Item | None:
    gap = text[last.end : item.start]
    if isinstance(last, Repeat):
        return _of_repeat(text, last, item, gap, context)
    if isinstance(last, Day) and isinstance(item, Repeat):
        starts = _STARTS.search(text[max(0, last.start - _FAR) : last.start]) and _GAP.fullmatch(gap)
        if not starts or last.ask is not None or last.day < context.today:
            return None
        return lasting(text, replace(item, first=last.day, start=last.start, weak=False), context, started=True)
    if isinstance(last, Clock) and isinstance(item, Clock) and JOINED.fullmatch(gap):
        # "In the morning by 11": the exact time of the two.
        exact = last if item.needs_day else item
        return replace(exact, start=last.start, end=item.end)
    return None


def _of_repeat(text: str, last: Repeat, item: Item, gap: str, context: Context) -> Item | None:
    if ended := ended_by(text, last, item):
        return ended
    if isinstance(item, Day | Week) and _FIRST.search(gap):
        first = item.day if isinstance(item, Day) else item.monday
        if first >= context.today:
            begun = replace(last, first=first, end=item.end, weak=False)
            return lasting(text, begun, context, started=True)
    if (
        isinstance(item, Clock)
        and last.at is None
        and JOINED.fullmatch(gap)
        and not item.needs_day
        and not item.day_after
    ):
        return replace(last, at=item.at, end=item.end)
    return None


def _dates(text: str, event: Happening, day: Day) -> bool:
    gap = text[event.end : day.start]
    if len(gap) > _FAR or _EVENT_DATE.fullmatch(gap) is None:
        return False
    # "Prior to discharge, by 20/03" is a long-stop; "before bail on 08/04" is the event's own date.
    return deadline_cue(before(text, day.start)) is None or gap.rstrip().endswith(("due", "scheduled for", "date"))
