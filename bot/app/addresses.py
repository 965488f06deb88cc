"""Chat accounts: bound when the platform vouches for them, dead when it says so, and set as a file says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.app.commands import BindAddress, DirectoryChange, LoseAddress, LoseTenant, TellUndelivered
from bot.app.current_directory import UNDER_WAY, CurrentDirectory
from bot.app.reaching import DEAD, LIVE, UNBOUND, cut_off, lay_aside, revive
from bot.app.second_person import addresses_by_person, ended
from bot.app.work import Work
from bot.domain.notice import Notice, NoticeState
from bot.domain.people import Address, Identity
from bot.policy.reach_rules import ReachRule


async def bind(command: BindAddress, work: Work) -> str | None:
    """Bind the account to the one person whose address it is; their id, or None when there is no such person.

    Matched by tenant and by the e-mail address that the platform itself has just vouched for. An address that is
    somebody else's account already stays theirs: only a directory file, seen by two people, can change that.
    """
    identity = command.identity
    known = await work.uow.who_is(identity)
    address = known[1] if known else await _vouched(identity, work)
    if address is None or ended(address):
        return None
    conversation = identity.conversation or address.conversation
    new = (address.state, address.account) != (LIVE, identity.account)
    if new or conversation != address.conversation:
        address.account = identity.account
        await revive(work, address)
        address.conversation, address.failed_at = conversation, None
        await work.uow.addresses.save(address)
    if new:
        await _try_again(work, address.person_id)
        await _note(work, "account_bound", address)
    return address.person_id


async def _vouched(identity: Identity, work: Work) -> Address | None:
    email = identity.email.strip().lower()
    if not (email and identity.tenant and identity.account):
        return None
    people = [each for each in await work.uow.people.where(email=email) if each.here]
    if len(people) != 1:
        return None
    rows = await work.uow.addresses.where(
        person_id=people[0].id, channel=identity.channel, tenant=identity.tenant, email=email
    )
    for row in rows:
        # Read again behind a lock: two accounts with one e-mail may come at the same instant.
        address = await work.uow.addresses.lock(row.id)
        if address is not None and not ended(address) and address.account in ("", identity.account):
            return address
    return None


async def _try_again(work: Work, person_id: str) -> None:
    """What could not be delivered is tried once more, now that there is a way: the newest card about each thing."""
    failed = await work.uow.notices.where(
        person_id=person_id, state=NoticeState.FAILED, retired=False, order="created_at"
    )
    newest = _newest_of_each(failed)
    for notice in failed:
        if notice.id in newest:
            await _send_anew(work, [notice.id])
        else:
            notice.state, notice.retired = NoticeState.MOOT, True
            await work.uow.notices.save(notice)


def _newest_of_each(notices: Sequence[Notice]) -> frozenset[str]:
    """Of those about one thing, which now would read alike, the last; they come by when they were made.

    What is told of a person is told of each meeting.
    """
    return frozenset({(each.kind, each.meeting_id, each.subject_id, each.code): each.id for each in notices}.values())


async def lose(command: LoseAddress, work: Work) -> str | None:
    """The app was removed for this account: cards that matter go to the person's next address."""
    known = await work.uow.who_is(command.identity)
    if known is None:
        return None
    address = known[1]
    if address.state != DEAD:
        lay_aside(address, "uninstalled", work.now, await _rule(work, address))
        await work.uow.addresses.save(address)
        await move_cards(work, address)
        await _note(work, "account_lost", address)
    return address.person_id


async def undelivered(command: TellUndelivered, work: Work) -> None:
    """A letter has come back for good: the address is dead, and what still matters goes to the next one.

    Several letters of one notice may come back, days later: only the address that they went to is dead, never the
    one that the notice has gone on to since.
    """
    notice = await work.uow.notices.lock(command.notice_id)
    address = await _written_to(notice, command.to, work) if notice else None
    if notice is None or address is None:
        return
    if address.state != DEAD:
        lay_aside(address, command.reason, work.now, work.policy(notice.council).reach)
        await work.uow.addresses.save(address)
        await move_cards(work, address)
        await _note(work, "address_failed", address)
    if not notice.retired and notice.address_id == address.id:
        await _send_anew(work, [notice.id])


async def _written_to(notice: Notice, email: str, work: Work) -> Address | None:
    """The address of a letter, while it is still that person's."""
    rows = await work.uow.addresses.where(person_id=notice.person_id, channel=tuple(sorted(work.letters)))
    theirs = (each for each in rows if not ended(each) and each.email.lower() == email.lower())
    return next(theirs, None)


async def lose_tenant(command: LoseTenant, work: Work) -> None:
    """Everybody of this organisation is moved on."""
    rows = await work.uow.addresses.where(channel=command.channel, tenant=command.tenant, state=(LIVE, UNBOUND))
    for address in rows:
        council = await _served(work, address)
        if council:
            await cut_off(work, address, council, "", command.reason)
            return


async def _rule(work: Work, address: Address) -> ReachRule:
    """The rule of the council that the person serves first."""
    council = await _served(work, address)
    return (work.policy(council) if council else work.policies.default).reach


async def _served(work: Work, address: Address) -> str:
    """The council that the person serves first; "" for none of ours."""
    person = await work.uow.people.get(address.person_id)
    served = [each for each in (person.councils if person else ()) if each in work.policies.councils]
    return served[0] if served else ""


async def move_cards(work: Work, address: Address) -> None:
    """Cards of meetings under way that this address had go to the next one: the newest about each thing."""
    about: dict[str, Any] = {"address_id": address.id, "retired": False, "state": NoticeState.SENT}
    sent = await work.uow.notices.where(order="created_at", **about)
    meetings = tuple(sorted({each.meeting_id for each in sent} - {""}))
    going_on = (
        {each.id for each in await work.uow.meetings.where(id=meetings, state=UNDER_WAY)} if meetings else set()
    )
    matter = [each for each in sent if each.meeting_id in going_on]
    newest = _newest_of_each(matter)
    for each in matter:
        if each.id not in newest:
            each.retired = True
            await work.uow.notices.save(each)
    await _send_anew(work, [each.id for each in matter if each.id in newest])


async def _send_anew(work: Work, notice_ids: Sequence[str]) -> None:
    for notice_id in notice_ids:
        notice = await work.uow.notices.lock(notice_id)
        if notice is None or notice.state not in (NoticeState.SENT, NoticeState.FAILED):
            continue
        notice.state, notice.due_at = NoticeState.PENDING, work.now
        notice.post_id, notice.address_id, notice.tried = "", None, ()
        notice.attempted, notice.repeated, notice.attempts, notice.reason = False, False, 0, ""
        notice.waiting_since = None
        await work.uow.notices.save(notice)


async def write_addresses(work: Work, change: DirectoryChange, current: CurrentDirectory) -> None:
    """Set everybody's addresses as the file says. A bound account stays so while tenant and e-mail are the same."""
    wanted = addresses_by_person(change.addresses)
    listed = {(each.channel, each.tenant, each.account): each.person_id for each in change.addresses if each.account}
    kept: dict[str, list[tuple[Address, Address]]] = {}
    for person in change.people:
        for row in current.addresses.get(person.id, ()):
            holder = listed.get((row.channel, row.tenant, row.account), person.id)
            same = next((each for each in wanted.get(person.id, ()) if _same(each, row)), None)
            if same is not None and holder == person.id:
                kept.setdefault(person.id, []).append((row, same))
            elif not ended(row):
                await _put_aside(work, row)
    # Only now is every account free that the file gives to somebody else.
    for person in change.people:
        pairs = kept.get(person.id, [])
        for row, same in pairs:
            await _bring_up_to_date(work, row, same)
        for address in wanted.get(person.id, ()):
            if not any(same is address for _, same in pairs):
                address.id = work.new_id()
                await work.uow.addresses.add(address)


def _same(wanted: Address, row: Address) -> bool:
    if row.reason == "replaced" or (wanted.channel, wanted.tenant) != (row.channel, row.tenant):
        return False
    if wanted.account and row.account:
        return wanted.account == row.account
    return wanted.email == row.email


async def _put_aside(work: Work, row: Address) -> None:
    row.state, row.reason, row.account, row.look_at = DEAD, "replaced", "", None
    await work.uow.addresses.save(row)
    await move_cards(work, row)
    await _note(work, "address_replaced", row)


async def _bring_up_to_date(work: Work, row: Address, wanted: Address) -> None:
    before = (row.account, row.email, row.rank, row.state, row.reason, row.listed)
    row.account, row.email, row.rank = wanted.account or row.account, wanted.email, wanted.rank
    row.listed = wanted.listed
    if ended(row):
        row.state, row.reason = UNBOUND, ""
    if (row.account, row.email, row.rank, row.state, row.reason, row.listed) != before:
        await work.uow.addresses.save(row)


async def _note(work: Work, verb: str, address: Address) -> None:
    person = await work.uow.people.get(address.person_id)
    council = person.councils[0] if person and person.councils else ""
    await work.note(verb, address.person_id, council, address=address.id, through=address.channel)


HANDLERS = {BindAddress: bind, LoseAddress: lose, LoseTenant: lose_tenant, TellUndelivered: undelivered}
