"""Who may hold back, delete and hand out cases; and the plain answer to whoever presses a card of a deleted one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from bot.app import commands as c
from bot.app import questions as q
from bot.app.access import NOT_YOURS
from bot.app.work import OPERATOR, QUORATE, Work
from bot.domain.errors import Refusal

DELETED = (
    "That meeting's time to be kept is over: it has been deleted, and nothing was changed. "
    "If you need what was agreed, ask children's social care."
)
_NAMED = ("meeting_id", "invitation_id", "action_id", "request_id")


async def checked(check: Callable[[Any, Work], Awaitable[None]], asked: object, work: Work) -> None:
    """Run the check; what it refuses because it has been deleted is told so."""
    try:
        await check(asked, work)
    except Refusal as refused:
        await _say_if_deleted(refused, asked, work)
        raise


async def _say_if_deleted(refused: Refusal, asked: object, work: Work) -> None:
    """Refuse in other words where what was asked about has been deleted; the audit still knows that it was here."""
    ids = {str(getattr(asked, name)) for name in _NAMED if getattr(asked, name, "")}
    for row_id in ids if refused.code == "not_yours" else ():
        for entry in await work.uow.audit.where(subject_id=row_id, order="-at", limit=1):
            if await work.uow.audit.where(subject_id=entry.meeting_id, verb="purged", limit=1):
                raise Refusal("deleted", DELETED) from None


async def _operator(_: object, work: Work) -> None:
    if work.actor != OPERATOR:
        raise Refusal("operator_only", NOT_YOURS)


async def _operator_or_the_round(_: object, work: Work) -> None:
    """The nightly round has no person behind it: no channel can come as it."""
    if work.actor not in (OPERATOR, QUORATE):
        raise Refusal("operator_only", NOT_YOURS)


RETENTION_CHECKS: dict[type, Callable[[Any, Work], Awaitable[None]]] = {
    **dict.fromkeys((c.PlaceHold, c.ReleaseHold, c.ExportCase, q.ListHolds), _operator),
    **dict.fromkeys((c.MarkCases, c.PurgeCase, c.TidyUp, q.CasesDue), _operator_or_the_round),
}
