"""The directory's use-cases: a checked file is written whole, people leave, accounts are bound and lost."""

from __future__ import annotations

from collections import Counter, defaultdict

from bot.app import addresses
from bot.app.addresses import write_addresses
from bot.app.commands import DirectoryChange, ImportDirectory, PersonLeaves
from bot.app.current_directory import CurrentDirectory, read_current
from bot.app.directory_diff import PERSON_FIELDS
from bot.app.leaving import desk_closes, everybody_leaves, person_leaves
from bot.app.second_person import needs_second_person
from bot.app.work import Work
from bot.domain.errors import Refusal
from bot.domain.people import Caseload, DeskMember, Person


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
            f"Nothing was saved: {len(second)} of the changes need a second person. Look at the dry run together, then "
            "import again with --second-person and their name.",
        )
    done: Counter[str] = Counter()
    await _desks(work, change, current, done)
    await _people(work, change, current, done)
    await _members(work, change)
    await _caseloads(work, change)
    await write_addresses(work, change, current)
    for desk_id in change.gone:
        if desk_id in current.desks:
            await desk_closes(work, current.desks[desk_id])
            done["desks_closed"] += 1
    leavers = [current.people[each] for each in change.gone if each in current.people and current.people[each].here]
    await everybody_leaves(work, leavers)
    done["left"] += len(leavers)
    councils = {code for each in (*change.people, *change.desks, *leavers) for code in each.councils}
    for code in sorted(councils):
        await work.note("directory_imported", "directory", code, second_person=confirmed_by if second else "", **done)
    return dict(done)


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
            await work.note(f"person_{verb}", person.id, person.councils[0], fields=fields, seats=_seats(person))


def _seats(person: Person) -> list[str]:
    return sorted(person.seats)


async def _members(work: Work, change: DirectoryChange) -> None:
    """Rows are never deleted: one no longer needed goes to a new member, or doubles one who stays."""
    named = {each.id for each in change.people}
    wanted: defaultdict[str, set[str]] = defaultdict(set)
    for member in change.members:
        wanted[member.desk_id].add(member.person_id)
    rows: defaultdict[str, list[DeskMember]] = defaultdict(list)
    for row in await work.uow.desk_members.where():
        rows[row.desk_id].append(row)
    for desk_id in sorted(wanted.keys() | rows.keys()):
        there: set[str] = set()
        spare: list[DeskMember] = []
        for row in rows[desk_id]:
            stays = row.person_id not in named or row.person_id in wanted[desk_id]
            if stays and row.person_id not in there:
                there.add(row.person_id)
            else:
                spare.append(row)
        for person_id in sorted(wanted[desk_id] - there):
            if spare:
                row = spare.pop()
                row.person_id = person_id
                await work.uow.desk_members.save(row)
            else:
                await work.uow.desk_members.add(DeskMember(work.new_id(), desk_id, person_id))
        for row in spare:
            if row.person_id in named and row.person_id not in wanted[desk_id] and (there | wanted[desk_id]):
                row.person_id = min(wanted[desk_id] or there)
                await work.uow.desk_members.save(row)


async def _caseloads(work: Work, change: DirectoryChange) -> None:
    """Rows are never deleted: one no longer needed is used again, or keeps an empty reference that finds nobody."""
    named, gone = {each.id for each in change.people}, set(change.gone)
    wanted = {(each.council, each.reference, each.person_id) for each in change.caseloads}
    held = {(council, reference) for council, reference, _ in wanted}
    spare: list[Caseload] = []
    for row in await work.uow.caseloads.where():
        line = (row.council, row.reference, row.person_id)
        if line in wanted:
            wanted.remove(line)
        elif row.person_id in named or not row.reference or (row.person_id in gone and line[:2] in held):
            spare.append(row)
    for council, reference, person_id in sorted(wanted):
        if spare:
            row = spare.pop()
            row.council, row.reference, row.person_id = council, reference, person_id
            await work.uow.caseloads.save(row)
        else:
            await work.uow.caseloads.add(Caseload(work.new_id(), council, person_id, reference))
    for row in spare:
        if row.reference:
            row.reference = ""
            await work.uow.caseloads.save(row)


HANDLERS = {**addresses.HANDLERS, ImportDirectory: import_directory, PersonLeaves: person_leaves}
