"""A rota file read whole: the rota it asks for and what that would change, or every problem in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from bot.app.rota.calendar_events import BEGIN
from bot.app.rota.calendar_rota import read_calendar
from bot.app.rota.known import KnownRota
from bot.app.rota.row import FARTHEST
from bot.app.rota.sheet_rota import EMPTY, read_sheet
from bot.app.rota.shifts import Draft
from bot.app.rota.staff import Staff
from bot.app.rota.summary import summary
from bot.app.spreadsheet import Unreadable, text_of
from bot.domain.diary import Rota, RotaLine
from scheduling.london import local_day

LARGEST = 10_000_000
TOO_LARGE = "The file is larger than 10 MB. Is it the right file? Import fewer weeks at a time."
NOTHING = "The file is empty."
ALL_OVER = "Every day of this file is over: what has been stays as it is. Import the coming weeks."
BAD_NAME = (
    'A rota\'s name has letters, digits, spaces, dots and dashes only, such as "on-call paediatrics": give --name.'
)
_NAME = re.compile(r"[^\W_](?:[\w .&'-]{0,62}[\w.])?")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rota a file is, and what it may hold: its days (both included), whose people, and which desk's."""

    name: str
    first: date | None = None
    last: date | None = None
    council: str = ""
    desk: str = ""


@dataclass(frozen=True, slots=True)
class RotaReading:
    """All or nothing: with any problem there is no rota. `summary` says what would change."""

    rota: Rota | None
    lines: tuple[RotaLine, ...] = ()
    problems: tuple[str, ...] = ()
    summary: tuple[str, ...] = ()


def read_rota(source: bytes, wanted: Wanted, known: KnownRota, now: datetime) -> RotaReading:
    """Read a file against the directory and the rota as they are. Never raises for what a file holds.

    A problem says the row or line and what to write, and never repeats what stands there.
    """
    try:
        _check(wanted, known, local_day(now))
        draft = _draft(source, wanted, known, local_day(now))
        if draft.ends_at <= now:
            raise Unreadable(ALL_OVER)
    except Unreadable as unreadable:
        return RotaReading(None, problems=unreadable.lines)
    name = known.rota.id if known.rota else wanted.name
    rota = Rota(name, draft.starts_at, draft.ends_at, now)
    return RotaReading(rota, draft.lines(name), (), summary(name, draft, known, now))


def _draft(source: bytes, wanted: Wanted, known: KnownRota, today: date) -> Draft:
    if len(source) > LARGEST:
        raise Unreadable(TOO_LARGE)
    text = text_of(source)
    if not text.strip():
        raise Unreadable(NOTHING)
    staff = Staff(known, wanted.council, wanted.desk)
    if BEGIN.match(text):
        draft = read_calendar(text, staff, today, wanted.first, wanted.last)
    else:
        draft = read_sheet(text, staff, known, today, wanted.first, wanted.last)
    if not draft.covers:
        raise Unreadable(EMPTY)
    return draft


def _check(wanted: Wanted, known: KnownRota, today: date) -> None:
    wrong: list[str] = []
    if not _NAME.fullmatch(wanted.name):
        wrong.append(BAD_NAME)
    for option, day in (("--from", wanted.first), ("--until", wanted.last)):
        if day is not None and abs(day - today) > FARTHEST:
            wrong.append(f"{option} is more than a year away: look at its year.")
    desk = known.desks.get(wanted.desk)
    if wanted.desk and (desk is None or desk.closed_at is not None):
        wrong.append("There is no such desk: give --desk the id that it has in the directory.")
    if wanted.council and not any(wanted.council in each.councils for each in known.people.values() if each.here):
        wrong.append("Nobody in the directory works for that council: give --council its code.")
    if wrong:
        raise Unreadable(*wrong)
