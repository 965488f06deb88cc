"""The answers to questions about people's time: leave, who may cover, and times offered in advance."""

from __future__ import annotations

from datetime import datetime

from bot.app import questions as q
from bot.app.cards import Card, Form, Option
from bot.app.gather import meetings_of
from bot.app.own_time import coming_leave, open_offers, own_desks, speaks_for
from bot.app.wording.diaries import Offering, leave_card, offer_card
from bot.app.wording.diary_forms import cover_form, leave_form, offer_form
from bot.app.work import Handler, Work, there
from bot.domain.diary import Leave
from bot.domain.invitation import Answer, Invitation
from bot.domain.meeting import Meeting
from bot.domain.people import Person
from scheduling.day_words import Hours
from scheduling.offered import next_slots
from scheduling.rota import parse_pattern

_NEXT = 3
_ASKED = (Answer.NONE, Answer.ACCEPTED)


async def show_leave(asked: q.ShowLeave, work: Work) -> Card:
    """When somebody is away. Their meetings are for themselves alone: a manager may not know of each."""
    person, mine = await _whose(asked.person_id, work)
    rows = await coming_leave(work.uow, person.id, work.now)
    named = [(each, await _name(work, each.covered_by_id)) for each in rows]
    if not mine:
        return leave_card(named, work.now, person.name)
    meetings = await _meetings_in(rows, person, work)
    return leave_card(named, work.now, "", meetings, await _covering(rows, person, work))


async def _meetings_in(rows: list[Leave], person: Person, work: Work) -> list[tuple[Invitation, Meeting]]:
    meetings = {
        each.id: each
        for each in await meetings_of(work.uow, person)
        if each.open_to_answers and any(_touches(row, each.starts_at, each.ends_at) for row in rows)
    }
    if not meetings:
        return []
    asked = await work.uow.invitations.where(person_id=person.id, meeting_id=tuple(meetings), answer=_ASKED)
    # What a whole desk is asked, somebody else there can take.
    own = [each for each in asked if each.desk_id is None or each.answer is Answer.ACCEPTED]
    pairs = [(each, meetings[each.meeting_id]) for each in own]
    return sorted(pairs, key=lambda pair: (pair[1].starts_at or work.now, pair[1].number))


def _touches(leave: Leave, start: datetime | None, end: datetime | None) -> bool:
    if start is None or end is None:
        return False
    return leave.starts_at < end and (leave.ends_at is None or start < leave.ends_at)


async def _covering(rows: list[Leave], person: Person, work: Work) -> list[str]:
    """Names of those whom this person was to cover for while they are away themselves."""
    found: list[str] = []
    for other in await work.uow.leave.where(covered_by_id=person.id):
        later = other.ends_at is None or other.ends_at > max(work.now, other.starts_at)
        if later and any(_touches(row, other.starts_at, other.ends_at or other.starts_at) for row in rows):
            found.append(await _name(work, other.person_id))
    return sorted(set(found))


async def show_leave_form(asked: q.ShowLeaveForm, work: Work) -> Form:
    """New leave, or leave that stands, to change."""
    person, mine = await _whose(asked.person_id, work)
    rows = await coming_leave(work.uow, person.id, work.now)
    leave = there(next((each for each in rows if each.id == asked.leave_id), None)) if asked.leave_id else None
    cover = await _name(work, leave.covered_by_id) if leave else ""
    return leave_form(person.id, "" if mine else person.name, leave, cover)


async def show_cover_form(asked: q.ShowCoverForm, work: Work) -> Form:
    """Who covers, and who is away when that is not clear."""
    if asked.person_id == "?":
        return cover_form("?", "", asked.starts_at, asked.ends_at, work.now)
    person, mine = await _whose(asked.person_id, work)
    return cover_form(person.id, "" if mine else person.name, asked.starts_at, asked.ends_at, work.now)


async def leave_told(asked: q.LeaveTold, work: Work) -> list[Leave]:
    """The leave under way or to come."""
    person, _ = await _whose(asked.person_id, work)
    return await coming_leave(work.uow, person.id, work.now)


async def hours_of(asked: q.HoursOf, work: Work) -> Hours:
    """Their own pattern, else the office hours of their council."""
    person, _ = await _whose(asked.person_id, work)
    served = [each for each in person.councils if each in work.policies.by_council]
    policy = work.policy(served[0]) if served else work.policies.default
    return Hours(policy.working_time(), parse_pattern(person.works) if person.works else None)


async def search_own_people(asked: q.SearchOwnPeople, work: Work) -> tuple[Option, ...]:
    """The actor and their people, by name."""
    actor = await work.acting_person()
    found = await _named(asked.words, actor, work)
    return _options([each for each in found if await speaks_for(work.uow, actor, each)])


async def search_cover(asked: q.SearchCover, work: Work) -> tuple[Option, ...]:
    """Colleagues of the agency of whoever is away, without them."""
    person = await work.acting_person() if asked.person_id == "?" else (await _whose(asked.person_id, work))[0]
    found = await _named(asked.words, person, work)
    return _options([each for each in found if each.agency == person.agency and each.id != person.id])


async def show_offer(asked: q.ShowOffer, work: Work) -> Card:
    """What a desk or person offers, with the dates of the next slots; else all that the actor can speak for."""
    actor = await work.acting_person()
    desks = {each.id: each.name for each in await own_desks(work.uow, actor)}
    found = []
    for who in (asked.who,) if asked.who else (*desks, actor.id):
        rows = await open_offers(work.uow, who, work.now)
        found.append(Offering(who, desks.get(who, ""), rows, next_slots(rows, work.now, _NEXT)))
    return offer_card(found, work.now)


async def show_offer_form(asked: q.ShowOfferForm, work: Work) -> Form:
    """For one's only desk, or oneself; for whom is asked when there is a choice."""
    actor = await work.acting_person()
    desks = [Option(each.id, each.name) for each in await own_desks(work.uow, actor)]
    if not asked.who and desks:
        return offer_form(actor.id, (*desks, Option(actor.id, "Myself alone")), None)
    rows = await open_offers(work.uow, asked.who or actor.id, work.now)
    return offer_form(asked.who or actor.id, (), rows[-1] if rows else None)


async def desks_of_actor(_: q.OwnDesks, work: Work) -> tuple[Option, ...]:
    """The desks that one serves."""
    return tuple(Option(each.id, each.name) for each in await own_desks(work.uow, await work.acting_person()))


async def _whose(person_id: str, work: Work) -> tuple[Person, bool]:
    """Whose time it is, and whether that is the actor's own."""
    actor = await work.acting_person()
    if person_id in ("", actor.id):
        return actor, True
    return there(await work.person(person_id)), False


async def _name(work: Work, person_id: str | None) -> str:
    person = await work.person(person_id)
    return person.name if person else ""


async def _named(words: str, of: Person, work: Work) -> list[Person]:
    """By name among the person's councils; or the one with exactly this id, which a form gives back."""
    chosen = await work.person(words)
    if chosen is not None and set(chosen.councils) & set(of.councils):
        return [chosen]
    return await work.uow.people_named(words, councils=of.councils) if words else []


def _options(people: list[Person]) -> tuple[Option, ...]:
    shown = (each for each in people if each.here)
    return tuple(Option(each.id, each.name, each.team or each.agency.replace("_", " ")) for each in shown)


ANSWERS: dict[type[q.Question], Handler] = {
    q.ShowLeave: show_leave,
    q.ShowLeaveForm: show_leave_form,
    q.ShowCoverForm: show_cover_form,
    q.LeaveTold: leave_told,
    q.HoursOf: hours_of,
    q.SearchOwnPeople: search_own_people,
    q.SearchCover: search_cover,
    q.ShowOffer: show_offer,
    q.ShowOfferForm: show_offer_form,
    q.OwnDesks: desks_of_actor,
}
