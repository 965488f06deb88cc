"""What is wrong with a directory and its rooms: people who could not be asked, seats that nobody fills."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from bot.app.current_directory import CurrentDirectory
from bot.app.ports import Finding
from bot.domain.people import Address, Desk, Person
from bot.policy import Policies, Policy

_IMPORT = "Correct the directory file and run `quorate directory import` again."
_NAMED = 5


def directory_findings(current: CurrentDirectory, policies: Policies, channels: Collection[str]) -> list[Finding]:
    """One finding for each thing that has to be right, councils by code. `channels` are those that are set up."""
    here = [each for each in current.people.values() if each.here]
    if not here:
        return [Finding("directory", False, "Nobody is in the directory.", "Run `quorate directory import FILE`.")]
    found = [Finding("directory", True, f"{len(here)} people are in the directory."), _managers(here, current)]
    found.append(_reachable(here, current, channels))
    for code in policies.councils:
        found += _council(code, policies.of(code), here, current.desks.values())
    return found


def tenant_findings(current: CurrentDirectory, channel: str, allowed: Collection[str]) -> list[Finding]:
    """People whose account is in an organisation that may not use Quorate: they would never get anything."""
    here = {each.id for each in current.people.values() if each.here}
    addresses = [each for person_id in here for each in current.addresses.get(person_id, ())]
    strange = {each.tenant for each in addresses if each.channel == channel and each.tenant} - set(allowed)
    if not strange:
        return [Finding(f"{channel} tenants", True, "Everybody's organisation may use Quorate.")]
    words = (
        f"{len(strange)} organisation(s) in the directory may not use Quorate: {', '.join(sorted(strange)[:_NAMED])}."
    )
    mend = f"Add them to QUORATE_{channel.upper()}_TENANTS, or correct the directory."
    return [Finding(f"{channel} tenants", False, words, mend)]


def _managers(here: Sequence[Person], current: CurrentDirectory) -> Finding:
    lacking = [each for each in here if not _answered_for(each, current)]
    if not lacking:
        return Finding("managers", True, "Everybody has a manager or an agency contact.")
    return Finding("managers", False, f"Without a manager or agency contact: {_some(lacking)}.", _IMPORT)


def _answered_for(person: Person, current: CurrentDirectory) -> bool:
    above = (current.people.get(each) for each in (person.manager_id, person.agency_contact_id) if each)
    return any(each is not None and each.here for each in above)


def _reachable(here: Sequence[Person], current: CurrentDirectory, channels: Collection[str]) -> Finding:
    def live(address: Address) -> bool:
        return address.channel in channels and address.state != "dead"

    lost = [each for each in here if not any(live(address) for address in current.addresses.get(each.id, ()))]
    if not lost:
        return Finding("reachable", True, "Everybody can be reached in a channel that is set up.")
    mend = "Give them a chat address in a channel that is set up, or install the app for them."
    return Finding("reachable", False, f"Nobody can reach: {_some(lost)}.", mend)


def _council(code: str, policy: Policy, here: Sequence[Person], desks: Collection[Desk]) -> Iterator[Finding]:
    open_desks = [each for each in desks if each.closed_at is None]
    who: list[Person | Desk] = [*here, *open_desks]
    filled = {seat for each in who if code in each.councils for seat in each.seats}
    empty = [policy.seat(seat).label for seat in _always_needed(policy) if seat not in filled]
    if empty:
        yield Finding(f"{code} seats", False, f"Nobody fills: {', '.join(empty)}.", _IMPORT)
    else:
        yield Finding(f"{code} seats", True, "Somebody fills each seat that is always needed.")
    yield _rooms(code, policy)


def _always_needed(policy: Policy) -> list[str]:
    """Chair, social care, police and health of each age: the kinds of seat that no meeting goes without."""
    health = [policy.known_professional.unborn, *(band.seat for band in policy.known_professional.by_age)]
    chairs = [each.seat for each in policy.chairs if not each.concerns and not each.urgencies]
    police = [each.seat for each in policy.police_units[-1:]]
    return list(dict.fromkeys([*chairs, *policy.invite.always, *police, *health]))


def _rooms(code: str, policy: Policy) -> Finding:
    if not policy.rooms:
        mend = f"Add [[rooms]] with a link and a dial-in number to {code}.toml."
        return Finding(f"{code} rooms", False, "There is no room, so no invitation could say how to join.", mend)
    silent = [room.name for room in policy.rooms if not room.dial_in]
    if silent:
        return Finding(
            f"{code} rooms", False, f"No dial-in number: {', '.join(silent)}.", "Add dial_in to each room."
        )
    count = len(policy.rooms)
    return Finding(f"{code} rooms", True, f"{count} room(s): as many meetings at one time.")


def _some(people: Sequence[Person]) -> str:
    named = ", ".join(f"{each.name} ({each.id})" for each in people[:_NAMED])
    more = len(people) - _NAMED
    return f"{named} and {more} more" if more > 0 else named
