"""Who may hand over, and who may take: checked on what the database says now."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from bot.app import commands as c
from bot.app import questions as q
from bot.app.access import NOT_YOURS, may_convene
from bot.app.nights.team import may_take_line
from bot.app.work import Work
from bot.domain.errors import Refusal

NOT_SOCIAL_CARE = "Only social care hands work over to emergency duty. Nothing was changed. Please ring them."


async def _hands_over(_: object, work: Work) -> None:
    """Whoever may call meetings for a council that is served here."""
    person = await work.acting_person()
    if not any(may_convene(person, each) for each in person.councils if each in work.policies.councils):
        raise Refusal("not_social_care", NOT_SOCIAL_CARE)


async def _takes_line(asked: c.TakeLine | q.ShowOffered, work: Work) -> None:
    """Those whom it is offered to, as things stand now."""
    person, line = await work.acting_person(), await work.uow.handover_lines.get(asked.line_id)
    if line is None or not await may_take_line(work, line, person):
        raise Refusal("not_yours", NOT_YOURS)


NIGHT_CHECKS: dict[type, Callable[[Any, Work], Awaitable[None]]] = {
    c.HandToNight: _hands_over,
    q.ShowHandingOver: _hands_over,
    c.TakeLine: _takes_line,
    q.ShowOffered: _takes_line,
}
