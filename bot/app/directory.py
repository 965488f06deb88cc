"""The directory's use-cases: a checked file is written whole, people leave, accounts are bound and lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from bot.app import addresses
from bot.app.addresses import write_addresses
from bot.app.commands import Command, DirectoryChange, ImportDirectory, PersonLeaves
from bot.app.current_directory import CurrentDirectory, read_current
from bot.app.directory_diff import PERSON_FIELDS
from bot.app.directory_lines import write_caseloads, write_members
from bot.app.excluding import keep_out_newcomers
from bot.app.leaving import desk_closes, everybody_leaves, person_leaves
from bot.app.second_person import needs_second_person
from bot.app.work import Work
from bot.domain.errors import Refusal
from bot.domain.people import Person


async def import_directory(command: ImportDirectory, work: Work) -> dict[str, int]:
    """Write every row, then let go of those who are not in the file; counts of what was done.

    Refused as a whole while a change that two people must have seen has been seen by one.
    """
    change, current = command.change, await read_current(work.uow, waiting=False)
    second = needs_second_person(change, current, work.policies)
    confirmed_by = " ".join(command.confirmed_by.split())[:100]
    if second and not confirmed_by:
        raise Refusal(
            "needs_second_person",
            f"Nothing was saved: {len(second)} of the changes need a second person. Look at the dry run together, "
            "then import again with --second-person and their name.",
        )
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
        seen_by = confirmed_by if second else ""
        await work.note("directory_imported", "directory", code, second_person=seen_by, counts=dict(done))
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
    PersonLeaves: person_leaves,
}
