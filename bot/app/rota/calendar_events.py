"""An iCalendar file's events, each with its line: of them only when they are and whom they name. All else is dropped.

Descriptions, alarms, attachments and definitions of time zones never get past here, whatever their size.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.app.spreadsheet import Unreadable

MOST_EVENTS = 20_000
MOST_LINES = 500_000
MOST_PROPERTIES = 2_000
LONGEST_VALUE = 20_000
TOO_MANY = f"The file has more than {MOST_EVENTS:,} events, or very long ones. Export the coming weeks only."
CUT_OFF = "The file is not a whole iCalendar file: perhaps it was cut off. Export it again."
CANCELS = "The file only cancels events. Export the rota itself and import that."
NO_EVENTS = "The file has no events in it. Is it the right file?"
BEGIN = re.compile(r"\s*BEGIN:VCALENDAR\s*$", re.IGNORECASE | re.MULTILINE)
_KEPT = frozenset(
    ("UID", "SEQUENCE", "STATUS", "SUMMARY", "ATTENDEE", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE",
     "RECURRENCE-ID")
)  # fmt: skip
_HEAD = re.compile(r'([A-Za-z0-9-]+)((?:;(?:[^":;]|"[^"]*")*)*):(.*)', re.DOTALL)
_PARAM = re.compile(r';([A-Za-z0-9-]+)=((?:"[^"]*"|[^";])*)')
_DEPTH = 8


@dataclass(frozen=True, slots=True)
class Property:
    """One line of an event: its name and parameters' names in capitals, and its value."""

    name: str
    params: dict[str, str]
    value: str


@dataclass(slots=True)
class Event:
    """One event of the file; `number` is the line on which it begins."""

    number: int
    properties: list[Property] = field(default_factory=list)

    def all(self, name: str) -> list[Property]:
        """Every property of this name."""
        return [each for each in self.properties if each.name == name]

    def first(self, name: str) -> Property | None:
        """The first property of this name."""
        return next((each for each in self.properties if each.name == name), None)

    def value(self, name: str) -> str:
        """Its value, "" when it is not there."""
        found = self.first(name)
        return found.value.strip() if found else ""


class BadEvent(ValueError):
    """This event cannot be taken; the text says why and what to do, and repeats nothing private."""


def read_events(text: str) -> list[Event]:
    """Every event of the file, in one pass. Unreadable when it is not whole."""
    if text.count("\n") > MOST_LINES:
        raise Unreadable(TOO_MANY)
    found: list[Event] = []
    above: list[str] = []
    for number, line in _unfolded(text):
        word, _, rest = line.partition(":")
        word = word.upper()
        if word == "BEGIN":
            above.append(_kind(rest))
            if len(above) > _DEPTH or (above[-1] == "VCALENDAR") != (len(above) == 1):
                raise Unreadable(CUT_OFF)
            if above[1:] == ["VEVENT"]:
                found.append(Event(number))
        elif word == "END":
            if not above or above.pop() != _kind(rest):
                raise Unreadable(CUT_OFF)
        elif above[1:] == ["VEVENT"]:
            _keep(line, found[-1])
        elif len(above) == 1 and word == "METHOD" and _kind(rest) == "CANCEL":
            raise Unreadable(CANCELS)
        if len(found) > MOST_EVENTS or (found and len(found[-1].properties) > MOST_PROPERTIES):
            raise Unreadable(TOO_MANY)
    if above:
        raise Unreadable(CUT_OFF)
    if not found:
        raise Unreadable(NO_EVENTS)
    return found


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Each content line put together again (RFC 5545, 3.1), with the number at which it begins."""
    parts: list[str] = []
    began = 0
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.removesuffix("\r")
        if line[:1] in (" ", "\t") and parts:
            parts.append(line[1:])
            continue
        if parts:
            yield began, "".join(parts)
        parts, began = [line], number
    yield began, "".join(parts)


def _kind(text: str) -> str:
    return text.strip()[:40].upper()


def _keep(line: str, event: Event) -> None:
    name = re.split("[;:]", line[:40], maxsplit=1)[0].upper()
    if name not in _KEPT:
        return
    head = _HEAD.fullmatch(line) if len(line) <= LONGEST_VALUE else None
    if head is None:
        # Kept without a value, which whoever reads the event takes for a bad one.
        event.properties.append(Property(name, {"X-BROKEN": "1"}, ""))
        return
    params = {param[1].upper(): param[2].strip('"') for param in _PARAM.finditer(head[2])}
    event.properties.append(Property(name, params, head[3]))
