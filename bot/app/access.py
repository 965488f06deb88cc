"""Who has what part in a meeting or an action, by what the database says now."""

from __future__ import annotations

from collections.abc import Iterable

from bot.app.agreeing import may_agree
from bot.app.at_night import tonight_with
from bot.app.on_leave import on_leave
from bot.app.those_above import those_above
from bot.app.work import Work
from bot.domain.action import Action, ActionState
from bot.domain.invitation import Answer
from bot.domain.meeting import Meeting
from bot.domain.notice import NoticeKind
from bot.domain.people import Person
from scheduling.timescale import event_of

NOT_YOURS = "You have no part in that, or not any more. Nothing was changed. If you should have, ring the convenor."

# Who is asked in the owner's place tonight answers for it tonight, and no longer.
TONIGHT = "night"


def may_convene(person: Person, council: str) -> bool:
    """Social care calls strategy meetings (Children Act 1989, s47), each for its own councils."""
    return person.agency == "social_care" and council in person.councils


async def runs(meeting: Meeting, person: Person, work: Work) -> bool:
    """The convenor, the convenor's manager, or whoever has accepted to chair."""
    if person.id in meeting.excluded:
        return False
    if person.id == meeting.convenor_id:
        return True
    convenor = await work.uow.people.get(meeting.convenor_id)
    return (convenor is not None and convenor.manager_id == person.id) or await _chairs(meeting, person, work)


async def rings(meeting: Meeting, person: Person, work: Work) -> bool:
    """Whoever runs it, and whoever was asked to make its calls in the place of those who do."""
    if await runs(meeting, person, work):
        return True
    asked = await work.uow.notices.where(
        kind=NoticeKind.RING, meeting_id=meeting.id, person_id=person.id, retired=False
    )
    return bool(asked) and person.id not in meeting.excluded


async def _chairs(meeting: Meeting, person: Person, work: Work) -> bool:
    seats = await work.uow.seats.where(meeting_id=meeting.id, person_id=person.id, closed=False)
    chairing = {seat.id for seat in seats if seat.name.startswith("chair_")}
    if not chairing:
        return False
    own = await work.uow.invitations.where(meeting_id=meeting.id, person_id=person.id, answer=Answer.ACCEPTED)
    return any(each.seat_id in chairing for each in own)


async def may_record(meeting: Meeting, person: Person, work: Work) -> bool:
    """Whoever runs it, or was asked to take its notes."""
    if person.id in meeting.excluded:
        return False
    return person.id == meeting.recorder_id or await runs(meeting, person, work)


async def takes_part(meeting: Meeting, person: Person, work: Work) -> bool:
    """Anybody who runs or records it, or has a live invitation to it."""
    if person.id in meeting.excluded:
        return False
    if person.id in (meeting.recorder_id, meeting.handover_to_id) or await runs(meeting, person, work):
        return True
    return any(each.live for each in await work.uow.invitations.where(meeting_id=meeting.id, person_id=person.id))


async def answers_for(action: Action, meeting: Meeting, person: Person, work: Work) -> bool:
    """The owner, the two above (the convenor, where nobody owns it), and whoever runs or records the meeting; and
    whoever has just been asked about it: for a later date, or in somebody's place."""
    if person.id in meeting.excluded:
        return False
    if person.id in (action.owner_id, meeting.recorder_id) or await runs(meeting, person, work):
        return True
    from_whom = await work.uow.people.get(action.owner_id or meeting.convenor_id)
    if person.id in {each.id for each in (await those_above(work.uow, from_whom, meeting))[:2]}:
        return True
    if (await tonight_with(work.uow, [meeting.id], work.now)).get(action.id) == person.id:
        return True
    if action.longer is not None and await may_agree(work, meeting, action, person.id):
        return True
    return await _was_asked(action, person, work)


async def answers_for_one(actions: Iterable[Action], meeting: Meeting, person: Person, work: Work) -> bool:
    """True when the person answers for at least one of these actions of a meeting."""
    for action in actions:
        if await answers_for(action, meeting, person, work):
            return True
    return False


async def _was_asked(action: Action, person: Person, work: Work) -> bool:
    """Whoever was asked about it in its owner's place may answer: a cover while they cover."""
    kind = NoticeKind.NUDGE
    cards = await work.uow.notices.where(kind=kind, subject_id=action.id, person_id=person.id, retired=False)
    asked = [each for each in cards if each.dedupe.endswith(f":{action.owner_id}") and each.code != TONIGHT]
    if not any(each.code == "cover" for each in asked):
        return any(each.code for each in asked)
    leave = await on_leave(work.uow, [action.owner_id or ""], work.now)
    return any(each.covered_by_id == person.id for each in leave.values())


async def may_tell_happened(meeting: Meeting, event: str, person: Person, work: Work) -> bool:
    """Anybody who takes part in the meeting, and whoever answers for an action of it that waits for the event."""
    if person.id in meeting.excluded:
        return False
    if await takes_part(meeting, person, work):
        return True
    waiting = await work.uow.actions.where(meeting_id=meeting.id, state=ActionState.OPEN)
    return await answers_for_one(
        [each for each in waiting if event_of(each.expected) == event], meeting, person, work
    )
