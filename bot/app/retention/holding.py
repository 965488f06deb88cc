"""Legal holds: a case that must be kept, whatever its age, until somebody lets it go again."""

from __future__ import annotations

from bot.app import commands as c
from bot.app import questions as q
from bot.app.retention.finding import find_case
from bot.app.work import Handler, Work
from bot.domain.errors import Invalid, Refusal
from bot.domain.retention import HeldCase, LegalHold

NO_REASON = "Say why with --reason: it is kept sealed, and shown to whoever lists the holds. Nothing was saved."
NOT_HELD = "No hold is on that case. Nothing was changed. quorate hold list shows all there are."


async def place_hold(command: c.PlaceHold, work: Work) -> tuple[str, ...]:
    """Hold back every child's case that was named; what its meetings are called."""
    if not command.reason.strip():
        raise Invalid({"reason": NO_REASON})
    case = await find_case(work, command.reference, command.council)
    # Whoever deletes holds the council's row too: a hold that was placed first is always seen.
    await work.uow.hold_council(case.council)
    for mark in case.marks:
        if await work.uow.legal_holds.where(council=case.council, mark=mark, released_at=None):
            continue
        hold = LegalHold(work.new_id(), case.council, mark, command.reason.strip(), work.now, work.actor.person_id)
        await work.uow.legal_holds.add(hold)
        await work.note("case_held", hold.id, case.council)
    return tuple(each.reference for each in case.meetings)


async def release_hold(command: c.ReleaseHold, work: Work) -> tuple[str, ...]:
    """Let the case go again; what its meetings are called."""
    case = await find_case(work, command.reference, command.council)
    holds = await work.uow.legal_holds.where(council=case.council, mark=case.marks, released_at=None)
    if not holds:
        raise Refusal("not_held", NOT_HELD)
    for hold in holds:
        hold.released_at, hold.released_by_id = work.now, work.actor.person_id
        await work.uow.legal_holds.save(hold)
        await work.note("case_released", hold.id, case.council)
    return tuple(each.reference for each in case.meetings)


async def list_holds(_: q.ListHolds, work: Work) -> tuple[HeldCase, ...]:
    """Every hold that stands, the oldest first."""
    found = []
    for hold in await work.uow.legal_holds.where(released_at=None, order="placed_at"):
        about = await work.uow.meetings_alike(hold.council, (hold.mark,), (hold.mark,))
        found.append(HeldCase(hold, tuple(each.reference for each in about)))
    return tuple(found)


HANDLERS: dict[type[c.Command], Handler] = {c.PlaceHold: place_hold, c.ReleaseHold: release_hold}
ANSWERS: dict[type[q.Question], Handler] = {q.ListHolds: list_holds}
