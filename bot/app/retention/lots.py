"""What of which case is due to be deleted, and what keeps it: decided from what is known at this instant."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.app.store import UnitOfWork
from bot.domain.action import ActionState
from bot.domain.meeting import MeetingState
from bot.domain.obligation import AWAITED
from bot.domain.retention import CaseMeeting
from bot.policy.retention_rules import RetentionRule

OVER = (MeetingState.CLOSED, MeetingState.CANCELLED, MeetingState.DRAFT)
CASE, DRAFT = "case", "draft"
ON_HOLD = "a legal hold is on the case"
NOT_ENDED = "a meeting of the case is called, or its record is not closed"
OPEN_ACTIONS = "an action is still open"
AWAITED_STILL = "something is still awaited from somebody"


@dataclass(frozen=True, slots=True)
class Lot:
    """Meetings whose time is over, and by which rule. `whole`: nothing of the case stays; `why`: what keeps them.

    `known_by` are the marks and ids of the whole case: a hold on any of them holds all of it.
    """

    council: str
    meetings: tuple[CaseMeeting, ...]
    rule: str
    last_at: datetime
    whole: bool
    known_by: frozenset[str]
    why: tuple[str, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """The meetings' ids."""
        return tuple(each.id for each in self.meetings)


def over(case: Sequence[CaseMeeting], rule: RetentionRule, now: datetime) -> Lot | None:
    """What of this case has been kept long enough by the policy alone; None when nothing has."""
    council, last_at = case[0].council, max(each.last_at for each in case)
    known_by = frozenset(name for each in case for name in (each.id, *each.marks))
    if rule.case_ends(last_at) <= now:
        ended = all(each.state in OVER for each in case)
        return Lot(council, tuple(case), CASE, last_at, True, known_by, () if ended else (NOT_ENDED,))
    drafts = [each for each in case if each.state is MeetingState.DRAFT and rule.draft_ends(each.last_at) <= now]
    if not drafts or any(each.state not in OVER for each in case):
        return None
    last_at = max(each.last_at for each in drafts)
    return Lot(council, tuple(drafts), DRAFT, last_at, len(drafts) == len(case), known_by)


async def looked_into(uow: UnitOfWork, lots: Iterable[Lot], held: Collection[tuple[str, str]]) -> list[Lot]:
    """The same lots, each with everything that keeps it. `held`: councils and marks with a legal hold."""
    found = []
    for lot in lots:
        why = list(lot.why)
        if any((lot.council, name) in held for name in lot.known_by):
            why.insert(0, ON_HOLD)
        if await uow.actions.where(meeting_id=lot.ids, state=ActionState.OPEN, limit=1):
            why.append(OPEN_ACTIONS)
        if await uow.obligations.where(meeting_id=lot.ids, state=AWAITED, limit=1):
            why.append(AWAITED_STILL)
        found.append(replace(lot, why=tuple(why)))
    return found


async def held_marks(uow: UnitOfWork) -> frozenset[tuple[str, str]]:
    """Councils and marks of the children (of a meeting without: its id) whose cases are held back now."""
    return frozenset((each.council, each.mark) for each in await uow.legal_holds.where(released_at=None))


async def whole_case(
    uow: UnitOfWork, council: str, marks: Iterable[str], ids: Iterable[str]
) -> tuple[CaseMeeting, ...]:
    """Every meeting that is of one case with these, by its children or by following another."""
    known, names = set(marks), set(ids)
    while True:
        found = await uow.meetings_alike(council, known, names)
        wider = known.union(*(each.marks for each in found))
        further = names.union(*({each.id, each.follows_id} - {None} for each in found))
        if wider == known and further == names:
            return tuple(sorted(found, key=lambda each: each.number))
        known, names = wider, {each for each in further if each}
