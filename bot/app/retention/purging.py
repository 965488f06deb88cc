"""Deleting what has been kept long enough: one case, one transaction, one receipt."""

from __future__ import annotations

from collections.abc import Sequence

from bot.app import commands as c
from bot.app import questions as q
from bot.app.retention.lots import Lot, held_marks, looked_into, over, whole_case
from bot.app.staying_out import reference_of
from bot.app.work import Handler, Work
from bot.domain.errors import Refusal
from bot.domain.retention import PurgeReceipt, cases
from bot.failpoints import reach

AT_ONCE = 200
NOT_DUE = "That case is not due to be deleted, or not any more. Nothing was changed. You need do nothing."


async def mark_cases(_: c.MarkCases, work: Work) -> int:
    """Mark some meetings; how many were marked."""
    ids = await work.uow.unmarked(AT_ONCE)
    for meeting_id in ids:
        meeting = await work.uow.meetings.lock(meeting_id)
        if meeting is not None:
            await work.uow.meetings.save(meeting)
    return len(ids)


async def cases_due(_: q.CasesDue, work: Work) -> tuple[Lot, ...]:
    """Every lot whose time is over, the longest first."""
    lots = []
    for case in cases(await work.uow.case_meetings()):
        # A council that is served no more has no policy here: nobody decides for it.
        if case[0].council in work.policies.councils:
            lot = over(case, work.policy(case[0].council).retention, work.now)
            lots += [lot] if lot else []
    found = await looked_into(work.uow, lots, await held_marks(work.uow))
    return tuple(sorted(found, key=lambda lot: (lot.last_at, lot.ids)))


async def purge_case(command: c.PurgeCase, work: Work) -> PurgeReceipt:
    """Delete a lot that is due still, behind the council's lock: nobody convenes or holds back meanwhile."""
    await work.uow.hold_council(command.council)
    # Held before anything is looked at, sorted, so that two who delete never wait for each other in a ring: whoever
    # is at work on one of them has finished by then, or finds it gone.
    held = [await work.uow.meetings.lock(meeting_id) for meeting_id in sorted(command.meeting_ids)]
    case = await whole_case(work.uow, command.council, (), command.meeting_ids)
    policy = work.policy(command.council)
    lot = over(case, policy.retention, work.now) if case else None
    if lot is None or set(lot.ids) != set(command.meeting_ids):
        raise Refusal("not_due", NOT_DUE)
    (lot,) = await looked_into(work.uow, [lot], await held_marks(work.uow))
    if lot.why:
        raise Refusal("kept", f"That case is kept: {'; '.join(lot.why)}. Nothing was changed. You need do nothing.")
    receipt = PurgeReceipt(
        id=work.new_id(),
        council=command.council,
        marks=tuple(sorted({mark for each in lot.meetings for mark in each.marks})),
        meetings=tuple(each.reference for each in lot.meetings),
        purged_at=work.now,
        purged_by_id=work.actor.person_id,
        rule=lot.rule,
        policy_version=policy.version,
    )
    written = {reference_of(child.reference) for each in held if each for child in each.facts.children}
    # What could be any case's reference, a mere number, lets nobody into another case.
    about = [each for each in sorted(written) if await work.uow.case_mark(command.council, each)]
    await _delete(work, lot, about, receipt)
    await work.uow.purge_receipts.add(receipt)
    for each in lot.meetings:
        await work.note("purged", each.id, command.council, each.id, rule=lot.rule, receipt=receipt.id)
    await work.uow.purge_receipts.get(receipt.id)
    reach("purge_after_k")
    return receipt


async def _delete(work: Work, lot: Lot, about: Sequence[str], receipt: PurgeReceipt) -> None:
    """`about` are its children's references."""
    receipt.counts = await work.uow.delete_meetings(lot.ids)
    for meeting_id in sorted(lot.ids):
        await work.uow.destroy_case_key(meeting_id)
    receipt.key_destroyed = True
    if lot.whole and (gone := await work.uow.delete_conflicts(lot.council, about)):
        receipt.counts |= {"conflict": gone}


HANDLERS: dict[type[c.Command], Handler] = {c.MarkCases: mark_cases, c.PurgeCase: purge_case}
ANSWERS: dict[type[q.Question], Handler] = {q.CasesDue: cases_due}
