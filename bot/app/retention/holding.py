"""Legal holds: a case that must be kept, whatever its age, until somebody lets it go again."""

from __future__ import annotations

from datetime import datetime

from bot.app import commands as c
from bot.app import questions as q
from bot.app.retention.finding import find_case
from bot.app.work import Handler, Work
from bot.domain.errors import Invalid, Refusal
from bot.domain.retention import HeldCase, LegalHold

NO_REASON = "Say why with --reason: it is kept sealed, and shown to whoever lists the holds. Nothing was saved."
NOT_HELD = "No hold is on that case. Nothing was changed. quorate hold list shows all there are."
NO_SUCH_HOLD = "No such hold is on that case. Nothing was changed. quorate hold list shows all there are."
WHICH_HOLD = (
    "Several holds are on that case, each with its own reason. Nothing was changed. quorate hold list shows them: "
    "say which one with --hold."
)


async def place_hold(command: c.PlaceHold, work: Work) -> tuple[str, ...]:
    """Hold back every child's case that was named; what its meetings are called. For another reason, held again."""
    reason = command.reason.strip()
    if not reason:
        raise Invalid({"reason": NO_REASON})
    case = await find_case(work, command.reference, command.council)
    # Whoever deletes holds the council's row too: a hold that was placed first is always seen.
    await work.uow.hold_council(case.council)
    for mark in case.marks:
        standing = await work.uow.legal_holds.where(council=case.council, mark=mark, released_at=None)
        if any(each.reason == reason for each in standing):
            continue
        hold = LegalHold(work.new_id(), case.council, mark, reason, work.now, work.actor.person_id)
        await work.uow.legal_holds.add(hold)
        await work.note("case_held", hold.id, case.council)
    return tuple(each.reference for each in case.meetings)


async def release_hold(command: c.ReleaseHold, work: Work) -> tuple[str, ...]:
    """Take one hold off the case, from each child that it was placed on; what its meetings are called.

    Refuses when several are on it and nobody said which: each was placed for a reason of its own.
    """
    case = await find_case(work, command.reference, command.council)
    holds = await work.uow.legal_holds.where(council=case.council, mark=case.marks, released_at=None)
    if not holds:
        raise Refusal("not_held", NOT_HELD)
    meant = {_placed(each) for each in holds if command.hold in ("", each.id)}
    if not meant:
        raise Refusal("no_such_hold", NO_SUCH_HOLD)
    if len(meant) > 1:
        raise Refusal("which_hold", WHICH_HOLD)
    for hold in (each for each in holds if _placed(each) in meant):
        hold.released_at, hold.released_by_id = work.now, work.actor.person_id
        await work.uow.legal_holds.save(hold)
        await work.note("case_released", hold.id, case.council)
    return tuple(each.reference for each in case.meetings)


def _placed(hold: LegalHold) -> tuple[datetime, str]:
    """What those have in common that were placed on several children at once."""
    return hold.placed_at, hold.reason


async def list_holds(_: q.ListHolds, work: Work) -> tuple[HeldCase, ...]:
    """Every hold that stands, the oldest first."""
    found = []
    for hold in await work.uow.legal_holds.where(released_at=None, order="placed_at"):
        about = await work.uow.meetings_alike(hold.council, (hold.mark,), (hold.mark,))
        found.append(HeldCase(hold, tuple(each.reference for each in about)))
    return tuple(found)


HANDLERS: dict[type[c.Command], Handler] = {c.PlaceHold: place_hold, c.ReleaseHold: release_hold}
ANSWERS: dict[type[q.Question], Handler] = {q.ListHolds: list_holds}
