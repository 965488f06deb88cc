"""Times that a desk, or somebody for themselves, offers in advance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.app.commands import Command, OfferSlots
from bot.app.own_time import open_offers, own_desks
from bot.app.wording.diaries import DOUBTS, NO_HOURS, NO_SLOT
from bot.app.work import Work
from bot.domain.diary import OfferedSlots
from bot.domain.errors import Invalid
from scheduling.absence import doubt
from scheduling.offered import next_slots
from scheduling.offered_pattern import written
from scheduling.rota import BadPattern, parse_pattern


async def offer_slots(command: OfferSlots, work: Work) -> str:
    """Keep the offer in the place of the one before, which holds until this one begins; whose it is."""
    actor = await work.acting_person()
    desks = await own_desks(work.uow, actor)
    who = command.who or (desks[0].id if len(desks) == 1 else actor.id)
    offer = _sound(command, who, work) if command.works else None
    # Of two who offer for one desk at once, the later takes the place of the earlier.
    await work.uow.hold_diaries([who])
    ends = max(work.now, offer.starts_at) if offer else work.now
    replaced = await open_offers(work.uow, who, work.now)
    for each in replaced:
        each.ends_at = max(each.starts_at, min(ends, each.ends_at or ends))
        await work.uow.offered_slots.save(each)
    if offer is not None:
        await work.uow.offered_slots.add(offer)
    for council in await _councils(who, work):
        await work.note("slots_offered" if offer else "slots_withdrawn", who, council, works=command.works)
    await work.uow.turn_diaries([who])
    return who


def _sound(command: OfferSlots, who: str, work: Work) -> OfferedSlots:
    try:
        works = written(parse_pattern(command.works))
    except BadPattern:
        raise Invalid({"words": NO_HOURS}) from None
    if why := doubt(command.starts_at, command.ends_at, work.now):
        raise Invalid(DOUBTS[why])
    starts, told_by = command.starts_at, work.actor.person_id
    offer = OfferedSlots(work.new_id(), who, works, starts, command.ends_at, told_by, work.now)
    if not next_slots((offer,), max(work.now, starts), 1):
        raise Invalid({"words": NO_SLOT})
    return offer


async def _councils(who: str, work: Work) -> Sequence[str]:
    found = await work.uow.desks.get(who) or await work.uow.people.get(who)
    return found.councils if found else ()


HANDLERS: Mapping[type[Command], Any] = {OfferSlots: offer_slots}
