"""Small rotas to read, and the people they name. Everybody is invented; now is Wednesday 11 March 2026, 10:00."""

from __future__ import annotations

from datetime import datetime

from bot.app.rota.known import KnownRota
from bot.app.rota.reading import RotaReading, Wanted, read_rota
from bot.domain.people import Desk, Person
from scheduling.london import LONDON

NOW = datetime(2026, 3, 11, 10, 0, tzinfo=LONDON)
HEADERS = "kind,person,date,until,from,to,hours,with,note\n"
ZONED = ";TZID=Europe/London"


def person(person_id: str, name: str, **more: object) -> Person:
    usual: dict[str, object] = {"councils": ("EXMP",), "email": f"{person_id}@nhs.example"}
    return Person(person_id, name, "health", **(usual | more))  # type: ignore[arg-type]  # any field by its name


PEOPLE = {
    each.id: each
    for each in (
        person("ann", "Ann Archer"),
        person("bob", "Bob O'Brien"),
        person("cat", "Cat Smith"),
        person("kit", "Cat Smith", email=""),
        person("gone", "Gil Gone", left_at=NOW),
        person("far", "Fay Far", councils=("OTHR",)),
    )
}
DESKS = {"pdesk": Desk("pdesk", "Police desk", "police", ("EXMP",))}
KNOWN = KnownRota(PEOPLE, DESKS, frozenset({("ann", "pdesk")}))


def reading(source: str | bytes, known: KnownRota = KNOWN, now: datetime = NOW, **more: object) -> RotaReading:
    """What is made of a file."""
    data = source.encode() if isinstance(source, str) else source
    return read_rota(data, Wanted("on call", **more), known, now)  # type: ignore[arg-type]  # any option by its name


def sheet(*rows: str, known: KnownRota = KNOWN, now: datetime = NOW, **more: object) -> RotaReading:
    """The same, of rows under the usual headers."""
    return reading(HEADERS + "\n".join(rows) + "\n", known, now, **more)


def event(*lines: str, uid: str = "1") -> str:
    return "\r\n".join(["BEGIN:VEVENT", f"UID:{uid}", *lines, "END:VEVENT"])


def shift_event(start: str, end: str, *lines: str, uid: str = "1", who: str = "ann", zone: str = ZONED) -> str:
    return event(f"DTSTART{zone}:{start}", f"DTEND{zone}:{end}", f"SUMMARY:{who}", *lines, uid=uid)


def ics(*events: str) -> str:
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//EN", *events, "END:VCALENDAR", ""])


def calendar(*events: str, now: datetime = NOW, **more: object) -> RotaReading:
    """What is made of these events."""
    return reading(ics(*events), KNOWN, now, **more)


def shifts(found: RotaReading) -> list[tuple[str, str, str]]:
    """Whose, and from when to when in London: "12 09:00"."""
    assert found.problems == ()
    return [
        (
            each.person_id,
            f"{each.starts_at.astimezone(LONDON):%d %H:%M}",
            f"{each.ends_at.astimezone(LONDON):%d %H:%M}",
        )
        for each in sorted(found.lines, key=lambda line: (line.starts_at, line.person_id))
        if each.works
    ]
