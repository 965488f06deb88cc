"""Of a feed only when things are, and whether they count as busy: all else is dropped before anything reads it.

Summaries, places, people, alarms and attachments never get past here, whatever their size.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from adapters.calendar.troubles import NotRead

_FOLD = re.compile(rb"\r?\n[ \t]")
_HEAD = re.compile(r'([A-Z0-9-]+)((?:;(?:[^":;]|"[^"]*")*)*):(.*)', re.DOTALL)
_TZID = re.compile(r';TZID="?([^";:]+)"?')
_LONGEST = 200_000
_WHEN = frozenset(("UID", "SEQUENCE", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"))
_WHETHER = frozenset(("STATUS", "TRANSP", "X-MICROSOFT-CDO-BUSYSTATUS"))
_KEPT = {
    "VEVENT": _WHEN | _WHETHER,
    "VFREEBUSY": frozenset(("DTSTART", "DTEND", "FREEBUSY")),
    "VTIMEZONE": frozenset(("TZID",)),
    "STANDARD": frozenset(("DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "RRULE", "RDATE")),
}
_KEPT["DAYLIGHT"] = _KEPT["STANDARD"]
_TOP = ("VEVENT", "VFREEBUSY", "VTIMEZONE")


@dataclass(frozen=True, slots=True)
class Line:
    """One property: its name and parameters in capitals, and its value."""

    name: str
    params: str
    value: str

    @property
    def zone(self) -> str:
        """The zone's name as the feed has it, "" when none is given."""
        found = _TZID.search(self.params)
        return found[1].strip() if found else ""


@dataclass(slots=True)
class Part:
    """One component of a kind that is kept, with the parts inside it (of a time zone)."""

    kind: str
    lines: list[Line] = field(default_factory=list)
    inner: list[Part] = field(default_factory=list)

    def first(self, name: str) -> Line | None:
        """The first property with this name."""
        return next((line for line in self.lines if line.name == name), None)

    def value(self, name: str) -> str:
        """Its value in capitals, "" when it is not there."""
        found = self.first(name)
        return found.value.strip().upper() if found else ""

    def text(self) -> str:
        """The component again, as iCalendar."""
        own = [f"{line.name}{line.params}:{line.value}" for line in self.lines]
        return "\r\n".join([f"BEGIN:{self.kind}", *own, *(part.text() for part in self.inner), f"END:{self.kind}"])


def essentials(body: bytes) -> list[Part]:
    """Every event, free/busy sheet and time zone of a whole feed. NotRead when it is none, or is cut off."""
    lines = _FOLD.sub(b"", body.removeprefix(b"\xef\xbb\xbf")).split(b"\n")
    if not any(_is_begin(line) for line in lines[:20]):
        raise NotRead("not_a_calendar")
    if b"\0" in body:
        raise NotRead("broken")
    found: list[Part] = []
    above: list[str] = []
    open_parts: list[Part] = []
    for raw in lines:
        word = raw[:6].upper()
        if word == b"BEGIN:":
            _begin(_named(raw[6:]), above, open_parts, found)
        elif raw[:4].upper() == b"END:":
            kind = _named(raw[4:])
            if not above or above.pop() != kind:
                raise NotRead("broken")
            if open_parts and open_parts[-1].kind == kind and len(open_parts) == len(above):
                open_parts.pop()
        elif open_parts and len(open_parts) == len(above) - 1:
            _keep(raw, open_parts[-1])
    if above:
        raise NotRead("broken")
    return found


def _is_begin(line: bytes) -> bool:
    return line.strip().upper() == b"BEGIN:VCALENDAR"


def _named(raw: bytes) -> str:
    return raw.strip()[:40].decode("ascii", "replace").upper()


def _begin(kind: str, above: list[str], open_parts: list[Part], found: list[Part]) -> None:
    if (kind == "VCALENDAR") != (not above):
        raise NotRead("broken")
    above.append(kind)
    # Only what stands directly in the calendar, or in a zone that is kept: an alarm has times of its own.
    if kind in _TOP and above == ["VCALENDAR", kind]:
        part = Part(kind)
        found.append(part)
        open_parts.append(part)
    elif kind in ("STANDARD", "DAYLIGHT") and above == ["VCALENDAR", "VTIMEZONE", kind]:
        part = Part(kind)
        open_parts[-1].inner.append(part)
        open_parts.append(part)


def _keep(raw: bytes, part: Part) -> None:
    name = re.split(rb"[;:]", raw[:40], maxsplit=1)[0].upper().decode("ascii", "replace")
    if name not in _KEPT[part.kind]:
        return
    if len(raw) > _LONGEST:
        raise NotRead("broken")
    # A broken character inside a value that matters makes the value unreadable, and that is said later.
    head = _HEAD.fullmatch(name + raw.decode("utf-8", "replace").rstrip("\r")[len(name) :])
    if head is None:
        raise NotRead("broken")
    part.lines.append(Line(name, _capitals(head[2]), head[3].strip()))


def _capitals(params: str) -> str:
    """Parameter names in capitals; a zone's name stays as it is."""
    return re.sub(r";([^=;\"]+)=", lambda found: f";{found[1].upper()}=", params)
