"""From a feed's bytes to busy times: the hard work, done in a process of its own."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache

from adapters.calendar.essentials import Part, essentials
from adapters.calendar.moments import ZoneOf, instant, later, length, moment, moment_of, zone_named
from adapters.calendar.series import is_over, know_zones, occurrences
from adapters.calendar.troubles import NotRead
from scheduling.availability import Intervals, Span, minute_floor

_GZIP = {"gzip": zlib.MAX_WBITS | 16, "x-gzip": zlib.MAX_WBITS | 16, "deflate": zlib.MAX_WBITS}
_RECURS = ("RRULE", "RDATE", "RECURRENCE-ID")
_MOST_SPANS = 5_000
_FREE = ("FREE", "WORKINGELSEWHERE")


@dataclass(slots=True)
class Times:
    """Spans (UTC) that are busy and that may be, and how far ahead the feed itself says that it goes."""

    busy: list[tuple[datetime, datetime]] = field(default_factory=list)
    unsure: list[tuple[datetime, datetime]] = field(default_factory=list)
    sheets: list[tuple[datetime, datetime]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class BusyTimes:
    """Joined minutes since 1970, the certain apart from the unsure; known up to minute `until`."""

    busy: tuple[Span, ...]
    unsure: tuple[Span, ...]
    until: int


def unpacked(body: bytes, packed: str, size: int) -> bytes:
    """The feed as text bytes, never more than `size` of them. NotRead when it is more, or packed in another way."""
    if packed in ("", "identity"):
        return body
    if packed not in _GZIP:
        raise NotRead("broken")
    worker = zlib.decompressobj(_GZIP[packed])
    try:
        text = worker.decompress(body, size + 1)
    except zlib.error:
        raise NotRead("broken") from None
    if len(text) > size:
        raise NotRead("too_big")
    if not worker.eof:
        raise NotRead("broken")
    return text


def busy_times(body: bytes, start: datetime, end: datetime) -> BusyTimes:
    """What the feed says about [start, end). NotRead when any part that matters cannot be read."""
    parts = essentials(body)
    know_zones([part for part in parts if part.kind == "VTIMEZONE"])
    times = Times()
    for part in parts:
        if part.kind == "VFREEBUSY":
            _read_sheet(part, times)
    _read_events([part for part in parts if part.kind == "VEVENT"], times, start, end)
    until = _known_until(times, start, end)
    busy = Intervals.covering(*_inside(times.busy, start, until))
    unsure = Intervals.covering(*_inside(times.unsure, start, until)).minus(busy)
    if len(busy.spans) + len(unsure.spans) > _MOST_SPANS:
        raise NotRead("too_often")
    return BusyTimes(busy.spans, unsure.spans, minute_floor(until))


def _known_until(times: Times, start: datetime, end: datetime) -> datetime:
    """A free/busy sheet says for which time it was made; beyond that it knows nothing, and neither do we."""
    if not times.sheets:
        return end
    first = min(since for since, _ in times.sheets)
    if first > start:
        times.unsure.append((start, min(first, end)))
    return max(start, min(end, max(until for _, until in times.sheets)))


def _read_events(events: list[Part], times: Times, start: datetime, end: datetime) -> None:
    by_uid: defaultdict[str, list[Part]] = defaultdict(list)
    for number, event in enumerate(events):
        uid = event.first("UID")
        by_uid[uid.value if uid else f"#{number}"].append(event)
    zone_of, series = cache(zone_named), list[Part]()
    for group in by_uid.values():
        first = group[0]
        if len(group) > 1 or any(first.first(name) for name in _RECURS):
            series += [] if len(group) == 1 and is_over(first, start) else group
        elif not _is_free(first):
            _count(first, *_span(first, zone_of), times)
    for begins, ends, shown in occurrences(series, start, end) if series else ():
        if not _is_free(shown):
            _count(shown, begins, ends, times)


def _span(event: Part, zone_of: ZoneOf) -> tuple[datetime, datetime]:
    """An event's instants. Without an end it lasts as long as its start says: a day, or no time at all (RFC 5545)."""
    starts, ends, lasts = event.first("DTSTART"), event.first("DTEND"), event.first("DURATION")
    if starts is None:
        raise NotRead("broken")
    begins = moment(starts, zone_of)
    if ends is not None:
        return instant(begins), instant(moment(ends, zone_of))
    if lasts is not None:
        return instant(begins), later(begins, length(lasts.value))
    return instant(begins), instant(begins) if isinstance(begins, datetime) else later(begins, timedelta(days=1))


def _read_sheet(sheet: Part, times: Times) -> None:
    """A free/busy sheet: periods of each kind, in UTC as the standard has it (RFC 5545, 3.6.4)."""
    starts, ends = sheet.first("DTSTART"), sheet.first("DTEND")
    if starts is None or ends is None:
        raise NotRead("broken")
    times.sheets.append((instant(moment(starts)), instant(moment(ends))))
    for line in sheet.lines:
        if line.name != "FREEBUSY" or "FBTYPE=FREE" in line.params.upper().split(";"):
            continue
        kept = times.unsure if "FBTYPE=BUSY-TENTATIVE" in line.params.upper() else times.busy
        kept += [_period(each, line.zone) for each in line.value.split(",") if each]


def _period(text: str, zone: str) -> tuple[datetime, datetime]:
    since, _, until = text.strip().partition("/")
    begins = moment_of(since, zone)
    return instant(begins), later(begins, length(until)) if "P" in until.upper() else instant(moment_of(until, zone))


def _inside(
    spans: Iterable[tuple[datetime, datetime]], start: datetime, end: datetime
) -> Iterator[tuple[datetime, datetime]]:
    for begins, ends in spans:
        if begins < end and ends > start:
            yield max(begins, start), min(ends, end)


def _count(event: Part, begins: datetime, ends: datetime, times: Times) -> None:
    unsure = "TENTATIVE" in (event.value("STATUS"), event.value("X-MICROSOFT-CDO-BUSYSTATUS"))
    (times.unsure if unsure else times.busy).append((begins, ends))


def _is_free(event: Part) -> bool:
    return (
        event.value("STATUS") == "CANCELLED"
        or event.value("TRANSP") == "TRANSPARENT"
        or event.value("X-MICROSOFT-CDO-BUSYSTATUS") in _FREE
    )
