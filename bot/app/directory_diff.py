"""What an import would do, line by line, before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bot.app.commands import DirectoryChange
from bot.app.current_directory import Case, CurrentDirectory
from bot.app.second_person import addresses_by_person, ended
from bot.domain.people import Address, Desk, Person

PERSON_FIELDS = {
    "name": "name",
    "agency": "agency",
    "councils": "councils",
    "seats": "seats",
    "team": "team",
    "manager_id": "manager",
    "agency_contact_id": "agency contact",
    "phone": "phone",
    "email": "e-mail",
    "works": "hours",
}
DESK_FIELDS = {name: PERSON_FIELDS[name] for name in ("name", "agency", "councils", "seats", "phone", "works")} | {
    "at_once": "at_once"
}


def differences(change: DirectoryChange, current: CurrentDirectory, second: Sequence[str]) -> tuple[str, ...]:
    """Added, changed, moved, leaving; then what needs a second person. Fields by name, never their values."""
    lines = [*_desk_lines(change, current), *_people_lines(change, current), *_leaving(change, current)]
    if second:
        lines += ["Needs a second person:", *(f"  {line}" for line in second)]
    return tuple(lines or ["Nothing changes."])


def _desk_lines(change: DirectoryChange, current: CurrentDirectory) -> Iterator[str]:
    for desk in change.desks:
        known = current.desks.get(desk.id)
        if known is None or known.closed_at is not None:
            yield f"Added desk: {desk.name} ({desk.id})"
        elif fields := _fields(desk, known, DESK_FIELDS):
            yield f"Changed desk: {desk.name} ({desk.id}): {', '.join(fields)}"
    for desk_id in change.gone:
        if desk_id in current.desks:
            yield f"Closing desk: {current.desks[desk_id].name} ({desk_id})"


def _people_lines(change: DirectoryChange, current: CurrentDirectory) -> Iterator[str]:
    serves, cases = _by_person(change)
    addresses = addresses_by_person(change.addresses)
    for person in change.people:
        label, known = f"{person.name} ({person.id})", current.people.get(person.id)
        if known is None or not known.here:
            yield f"{'Added' if known is None else 'Back'}: {label}"
            continue
        fields = _fields(person, known, PERSON_FIELDS)
        if cases.get(person.id, set()) != current.cases.get(person.id, frozenset()):
            fields.append("caseload")
        fields += _channels(addresses.get(person.id, ()), current.addresses.get(person.id, ()))
        if fields:
            yield f"Changed: {label}: {', '.join(fields)}"
        if moved := _moved(serves.get(person.id, set()), current.serves.get(person.id, frozenset())):
            yield f"Moved desk: {label}: {moved}"


def _by_person(change: DirectoryChange) -> tuple[dict[str, set[str]], dict[str, set[Case]]]:
    serves: dict[str, set[str]] = {}
    cases: dict[str, set[Case]] = {}
    for member in change.members:
        serves.setdefault(member.person_id, set()).add(member.desk_id)
    for case in change.caseloads:
        cases.setdefault(case.person_id, set()).add((case.council, case.reference))
    return serves, cases


def _fields(new: Person | Desk, old: Person | Desk, names: dict[str, str]) -> list[str]:
    return [words for name, words in names.items() if getattr(new, name) != getattr(old, name)]


def _channels(wanted: Iterable[Address], now: Iterable[Address]) -> list[str]:
    after = {(each.channel, each.tenant) for each in wanted if each.channel != "email"}
    before = {(each.channel, each.tenant) for each in now if each.channel != "email" and not ended(each)}
    return sorted({channel for channel, _ in after ^ before})


def _moved(after: set[str], before: frozenset[str]) -> str:
    parts = [f"leaves {each}" for each in sorted(before - after)] + [
        f"joins {each}" for each in sorted(after - before)
    ]
    return ", ".join(parts)


def _leaving(change: DirectoryChange, current: CurrentDirectory) -> Iterator[str]:
    going = set(change.gone)
    for person_id in change.gone:
        person = current.people.get(person_id)
        if person is None:
            continue
        waiting = current.waiting.get(person_id)
        cases = len(current.cases.get(person_id, ()))
        held = f"{cases} case{'s' if cases > 1 else ''}" if cases else ""
        what = ", ".join(each for each in (waiting.words if waiting else "", held) if each)
        heir = next(
            (each for each in (person.manager_id, person.agency_contact_id) if each and each not in going), ""
        )
        to = (
            f"; then with {current.people[heir].name}"
            if heir in current.people
            else "; then with whoever is above them"
        )
        yield f"Leaving: {person.name} ({person_id}): {what + to if what else 'nothing waits for them'}"
