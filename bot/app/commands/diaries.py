"""What people's time is known from: leave, offered slots, rotas, calendars; and who must stay out of a case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.app.commands.base import Command
from bot.domain.diary import Rota, RotaLine


@dataclass(frozen=True, slots=True)
class TellLeave(Command):
    """Somebody is away, and perhaps who covers. `person_id` "" is the actor; a manager may say it for their people.

    `ends_at` None: until further notice; leave that begins later then stands. A new leave takes the place of those
    it overlaps, and of `instead_of`.
    """

    starts_at: datetime
    ends_at: datetime | None = None
    covered_by_id: str = ""
    person_id: str = ""
    instead_of: str = ""


@dataclass(frozen=True, slots=True)
class EndLeave(Command):
    """Back again: leave under way ends now. With `leave_id` that one alone: to come, it is struck out."""

    person_id: str = ""
    leave_id: str = ""


@dataclass(frozen=True, slots=True)
class OfferSlots(Command):
    """An agency says in advance when it can come ("Tue, Thu 10:00-12:00"), as a weekly pattern in London time.

    `who`: the desk or person it holds for; "" is the actor's own desk, else the actor. A new offer takes the place
    of the one before; an empty pattern withdraws it.
    """

    works: str
    starts_at: datetime
    ends_at: datetime | None = None
    who: str = ""


@dataclass(frozen=True, slots=True)
class ImportRota(Command):
    """Write a checked rota, all of it or nothing: what it says replaces what was known of its span. Operator only."""

    rota: Rota
    lines: tuple[RotaLine, ...]


@dataclass(frozen=True, slots=True)
class KeepCalendar(Command):
    """Read this person's free/busy address from now on, in the place of the one before. Operator only.

    `address` is private: it opens the calendar for whoever holds it. "" forgets it and all that was read.
    """

    person_id: str
    address: str


@dataclass(frozen=True, slots=True)
class TellConflict(Command):
    """A person is related to this child's case: they are never resolved, shown or told of it, now or later."""

    council: str
    reference: str
    person_id: str
