"""A meeting before it is called: its row, and the plan that is kept with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.app.conflicts import kept_out, without
from bot.app.planning import Choice, free_room, hold_people
from bot.app.wording.why import CHOSEN
from bot.app.work import Work
from bot.domain.case import CaseFacts, KnownService
from bot.domain.meeting import Meeting, MeetingState
from bot.policy import Policy

OWN = ("social_care", "police")
# [A] Whoever had no answer sends the form again while it is still open; the same words later are a new concern.
SENT_AGAIN_WITHIN = timedelta(hours=1)


async def draft(work: Work, council: str, facts: CaseFacts, meeting_id: str) -> Meeting:
    """The meeting with this id, with these facts, under its own council's policy; a new one when the id is empty.

    A form that is sent again, by somebody who had no answer to it, finds the draft that it made.
    """
    meeting = await work.meeting(meeting_id) if meeting_id else None
    council = meeting.council if meeting else council
    policy, facts = work.policy(council), await with_those_who_hold_the_case(work, council, facts)
    meeting = meeting or await _lately(work, council, facts)
    if meeting:
        meeting.require(MeetingState.DRAFT, MeetingState.CALLED)
        facts = replace(facts, received_at=meeting.raised_at)
        meeting.facts, meeting.policy_version = facts, policy.version
        meeting.urgency, meeting.deadline = by_when(facts, policy, meeting.follows_id, meeting.deadline)
        return meeting
    return Meeting(
        id=work.new_id(),
        council=council,
        number=0,
        urgency=facts.urgency,
        convenor_id=work.actor.person_id,
        raised_at=facts.received_at,
        deadline=policy.deadline(facts).due,
        facts=facts,
        policy_version=policy.version,
        minutes=policy.urgency(facts.urgency).minutes,
    )


async def _lately(work: Work, council: str, facts: CaseFacts) -> Meeting | None:
    """The draft of this hour about the very same facts.

    A draft that was left lying keeps its own clock: a concern that comes in days later is not late already.
    """
    found = await made_already(work, council, facts, state=MeetingState.DRAFT, follows_id=None)
    lately = [each.id for each in found if abs(facts.received_at - each.raised_at) < SENT_AGAIN_WITHIN]
    return await work.meeting(lately[0]) if lately else None


async def made_already(work: Work, council: str, facts: CaseFacts, **which: Any) -> list[Meeting]:
    """The same convenor's meetings about the very same facts, whenever those came in."""
    own = await work.uow.meetings.where(convenor_id=work.actor.person_id, council=council, **which)
    said = without(facts, await kept_out(work, council, facts)) if own else facts
    return [each for each in own if replace(each.facts, received_at=said.received_at) in (facts, said)]


def by_when(
    facts: CaseFacts, policy: Policy, follows_id: str | None, before: datetime | None = None
) -> tuple[str, datetime]:
    """A meeting's urgency and deadline (UTC): the case's own, or those of the full meeting that follows another.

    `before`: its deadline so far, for one that follows though the case's urgency does not ask for it any more.
    """
    rule = policy.deadline(facts)
    if follows_id is None:
        return facts.urgency, rule.due
    return policy.meeting.full_meeting_urgency, rule.follow_up_due or before or rule.due


async def with_those_who_hold_the_case(work: Work, council: str, facts: CaseFacts) -> CaseFacts:
    """Health staff whose caseload a child is on are a known service, whether or not anybody thought to say so."""
    found = list(facts.known_services)
    named = {each.person_id for each in found}
    references = tuple(child.reference for child in facts.in_scope)
    rows = await work.uow.caseloads.where(council=council, reference=references) if references else []
    ids = tuple({row.person_id for row in rows})
    holders = {each.id: each for each in await work.uow.people.where(id=ids) if each.here} if ids else {}
    for child in facts.in_scope:
        for row in (each for each in rows if each.reference == child.reference):
            person = holders.get(row.person_id)
            if person is None or person.id in named or person.agency in OWN:
                continue
            named.add(person.id)
            about = "child" if child.part == "subject" else "sibling"
            found += [KnownService(seat, about, True, person.id) for seat in person.seats[:1]]
    return replace(facts, known_services=tuple(found))


async def chosen_people(work: Work, meeting: Meeting) -> dict[tuple[str, str], str]:
    """Whom the convenor put into a seat of this draft, by the seat's name and child; they keep it in every plan."""
    found: dict[tuple[str, str], str] = {}
    for seat in await work.uow.seats.where(meeting_id=meeting.id, closed=False):
        if seat.person_why == CHOSEN and seat.person_id and seat.person_id not in meeting.excluded:
            found |= {(seat.name, child): seat.person_id for child in seat.child.split(",")}
    return found


async def keep_plan(work: Work, meeting: Meeting, choice: Choice) -> None:
    """Write a plan in the place of the one before, and hold its people for a while."""
    meeting.starts_at, meeting.reason = choice.starts_at, choice.reason
    meeting.offered = choice.offered
    meeting.room_id = await free_room(work, meeting, choice.starts_at) if choice.starts_at else ""
    if await work.uow.meetings.get(meeting.id) is None:
        # Not before it is planned: from here on no other meeting of the council can be called or numbered.
        meeting.number = await work.uow.next_number(meeting.council)
        await work.uow.meetings.add(meeting)
    else:
        await work.uow.meetings.save(meeting)
    for seat in await work.uow.seats.where(meeting_id=meeting.id, closed=False):
        seat.closed = True
        await work.uow.seats.save(seat)
    for seat in choice.seats:
        await work.uow.seats.add(seat)
    await hold_people(work, meeting, choice.seats, choice.versions)
