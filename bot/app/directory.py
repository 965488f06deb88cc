"""The directory's use-cases: a checked file is written whole, people leave, accounts are bound and lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from bot.app import addresses
from bot.app.addresses import write_addresses
from bot.app.commands import Command, ConfirmDirectory, DirectoryChange, ImportDirectory, PersonLeaves
from bot.app.current_directory import CurrentDirectory, read_current
from bot.app.directory_diff import PERSON_FIELDS
from bot.app.directory_holds import WRONG_CODE, Held, hold, second_seen
from bot.app.directory_lines import write_caseloads, write_members
from bot.app.excluding import keep_out_newcomers
from bot.app.leaving import desk_closes, everybody_leaves, person_leaves
from bot.app.second_person import touchy_changes
from bot.app.work import Work
from bot.domain.people import Person


async def import_directory(command: ImportDirectory, work: Work) -> dict[str, int] | Held:
    """Write every row, then let go of those who are not in the file; counts of what was done.

    Held as a whole when there is a change in it that two people must have seen.
    """
    current = await read_current(work.uow, waiting=False)
    touchy = touchy_changes(command.change, current, work.policies)
    if touchy:
        return await hold(command.change, touchy, work, command.by)
    return await _write(command.change, current, work, command.by, "")


async def confirm_directory(command: ConfirmDirectory, work: Work) -> dict[str, int] | str:
    """The same once a second person brings the same file; in words when their code is wrong."""
    current = await read_current(work.uow, waiting=False)
    touchy = touchy_changes(command.change, current, work.policies)
    second = await second_seen(command.change, touchy, work, command.by, command.code)
    if second is None:
        return WRONG_CODE
    return await _write(command.change, current, work, command.by, second)


async def _write(
    change: DirectoryChange, current: CurrentDirectory, work: Work, by: str, second: str
) -> dict[str, int]:
    done: Counter[str] = Counter()
    await _desks(work, change, current, done)
    await _people(work, change, current, done)
    await write_members(work, change)
    await write_caseloads(work, change)
    await write_addresses(work, change, current)
    for desk_id in change.gone:
        if desk_id in current.desks:
            await desk_closes(work, current.desks[desk_id])
            done["desks_closed"] += 1
    await keep_out_newcomers(work, _renamed(change, current))
    leavers = [current.people[each] for each in change.gone if each in current.people and current.people[each].here]
    await everybody_leaves(work, leavers)
    done["left"] += len(leavers)
    for code in sorted({code for each in (*change.people, *leavers) for code in each.councils}):
        await work.note("directory_imported", "directory", code, by=by, second_person=second, counts=dict(done))
    return dict(done)


def _renamed(change: DirectoryChange, current: CurrentDirectory) -> list[Person]:
    """Those who were not here under this name."""
    before = {person.id: person.name for person in current.people.values() if person.here}
    return [person for person in change.people if before.get(person.id) != person.name]


async def _desks(work: Work, change: DirectoryChange, current: CurrentDirectory, done: Counter[str]) -> None:
    for desk in change.desks:
        known = current.desks.get(desk.id)
        if known is None:
            await work.uow.desks.add(desk)
        elif desk != known:
            await work.uow.desks.save(desk)
        if desk != known:
            done["desks"] += 1
            await work.note("desk_written", desk.id, desk.councils[0])


async def _people(work: Work, change: DirectoryChange, current: CurrentDirectory, done: Counter[str]) -> None:
    for person in change.people:
        known = current.people.get(person.id)
        if known is None:
            await work.uow.people.add(person)
            done["added"] += 1
            await work.note("person_added", person.id, person.councils[0])
        elif person != known:
            await work.uow.people.save(person)
            verb = "changed" if known.here else "back"
            done[verb] += 1
            fields = sorted(name for name in PERSON_FIELDS if getattr(person, name) != getattr(known, name))
            await work.note(
                f"person_{verb}", person.id, person.councils[0], fields=fields, seats=sorted(person.seats)
            )


HANDLERS: Mapping[type[Command], Any] = {
    **addresses.HANDLERS,
    ImportDirectory: import_directory,
    ConfirmDirectory: confirm_directory,
    PersonLeaves: person_leaves,
}
