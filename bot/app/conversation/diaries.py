"""Leave, typed or through a form: being away, who covers, and being back."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from typing import cast

from bot.app import commands as c
from bot.app import questions as q
from bot.app.cards import Option
from bot.app.conversation import inputs
from bot.app.conversation.inputs import Search, Unclear, Values
from bot.app.conversation.presses import leave_of
from bot.app.conversation.pressing import STALE
from bot.app.conversation.talk import Talk
from bot.app.replies import Reply, Say
from bot.app.wording.diaries import DOUBTS, NOT_FOUND, NOT_MANAGER, SEVERAL_OF_THAT_NAME
from bot.app.wording.diary_forms import INSTANT
from bot.domain.diary import Leave
from bot.domain.errors import Invalid
from scheduling.absence import Absence, Back, doubt, read_absence
from scheduling.day_words import Hours
from scheduling.london import local_day, wall_to_utc

_PERIOD = re.compile(r"(\?|[A-Za-z0-9._-]{1,64})@(\d{8}T\d{4}Z)@(\d{8}T\d{4}Z)?")
_MIDNIGHT = time(0)
NOT_A_DAY = "Write the day as year-month-day, such as 2026-03-11."


async def away(talk: Talk, text: str) -> Reply | None:
    """A typed line about leave, one's own or one's people's; None when it speaks of something else."""
    now = talk.now().replace(second=0, microsecond=0)
    read = read_absence(text, now, await talk.ask(q.HoursOf()))
    if read is None:
        return None
    person_id = ""
    if read.who:
        people = await talk.ask(q.SearchOwnPeople(read.who))
        if len(people) != 1:
            return await _which(talk, read, people)
        person_id = people[0].value
        read = read_absence(text, now, await talk.ask(q.HoursOf(person_id))) or read
    return await (_back(talk, read, person_id) if isinstance(read, Back) else _away(talk, read, person_id))


async def _which(talk: Talk, read: Absence | Back, people: tuple[Option, ...]) -> Reply:
    """A name of nobody, of somebody else's people, or of several."""
    if not people:
        return Say(NOT_MANAGER if await talk.ask(q.SearchPeople(read.who)) else NOT_FOUND, "warning")
    if isinstance(read, Back) or read.ask:
        return Say(SEVERAL_OF_THAT_NAME, "warning")
    unclear = Unclear({"person": "More than one person has that name. Choose."}, {"person": people})
    form = q.ShowCoverForm("?", read.starts_at, read.ends_at)
    return await talk.wrong(form, unclear, {"covered_by": read.covered_by})


async def _away(talk: Talk, read: Absence, person_id: str) -> Reply:
    form = q.ShowLeaveForm(person_id)
    if read.ask == "WHEN" and not read.covered_by:
        return await talk.look(form)
    if read.ask:
        known: Values = {"covered_by": read.covered_by, **_days(read)}
        return await talk.wrong(form, Invalid(DOUBTS.get(read.ask, DOUBTS["NOT_READ"])), known)
    values: Values = {"covered_by": read.covered_by}
    try:
        cover = await inputs.person(values, "covered_by", _covers(talk, person_id), required=False)
        return await _told(talk, c.TellLeave(read.starts_at, read.ends_at, cover, person_id))
    except Invalid as invalid:
        return await talk.wrong(q.ShowCoverForm(person_id, read.starts_at, read.ends_at), invalid, values)


def _days(read: Absence) -> Values:
    """What was understood so far, for the form; not what is doubted."""
    if read.ask in ("TOO_LONG", "NO_END"):
        return {"from": local_day(read.starts_at).isoformat()}
    return {}


async def _back(talk: Talk, read: Back, person_id: str) -> Reply:
    """Back now ends it; back on a day keeps what is known, and ends it then."""
    if read.ask:
        return await talk.wrong(q.ShowLeaveForm(person_id), Invalid(DOUBTS.get(read.ask, DOUBTS["NOT_READ"])), {})
    if read.at is None:
        return await talk.act(c.EndLeave(person_id), q.ShowLeave(person_id))
    rows = cast(list[Leave], await talk.ask(q.LeaveTold(person_id)))
    if rows and rows[0].starts_at < read.at:
        first = rows[0]
        cover, starts_at = first.covered_by_id or "", first.starts_at
        return await _told(talk, c.TellLeave(starts_at, read.at, cover, person_id, first.id))
    return await _told(talk, c.TellLeave(talk.now(), read.at, "", person_id))


async def _told(talk: Talk, command: c.TellLeave) -> Reply:
    return await talk.act(command, q.ShowLeave(command.person_id))


def period_of(subject: str) -> tuple[str, datetime, datetime | None]:
    """Whose leave ("?" when that is asked as well), from when, until when."""
    found = _PERIOD.fullmatch(subject)
    if found is None:
        raise STALE
    return found[1], _instant(found[2]), _instant(found[3]) if found[3] else None


def _instant(written: str) -> datetime:
    try:
        return datetime.strptime(written, INSTANT).replace(tzinfo=UTC)
    except ValueError:
        raise STALE from None


def whose_cover(subject: str) -> str:
    """Whose colleagues a form's search is for."""
    return period_of(subject)[0] if "@" in subject else leave_of(subject)[0]


async def tell_leave(talk: Talk, subject: str, values: Values) -> Reply:
    """The form of leave: a day that was not touched keeps its hour."""
    person_id, leave_id = leave_of(subject)
    hours: Hours = await talk.ask(q.HoursOf(person_id))
    rows = await talk.ask(q.LeaveTold(person_id)) if leave_id else ()
    old = next((each for each in rows if each.id == leave_id), None)
    first, back_on = (_date(values, name) for name in ("from", "until"))
    now = talk.now()
    starts_at = _kept(first, old.starts_at if old else None) or (
        now if first in (None, local_day(now)) else wall_to_utc(first or local_day(now), _MIDNIGHT)
    )
    ends_at = _kept(back_on, old.ends_at if old else None) or (hours.opens(back_on) if back_on else None)
    if why := doubt(starts_at, ends_at, now):
        raise Invalid(DOUBTS[why])
    cover = await inputs.person(values, "covered_by", _covers(talk, person_id), required=False)
    return await _told(talk, c.TellLeave(starts_at, ends_at, cover, person_id, leave_id))


def _kept(chosen: date | None, known: datetime | None) -> datetime | None:
    return known if chosen is not None and known is not None and local_day(known) == chosen else None


def _date(values: Values, name: str) -> date | None:
    try:
        return date.fromisoformat(inputs.one(values, name)) if inputs.one(values, name) else None
    except ValueError:
        raise Invalid({name: NOT_A_DAY}) from None


async def settle_leave(talk: Talk, subject: str, values: Values) -> Reply:
    """What was not clear of leave that was typed."""
    person_id, starts_at, ends_at = period_of(subject)
    if person_id == "?":
        person_id = await inputs.person(values, "person", _own_people(talk))
    cover = await inputs.person(values, "covered_by", _covers(talk, person_id), required=False)
    return await _told(talk, c.TellLeave(starts_at, ends_at, cover, person_id))


def _covers(talk: Talk, person_id: str) -> Search:
    async def search(words: str) -> tuple[Option, ...]:
        found: tuple[Option, ...] = await talk.ask(q.SearchCover(words, person_id))
        return found

    return search


def _own_people(talk: Talk) -> Search:
    async def search(words: str) -> tuple[Option, ...]:
        found: tuple[Option, ...] = await talk.ask(q.SearchOwnPeople(words))
        return found

    return search
