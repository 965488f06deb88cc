"""The cards of those who may take something: emergency duty in the evening, the day team in the morning."""

from __future__ import annotations

from collections.abc import Iterable

from bot.app.cards import Card, Item
from bot.app.nights.complete import gaps
from bot.app.nights.lines import Standing, standing
from bot.app.nights.team import may_take_line
from bot.app.view import view_meeting
from bot.app.wording.nights import (
    morning_card,
    night_card,
    nobody_waits_card,
    not_taken_card,
    offered_item,
    reference_of,
)
from bot.app.work import Work
from bot.domain.errors import Refusal
from bot.domain.handover import LineState, Way
from bot.domain.notice import Notice
from bot.domain.people import Person
from bot.policy.nights import whom_to_ring


async def offered(work: Work, offer_id: str, person: Person) -> Card | None:
    """What was offered together, as far as this person may know of it; None when that is nothing."""
    found = await _known(work, offer_id, person)
    if not found:
        return None
    people = await _people(work, found)
    items = [await _item(work, each, person, people) for each in found]
    waiting = sum(each.open for each in found)
    givers = list(dict.fromkeys(each.line.giver_id for each in found if each.open or len(found) == 1))
    first, policy = found[0].line, work.policy(found[0].line.council)
    known = [people[each] for each in givers if each in people and people[each].here]
    if first.way is Way.DAY:
        return morning_card(first.team, known, items, waiting=waiting)
    giver = people.get(first.giver_id)
    return night_card(giver, policy.council.name, items, policy.nights.what_it_does, waiting=waiting)


async def offered_notice(notice: Notice, person: Person, work: Work) -> Card | None:
    """The live card of everybody who was asked; not sent any more once all of it is taken."""
    if not notice.post_id and not any(each.open for each in await _known(work, notice.subject_id, person)):
        return None
    return await offered(work, notice.subject_id, person)


async def not_taken_notice(notice: Notice, person: Person, work: Work) -> Card | None:
    """What nobody has taken, for its giver and those above."""
    rows = await work.uow.handover_lines.where(offer_id=notice.subject_id, order="meeting_id")
    found = [each for each in await standing(work, rows) if each.open and person.id not in each.meeting.excluded]
    if not found and not notice.post_id:
        return None
    council, by_day = work.policy(notice.council).council, bool(rows) and rows[0].way is Way.DAY
    if not found:
        return nobody_waits_card(by_day=by_day, taken=all(each.taker_id for each in rows))
    names = [reference_of(each.meeting, each.action) for each in found]
    giver = await work.person(found[0].line.giver_id)
    whose = "yours" if giver and giver.id == person.id else f"with {giver.name if giver else 'whoever gave it'}"
    return not_taken_card(council.name, names, whose, "" if by_day else whom_to_ring(council), by_day=by_day)


async def _known(work: Work, offer_id: str, person: Person) -> list[Standing]:
    rows = await work.uow.handover_lines.where(offer_id=offer_id, order="meeting_id")
    found = [each for each in await standing(work, rows) if each.open or each.line.state is LineState.TAKEN]
    return [each for each in found if await may_take_line(work, each.line, person)]


async def _people(work: Work, found: Iterable[Standing]) -> dict[str, Person]:
    ids = {who for each in found for who in (each.line.giver_id, each.line.taker_id) if who}
    return {each.id: each for each in await work.uow.people.where(id=tuple(sorted(ids)))}


async def _item(work: Work, each: Standing, person: Person, people: dict[str, Person]) -> Item:
    view = await view_meeting(work.uow, work.policies, each.meeting, work.now)
    taker = people.get(each.line.taker_id or "")
    name = taker.name if taker and taker.id not in each.meeting.excluded else "a colleague"
    missing = gaps(view, people.get(each.line.giver_id)) if each.open else ()
    return offered_item(view, each.action, each.line, missing, name, mine=each.line.taker_id == person.id)


async def card_of_line(work: Work, line_id: str, person: Person) -> Card:
    """The card that a line stands on. Refuses when nothing of it is this person's to know."""
    line = await work.uow.handover_lines.get(line_id)
    card = await offered(work, line.offer_id, person) if line is not None else None
    if card is None:
        raise Refusal("not_on_offer", "This is no longer on offer. Nothing was changed. You need do nothing.")
    return card
