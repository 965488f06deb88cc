"""What one person alone must not change: whose account somebody's is, who chairs, and half a directory at once.

Whoever can write `a director` beside their own chat account can read every case; so a second person looks first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from bot.app.commands import DirectoryChange
from bot.app.current_directory import CurrentDirectory
from bot.domain.people import Address, Person
from bot.policy import Policies

# [A] A file cut short looks like a council in which many have left on one day.
FEW = 5
SHARE = 4


def needs_second_person(change: DirectoryChange, current: CurrentDirectory, policies: Policies) -> tuple[str, ...]:
    """A plain line for each such change; names, ids and fields only."""
    chairs = {rule.seat for code in policies.councils for rule in policies.of(code).chairs}
    wanted = addresses_by_person(change.addresses)
    found: list[str] = []
    for person in change.people:
        known = current.people.get(person.id)
        if known is None:
            continue
        what = [
            *_account_changes(person, known, wanted.get(person.id, ()), current.addresses.get(person.id, ())),
            *_chair_changes(person, known, chairs),
        ]
        if what:
            found.append(f"{person.name} ({person.id}): {', '.join(what)}")
    leaving = [each for each in change.gone if each in current.people]
    here = sum(1 for each in current.people.values() if each.here)
    if len(leaving) > FEW and len(leaving) * SHARE > here:
        found.append(f"{len(leaving)} of {here} people would leave: is the file whole?")
    return tuple(found)


def addresses_by_person(addresses: Iterable[Address]) -> Mapping[str, tuple[Address, ...]]:
    """The same addresses, by whose they are."""
    found: defaultdict[str, list[Address]] = defaultdict(list)
    for address in addresses:
        found[address.person_id].append(address)
    return {person_id: tuple(each) for person_id, each in found.items()}


def ended(address: Address) -> bool:
    """True for an address that the directory itself has put aside."""
    return address.state == "dead" and address.reason in ("left", "replaced")


def _account_changes(
    person: Person, known: Person, wanted: tuple[Address, ...], now: tuple[Address, ...]
) -> Iterable[str]:
    if person.email != known.email:
        yield "e-mail address"
    for channel in sorted({each.channel for each in (*wanted, *now)} - {"email"}):
        # Whoever comes back had these addresses when they left.
        lasting = [each for each in now if not ended(each) or (not known.here and each.reason == "left")]
        before = {each.tenant: each.account for each in lasting if each.channel == channel}
        after = {each.tenant: each.account for each in wanted if each.channel == channel}
        listed = {tenant: account for tenant, account in after.items() if account}
        if before.keys() != after.keys() or listed.items() - before.items():
            yield f"chat account ({channel})"


def _chair_changes(person: Person, known: Person, chairs: set[str]) -> Iterable[str]:
    before = set(known.seats) & chairs if known.here else set[str]()
    after = set(person.seats) & chairs
    for seat in sorted(after - before):
        yield f"can chair now ({seat})"
    for seat in sorted(before - after):
        yield f"chairs no more ({seat})"
