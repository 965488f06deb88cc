"""What one person alone must not change: whose account somebody's is, who chairs or manages, half a directory.

Whoever can write `a director` beside their own chat account can read every case; so a second person looks first. The
same holds for whoever becomes the manager of those who call meetings: a manager may see and do what they may.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.app.commands import DirectoryChange
from bot.app.current_directory import CurrentDirectory
from bot.domain.people import Address, Person
from bot.policy import Policies

# [A] A file cut short looks like a council in which many have left on one day.
FEW = 5
SHARE = 4


@dataclass(frozen=True, slots=True)
class Touchy:
    """What a second person must see: a line for each person, those whose account changes, and a mass leaving."""

    lines: Mapping[str, str]
    accounts: tuple[str, ...] = ()
    leaving: str = ""

    def __bool__(self) -> bool:
        return bool(self.lines or self.leaving)

    @property
    def is_one_account(self) -> bool:
        """True when one person's account is all there is: then whoever reads mail there can say that it is right.

        Of several, one could say it for the others.
        """
        return len(self.lines) == len(self.accounts) == 1 and not self.leaving

    def words(self) -> tuple[str, ...]:
        """A plain line for each; names, ids and fields only."""
        return (*self.lines.values(), *((self.leaving,) if self.leaving else ()))


def touchy_changes(change: DirectoryChange, current: CurrentDirectory, policies: Policies) -> Touchy:
    """All such changes of a file, against the directory as it is. The first file of all has none."""
    chairs = {rule.seat for code in policies.councils for rule in policies.of(code).chairs}
    wanted = addresses_by_person(change.addresses)
    lead_now, lead_then = _leads(each for each in current.people.values() if each.here), _leads(change.people)
    lines: dict[str, str] = {}
    accounts: list[str] = []
    for person in change.people if current.people else ():
        known = current.people.get(person.id)
        now = current.addresses.get(person.id, ())
        of_account = [*_account_changes(person, known, wanted.get(person.id, ()), now)] if known else []
        what = [*of_account, *_chair_changes(person, known, chairs)]
        what += ["manages social care now"] if person.id in lead_then - lead_now else []
        if of_account:
            accounts.append(person.id)
        if what:
            lines[person.id] = f"{person.name} ({person.id}): {', '.join(what)}"
    leaving = [each for each in change.gone if each in current.people]
    here = sum(1 for each in current.people.values() if each.here)
    many = len(leaving) > FEW and len(leaving) * SHARE > here
    words = f"{len(leaving)} of {here} people would leave: is the file whole?" if many else ""
    return Touchy(lines, tuple(accounts), words)


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


def _chair_changes(person: Person, known: Person | None, chairs: set[str]) -> Iterable[str]:
    before, after = _chairs_of(known, chairs), _chairs_of(person, chairs)
    for seat, council in sorted(after - before):
        yield f"can chair now ({seat}, {council})"
    for seat, council in sorted(before - after):
        yield f"chairs no more ({seat}, {council})"


def _chairs_of(person: Person | None, chairs: set[str]) -> set[tuple[str, str]]:
    """Which seats that chair, at which council."""
    if person is None or not person.here:
        return set()
    return {(seat, council) for seat in set(person.seats) & chairs for council in person.councils}


def _leads(people: Iterable[Person]) -> set[str]:
    """Ids of the managers of those who may call meetings."""
    return {each.manager_id for each in people if each.agency == "social_care" and each.manager_id}
