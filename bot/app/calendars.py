"""Whose free/busy calendars are read: the operator keeps an address, or takes it away."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.app.calendar_round import empty
from bot.app.commands import Command, KeepCalendar
from bot.app.work import Handler, Work
from bot.domain.diary import Calendar
from bot.domain.errors import Refusal

NOT_AN_ADDRESS = (
    "That is not the address of a calendar: it begins with https:// or webcal://. Nothing was saved. "
    "Copy it from the calendar's own sharing page."
)
NOBODY = "Nobody in the directory has that id. Nothing was saved. Look the id up in the directory file."
_ADDRESS = re.compile(r"(?:https|http|webcals?)://[\x21-\x7e]{3,2000}", re.IGNORECASE)


async def keep_calendar(command: KeepCalendar, work: Work) -> None:
    """One calendar a person; another address starts from nothing, and an empty one forgets it."""
    person = await work.uow.people.get(command.person_id)
    address = command.address.strip()
    if person is None or (address and not person.here):
        raise Refusal("no_person", NOBODY)
    if address and not _ADDRESS.fullmatch(address):
        raise Refusal("not_an_address", NOT_AN_ADDRESS)
    council = person.councils[0] if person.councils else ""
    kept = await work.uow.calendars.where(person_id=person.id)
    for each in kept:
        await empty(each, work)
    if address and kept:
        again = kept[0]
        again.address, again.added_at, again.tried_at = address, work.now, None
        await work.uow.calendars.save(again)
    elif address:
        await work.uow.calendars.add(Calendar(work.new_id(), person.id, address, work.now))
    if address or kept:
        await work.note("calendar_kept" if address else "calendar_forgotten", person.id, council)


HANDLERS: Mapping[type[Command], Handler] = {KeepCalendar: keep_calendar}
