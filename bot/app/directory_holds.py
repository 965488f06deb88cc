"""What two people must see, held after the first: recognised by its fingerprint when the second brings the same file.

Whoever can write a director's name beside another chat account can read every case. So such a change waits, everybody
whose account would change is told on the account they have, and it is written when another operator brings the same
file, or with the code that stands in that message.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from hmac import compare_digest

from bot.app.commands import DirectoryChange
from bot.app.second_person import Touchy, addresses_by_person
from bot.app.work import Work
from bot.domain.directory_hold import DirectoryHold
from bot.domain.errors import Refusal
from bot.domain.notice import NoticeKind, NoticeState

# [A] Long enough for a colleague who is away over a weekend.
HELD_FOR = timedelta(days=7)
# [A] So long a warning may take where no channel works.
WARNED_WITHIN = timedelta(minutes=10)
CODE = "code"
SAVED_NOTHING = "Nothing was saved."
NO_HOLD = Refusal(
    "not_held",
    f"{SAVED_NOTHING} No change like the one in this file waits for a second person. Import it first: quorate "
    "directory import. What waits for over seven days must be imported again, and so must a file that has changed.",
)
SAME_PERSON = Refusal(
    "same_person",
    f"{SAVED_NOTHING} You asked for this change yourself. A second person confirms it under their own login, or, for "
    "one person's account alone, you with --code: the number in the message that went to the account as it is now.",
)
NOT_TOLD_YET = Refusal(
    "not_told_yet",
    "Nothing was saved. Those whose account changes are being told first. Please confirm it again in a minute, "
    "ten at most.",
)
WRONG_CODE = "That is not the number in the message. Nothing was saved. After five wrong numbers, import again."


@dataclass(frozen=True, slots=True)
class Held:
    """Nothing was written: the change waits for a second person. `told` counts those who were told of it."""

    told: int


async def hold(change: DirectoryChange, touchy: Touchy, work: Work, by: str) -> Held:
    """Remember that it was asked for, and tell everybody whose account would change, on the one they have."""
    if await _waiting(change, touchy, work) is not None:
        return Held(0)
    made = DirectoryHold(work.new_id(), "", tuple(touchy.accounts), by, work.now, work.now + HELD_FOR)
    made.fingerprint = _fingerprint(made.id, change, touchy)
    made.code = f"{int(sha256(work.new_id().encode()).hexdigest(), 16) % 10**8:08}"
    await work.uow.directory_holds.add(made)
    told = 0
    for person_id in made.people:
        person = await work.uow.people.get(person_id)
        served = [each for each in (person.councils if person else ()) if each in work.policies.councils]
        if person is not None and person.here and served:
            await work.tell(
                person_id, NoticeKind.ACCOUNT, made.id, served[0], f"account:{made.id}:{person_id}", urgent=True
            )
            told += 1
    await work.note("directory_held", made.id, "", by=by, people=sorted(touchy.lines))
    return Held(told)


async def second_seen(change: DirectoryChange, touchy: Touchy, work: Work, by: str, code: str) -> str | None:
    """Who confirms it, now written down; None for a wrong code, which is counted and must be kept.

    Refused when nothing like it waits, whoever asked is alone with it, or the warning is still on its way.
    """
    held = await _waiting(change, touchy, work)
    if held is None:
        raise NO_HOLD
    if by == held.asked_by and not (code and touchy.is_one_account):
        raise SAME_PERSON
    if not code and await _is_being_told(held, work):
        raise NOT_TOLD_YET
    if code and not compare_digest(_digits(code).encode(), held.code.encode()):
        held.tries += 1
        await work.uow.directory_holds.save(held)
        return None
    held.confirmed_by, held.confirmed_at = f"{by} ({CODE})" if code else by, work.now
    await work.uow.directory_holds.save(held)
    await work.refresh(kind=NoticeKind.ACCOUNT, subject_id=held.id)
    return held.confirmed_by


async def _is_being_told(held: DirectoryHold, work: Work) -> bool:
    """Whoever confirms within the second would have the account before its owner is warned on it."""
    if work.now >= held.asked_at + WARNED_WITHIN:
        return False
    on_their_way = (NoticeState.PENDING, NoticeState.CLAIMED, NoticeState.RETRY)
    rows = await work.uow.notices.where(kind=NoticeKind.ACCOUNT, subject_id=held.id, state=on_their_way)
    return any(not each.post_id for each in rows)


async def _waiting(change: DirectoryChange, touchy: Touchy, work: Work) -> DirectoryHold | None:
    rows = await work.uow.directory_holds.where(confirmed_at=None, order="-asked_at")
    for each in rows:
        if each.open_at(work.now) and compare_digest(each.fingerprint, _fingerprint(each.id, change, touchy)):
            return await work.uow.directory_holds.lock(each.id)
    return None


def _fingerprint(salt: str, change: DirectoryChange, touchy: Touchy) -> str:
    """Of all that a second person must see: the same file says the same, whoever brings it."""
    ways = addresses_by_person(change.addresses)
    people = {
        each.id: [
            each.name,
            each.email,
            each.manager_id,
            sorted(each.seats),
            sorted(each.councils),
            sorted(below.id for below in change.people if below.manager_id == each.id),
            sorted([way.channel, way.tenant, way.account, way.email] for way in ways.get(each.id, ()) if way.listed),
            sorted([way.channel, way.tenant] for way in ways.get(each.id, ())),
        ]
        for each in change.people
        if each.id in touchy.lines
    }
    gone = sorted(change.gone) if touchy.leaving else []
    return sha256(json.dumps([salt, people, gone], sort_keys=True).encode()).hexdigest()


def _digits(code: str) -> str:
    return "".join(each for each in code if each in "0123456789")
