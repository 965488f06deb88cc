"""The lines between people and desks, and between people and cases. Rows are never deleted, but used again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from bot.app.commands import DirectoryChange
from bot.app.work import Work
from bot.domain.people import Caseload, DeskMember


async def write_members(work: Work, change: DirectoryChange) -> None:
    """Who serves which desk, as the file says for everybody in it; anybody else's membership stays."""
    named = {each.id for each in change.people}
    wanted: defaultdict[str, set[str]] = defaultdict(set)
    for member in change.members:
        wanted[member.desk_id].add(member.person_id)
    rows: defaultdict[str, list[DeskMember]] = defaultdict(list)
    for row in await work.uow.desk_members.where():
        rows[row.desk_id].append(row)
    for desk_id in sorted(wanted.keys() | rows.keys()):
        serving = wanted[desk_id] | {row.person_id for row in rows[desk_id] if row.person_id not in named}
        await _staff(work, desk_id, serving, rows[desk_id])


async def _staff(work: Work, desk_id: str, serving: set[str], rows: Iterable[DeskMember]) -> None:
    """A row that nobody needs goes to a new member; else it doubles one who serves, which changes nothing."""
    there: set[str] = set()
    spare: list[DeskMember] = []
    for row in rows:
        if row.person_id in serving and row.person_id not in there:
            there.add(row.person_id)
        else:
            spare.append(row)
    for person_id in sorted(serving - there):
        if spare:
            await _give(work, spare.pop(), person_id)
        else:
            await work.uow.desk_members.add(DeskMember(work.new_id(), desk_id, person_id))
    for row in spare:
        if serving and row.person_id not in serving:
            await _give(work, row, min(serving))


async def _give(work: Work, row: DeskMember, person_id: str) -> None:
    row.person_id = person_id
    await work.uow.desk_members.save(row)


async def write_caseloads(work: Work, change: DirectoryChange) -> None:
    """Who holds which case. A row that nobody needs keeps an empty reference, which finds nobody.

    A leaver's case that the file gives to somebody is theirs alone; any other goes to the leaver's manager later.
    """
    named, gone = {each.id for each in change.people}, set(change.gone)
    wanted = {(each.council, each.reference, each.person_id) for each in change.caseloads}
    held = {(council, reference) for council, reference, _ in wanted}
    spare: list[Caseload] = []
    for row in await work.uow.caseloads.where():
        case = (row.council, row.reference)
        if (*case, row.person_id) in wanted:
            wanted.remove((*case, row.person_id))
        elif row.person_id in named or not row.reference or (row.person_id in gone and case in held):
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
