"""What rows of a directory file say about one another: ids, managers, desks, and that everybody can be reached."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from bot.app.current_directory import CurrentDirectory
from bot.app.directory_entry import DESK, PERSON, Entry
from bot.domain.people import Desk, Person

TAKEN = "same {0} as row {1}, write each one's own"


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Whom the file's rows may name: each other, and those of councils that the file says nothing about."""

    people: dict[str, Entry]
    desks: dict[str, Entry]
    others: dict[str, Person]
    other_desks: dict[str, Desk]

    @classmethod
    def of(cls, entries: Sequence[Entry], current: CurrentDirectory) -> Neighbours:
        """Sort out who stays, the file's own rows apart."""
        scope, named = councils_of(entries), {each.id for each in entries}
        return cls(
            {each.id: each for each in entries if each.kind == PERSON and each.id},
            {each.id: each for each in entries if each.kind == DESK and each.id},
            {p.id: p for p in current.people.values() if p.here and p.id not in named and set(p.councils) - scope},
            {
                d.id: d
                for d in current.desks.values()
                if d.closed_at is None and d.id not in named and set(d.councils) - scope
            },
        )

    def manager_of(self, person_id: str) -> str:
        """Their manager's id, "" at the top."""
        entry, other = self.people.get(person_id), self.others.get(person_id)
        return entry.manager if entry else (other.manager_id or "") if other else ""

    def knows(self, person_id: str) -> bool:
        """True when somebody has this id."""
        return person_id in self.people or person_id in self.others


def councils_of(entries: Iterable[Entry]) -> set[str]:
    """The councils that a file is about."""
    return {code for each in entries for code in each.councils}


def check_together(entries: Sequence[Entry], current: CurrentDirectory) -> None:
    """Add what is wrong to each row."""
    near = Neighbours.of(entries, current)
    people = [each for each in entries if each.kind == PERSON]
    _unique(entries, near, current)
    for entry in entries:
        _against_current(entry, current)
    named_above = {each.manager for each in people if each.manager != each.id}
    named_above |= {each.agency_contact for each in people if each.agency_contact != each.id}
    for entry in people:
        _desks(entry, near)
        _above(entry, near, named_above)
        _reachable(entry)
    _loops(people, near)
    served = {desk for each in people for desk in each.desks}
    served |= {desk for person_id in near.others for desk in current.serves.get(person_id, ())}
    for entry in near.desks.values():
        if entry.id not in served:
            entry.wrong.append("nobody serves this desk, write its id under desk for its members")


def _unique(entries: Sequence[Entry], near: Neighbours, current: CurrentDirectory) -> None:
    _each_own(entries, "id", lambda each: each.id, {})
    emails = {person.email: "another council's person" for person in near.others.values() if person.email}
    _each_own(entries, "email", lambda each: each.email, emails)
    accounts = {
        f"{address.tenant}/{address.account}": "another council's person"
        for person_id in near.others
        for address in current.addresses.get(person_id, ())
        if address.account
    }
    for channel in sorted({channel for each in entries for channel, _, _ in each.accounts}):
        _each_own(entries, "chat account", partial(_account_in, channel), accounts)


def _account_in(channel: str, entry: Entry) -> str:
    return next(
        (f"{tenant}/{account}" for name, tenant, account in entry.accounts if name == channel and account), ""
    )


def _each_own(
    entries: Sequence[Entry], what: str, value_of: Callable[[Entry], str], elsewhere: dict[str, str]
) -> None:
    rows: dict[str, int] = {}
    for entry in entries:
        value = value_of(entry)
        if value and value in rows:
            entry.wrong.append(TAKEN.format(what, rows[value]))
        elif value in elsewhere:
            entry.wrong.append(f"same {what} as {elsewhere[value]}, write each one's own")
        elif value:
            rows[value] = entry.number


def _against_current(entry: Entry, current: CurrentDirectory) -> None:
    known = current.people.get(entry.id)
    if entry.id in (current.desks if entry.kind == PERSON else current.people):
        entry.wrong.append(f"id is a {DESK if entry.kind == PERSON else PERSON}'s already, write another")
    # Two councils' staff numbers may be the same; only the e-mail says that it is one person.
    elif known is not None and _elsewhere(known, entry) and not (entry.email and known.email == entry.email):
        entry.wrong.append("id is another council's person already, put the council's code before it")


def _elsewhere(known: Person, entry: Entry) -> bool:
    return known.here and not set(known.councils) & set(entry.councils)


def _desks(entry: Entry, near: Neighbours) -> None:
    for desk_id in entry.desks:
        desk: Entry | Desk | None = near.desks.get(desk_id) or near.other_desks.get(desk_id)
        if desk is None:
            entry.wrong.append("serves a desk that is not in the file, add the desk's row or mend its id")
        elif not set(desk.councils) <= set(entry.councils):
            more = " ".join(sorted(set(desk.councils) - set(entry.councils)))
            entry.wrong.append(f"desk {desk.id} also serves {more}, add it to this person's councils")


def _above(entry: Entry, near: Neighbours, named_above: set[str]) -> None:
    """Somebody must be there who is told when this person does not answer."""
    if not entry.manager and not entry.agency_contact:
        entry.wrong.append("neither manager nor agency contact, write the id of one of them")
    if entry.manager == entry.id and entry.id:
        entry.wrong.append("is their own manager, write the id of somebody above them or leave it empty")
    elif entry.manager and not near.knows(entry.manager):
        entry.wrong.append("manager is not in the file, add their row or mend the id")
    if entry.agency_contact and not near.knows(entry.agency_contact):
        entry.wrong.append("agency contact is not in the file, add their row or mend the id")
    at_the_top = not entry.manager and entry.id in named_above
    if entry.id and entry.agency_contact == entry.id and not at_the_top:
        entry.wrong.append(
            "is their own agency contact, which only the head of an agency can be: write somebody else's id"
        )


def _reachable(entry: Entry) -> None:
    if entry.wrong:
        return
    if not (entry.accounts or entry.email or entry.phone):
        entry.wrong.append("cannot be reached, write a slack, teams, email or phone")
    for channel, _, account in entry.accounts:
        if not account and not entry.email:
            entry.wrong.append(f"{channel} alone does not say which account is theirs, write their work email too")


def _loops(people: Sequence[Entry], near: Neighbours) -> None:
    """Say each circle of managers once, at its first row."""
    safe: set[str] = set()
    for entry in people:
        path: list[str] = []
        on_path: set[str] = set()
        at = entry.id
        while at and at not in safe and at not in on_path:
            path.append(at)
            on_path.add(at)
            at = near.manager_of(at)
        if at in on_path:
            _say_loop(path[path.index(at) :], near)
        safe |= on_path


def _say_loop(loop: Sequence[str], near: Neighbours) -> None:
    rows = [near.people[each] for each in loop if each in near.people]
    if len(loop) > 1 and rows:
        circle = " → ".join([*loop[:6], "…"] if len(loop) > 6 else [*loop, loop[0]])
        first = min(rows, key=lambda row: row.number)
        first.wrong.append(f"managers go in a circle ({circle}), give one of them another manager")
