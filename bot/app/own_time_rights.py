"""Whose time somebody may speak for: their own, their people's, and that of the desks they serve."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from bot.app import commands as c
from bot.app import questions as q
from bot.app.access import NOT_YOURS
from bot.app.own_time import own_desks, speaks_for
from bot.app.wording.diaries import NOT_MANAGER
from bot.app.work import Work
from bot.domain.errors import Refusal


async def _speaks_for(asked: c.TellLeave | c.EndLeave | q.ShowLeave, work: Work) -> None:
    """One's own leave, and that of one's people (the directory's line of managers)."""
    actor = await work.acting_person()
    if asked.person_id and not await speaks_for(work.uow, actor, await work.person(asked.person_id)):
        raise Refusal("not_manager", NOT_MANAGER)


async def _covers_for(asked: q.SearchCover | q.ShowCoverForm, work: Work) -> None:
    await _speaks_for(q.ShowLeave("" if asked.person_id == "?" else asked.person_id), work)


async def _offers_for(asked: c.OfferSlots | q.ShowOffer | q.ShowOfferForm, work: Work) -> None:
    """One's own time, and that of the desks one serves."""
    actor = await work.acting_person()
    if asked.who not in ("", actor.id) and asked.who not in {each.id for each in await own_desks(work.uow, actor)}:
        raise Refusal("not_yours", NOT_YOURS)


OWN_TIME_CHECKS: dict[type, Callable[[Any, Work], Awaitable[None]]] = {
    **dict.fromkeys((c.TellLeave, c.EndLeave, q.ShowLeave, q.ShowLeaveForm, q.LeaveTold, q.HoursOf), _speaks_for),
    **dict.fromkeys((q.SearchCover, q.ShowCoverForm), _covers_for),
    **dict.fromkeys((c.OfferSlots, q.ShowOffer, q.ShowOfferForm), _offers_for),
}
