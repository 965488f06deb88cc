"""What is known about somebody's time: rotas, leave, offered slots, calendars, holds; and who must stay out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(slots=True)
class Rota:
    """A rota as it was last imported. `id` is its name; between the two instants it knows its people's time."""

    id: str
    starts_at: datetime
    ends_at: datetime
    imported_at: datetime


@dataclass(slots=True)
class RotaLine:
    """One span of a person's rota. `works` False: the rota covers this time, and it is off but for lines that work.

    A rota goes before the person's weekly hours wherever it covers; outside it those hold.
    """

    id: str
    rota_id: str
    person_id: str
    starts_at: datetime
    ends_at: datetime
    works: bool = True


@dataclass(slots=True)
class Leave:
    """Somebody is away. `ends_at` None: until further notice. `covered_by_id` is asked in their place meanwhile."""

    id: str
    person_id: str
    starts_at: datetime
    ends_at: datetime | None
    covered_by_id: str | None
    told_by_id: str
    told_at: datetime

    def holds_at(self, at: datetime) -> bool:
        """True while the person is away."""
        return self.starts_at <= at and (self.ends_at is None or at < self.ends_at)

    def lasts_until(self, at: datetime) -> bool:
        """True when they are not back before then: who is back in the last minute of a day has no time left in it."""
        return self.ends_at is None or self.ends_at + timedelta(minutes=1) >= at


@dataclass(slots=True)
class OfferedSlots:
    """Times at which a desk or person (`who`) says in advance that it can come: a weekly pattern in London time."""

    id: str
    who: str
    works: str
    starts_at: datetime
    ends_at: datetime | None
    told_by_id: str
    told_at: datetime


@dataclass(slots=True)
class Calendar:
    """A free/busy feed of one person. `address` is private. `until` is how far ahead it was read.

    `read_at` is the last good reading, `trouble` a code for what went wrong since ("" when nothing did),
    `fingerprint` the server's own mark of the version read.
    """

    id: str
    person_id: str
    address: str
    added_at: datetime
    tried_at: datetime | None = None
    read_at: datetime | None = None
    until: datetime | None = None
    fingerprint: str = ""
    trouble: str = ""

    def trusted_until(self, now: datetime, stale_hours: int) -> datetime | None:
        """How far ahead the calendar is known; beyond it, and everywhere when None, the person's time is unknown.

        It is known while the last good reading is less than `stale_hours` (`availability.calendar_stale_hours`) old,
        whatever went wrong since. Outside the spans that were read the person is free, up to the returned instant.
        """
        if self.read_at is None or self.until is None or now - self.read_at >= timedelta(hours=stale_hours):
            return None
        return self.until if self.until > now else None


@dataclass(slots=True)
class CalendarTime:
    """A span of a calendar that is busy; `unsure` when it is only tentative. Nothing of what it is about is kept."""

    id: str
    calendar_id: str
    person_id: str
    starts_at: datetime
    ends_at: datetime
    unsure: bool = False


@dataclass(slots=True)
class Hold:
    """A draft plan's hold on a desk or person (`who`), until it expires at `until`.

    `diary` is the version of their diary that the plan was made on: when it has moved on by the time the meeting is
    called, somebody else may have taken them.
    """

    id: str
    council: str
    meeting_id: str
    who: str
    starts_at: datetime
    ends_at: datetime
    until: datetime
    diary: int


@dataclass(slots=True)
class Conflict:
    """A person who must stay out of every meeting about this child, by the council's own case reference."""

    id: str
    council: str
    reference: str
    person_id: str
    told_by_id: str
    told_at: datetime
