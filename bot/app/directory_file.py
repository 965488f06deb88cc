"""A directory file read whole: the change it asks for, or every problem in it, and what it would do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from bot.app.commands import DirectoryChange
from bot.app.current_directory import CurrentDirectory
from bot.app.directory_checks import check_together, councils_of
from bot.app.directory_diff import differences
from bot.app.directory_entry import DESK, PERSON, Entry, read_entry
from bot.app.directory_rows import read_rows
from bot.app.second_person import ended, touchy_changes
from bot.app.spreadsheet import Unreadable
from bot.domain.people import Address, Caseload, Desk, DeskMember, Person
from bot.policy import Policies

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class DirectoryReading:
    """All or nothing: with any problem there is no change. `second` is part of `diff`: what two people must see."""

    change: DirectoryChange | None
    problems: tuple[str, ...] = ()
    diff: tuple[str, ...] = ()
    second: tuple[str, ...] = ()


def read_directory(text: str | bytes, policies: Policies, current: CurrentDirectory) -> DirectoryReading:
    """Read a file against the directory as it is. Never raises for what a file holds.

    A problem says the row and what to write, and never repeats an e-mail address, a number or a case.
    """
    try:
        rows = read_rows(text)
    except Unreadable as unreadable:
        return DirectoryReading(None, unreadable.lines)
    entries = [read_entry(row, policies) for row in rows]
    check_together(entries, current)
    problems = tuple(f"{each.label}: {'; '.join(each.wrong)}." for each in entries if each.wrong)
    if problems:
        return DirectoryReading(None, problems)
    change = _change(entries, current)
    second = touchy_changes(change, current, policies).words()
    return DirectoryReading(change, (), differences(change, current, second), second)


def _change(entries: Sequence[Entry], current: CurrentDirectory) -> DirectoryChange:
    """Everything as it shall be for everybody named in `people`; ids of lines are given when they are written."""
    scope = councils_of(entries)
    here = [person for person in _unnamed(entries, current.people) if person.here and scope & set(person.councils)]
    open_desks = [
        desk for desk in _unnamed(entries, current.desks) if not desk.closed_at and scope & set(desk.councils)
    ]
    rest = {person.id: _elsewhere(person.councils, scope) for person in here}
    rest |= {desk.id: _elsewhere(desk.councils, scope) for desk in open_desks}
    staying = [replace(person, councils=rest[person.id]) for person in here if rest[person.id]]
    people = [*(_person(each, scope, current) for each in entries if each.kind == PERSON), *staying]
    desks = [_desk(each, scope, current) for each in entries if each.kind == DESK]
    desks += [replace(desk, councils=rest[desk.id]) for desk in open_desks if rest[desk.id]]
    return DirectoryChange(
        tuple(people),
        tuple(desks),
        (*_members(entries), *_members_as_they_are(staying, current)),
        (*_cases(entries), *_cases_elsewhere(people, scope, current)),
        (*_addresses(entries), *_addresses_as_they_are(staying, current)),
        tuple(each for each, councils in rest.items() if not councils),
    )


def _unnamed(entries: Sequence[Entry], known: Mapping[str, T]) -> list[T]:
    named = {each.id for each in entries}
    return [each for each_id, each in known.items() if each_id not in named]


def _members(entries: Sequence[Entry]) -> list[DeskMember]:
    return [DeskMember("", desk, each.id) for each in entries for desk in each.desks]


def _members_as_they_are(people: Sequence[Person], current: CurrentDirectory) -> list[DeskMember]:
    return [DeskMember("", desk, each.id) for each in people for desk in sorted(current.serves.get(each.id, ()))]


def _cases(entries: Sequence[Entry]) -> list[Caseload]:
    return [Caseload("", code, each.id, reference) for each in entries for code, reference in each.cases]


def _cases_elsewhere(people: Sequence[Person], scope: set[str], current: CurrentDirectory) -> list[Caseload]:
    """What these people hold for councils that the file says nothing about stays as it is."""
    return [
        Caseload("", code, person.id, reference)
        for person in people
        for code, reference in sorted(current.cases.get(person.id, ()))
        if code not in scope
    ]


def _elsewhere(councils: tuple[str, ...], scope: set[str]) -> tuple[str, ...]:
    return tuple(code for code in councils if code not in scope)


def _person(entry: Entry, scope: set[str], current: CurrentDirectory) -> Person:
    known = current.people.get(entry.id)
    kept = _elsewhere(known.councils, scope) if known and known.here else ()
    return Person(
        entry.id,
        entry.name,
        entry.agency,
        (*entry.councils, *kept),
        entry.seats,
        entry.team,
        entry.manager or None,
        entry.agency_contact or None,
        entry.phone,
        entry.email,
        entry.hours,
        # The hour of their list is the person's own choice: no file knows it.
        known.digest_at if known else "",
    )


def _desk(entry: Entry, scope: set[str], current: CurrentDirectory) -> Desk:
    known = current.desks.get(entry.id)
    kept = _elsewhere(known.councils, scope) if known and known.closed_at is None else ()
    councils = (*entry.councils, *kept)
    return Desk(entry.id, entry.name, entry.agency, councils, entry.seats, entry.phone, entry.hours, entry.at_once)


def _addresses(entries: Sequence[Entry]) -> list[Address]:
    return [address for each in entries if each.kind == PERSON for address in _ways_to_reach(each)]


def _addresses_as_they_are(people: Sequence[Person], current: CurrentDirectory) -> list[Address]:
    return [replace(row) for each in people for row in current.addresses.get(each.id, ()) if not ended(row)]


def _ways_to_reach(entry: Entry) -> list[Address]:
    """The ways to reach this person, the first one first; the platform says later which account is theirs."""
    found = [
        Address("", entry.id, channel, tenant, account, entry.email, listed=bool(account))
        for channel, tenant, account in entry.accounts
    ]
    if entry.email:
        found.append(Address("", entry.id, "email", "", "", entry.email))
    for rank, address in enumerate(found):
        address.rank = rank
    return found
