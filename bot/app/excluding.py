"""Keeping somebody out of a case: what they have there passes to whoever may have it, and nothing reaches them."""

from __future__ import annotations

from collections.abc import Iterable

from bot.app.conflicts import keep_out, references_of
from bot.app.current_directory import UNDER_WAY
from bot.app.handed_up import hand_up
from bot.app.handing_on import Leaver, hand_on
from bot.app.inviting import withdraw
from bot.app.leaving import above, waiting_at
from bot.app.neglected import those_below
from bot.app.staying_out import reference_of
from bot.app.work import Work
from bot.domain.action import ActionState
from bot.domain.meeting import Meeting, MeetingState
from bot.domain.names import SOMEBODY_ELSE, same_name
from bot.domain.notice import NoticeKind
from bot.domain.obligation import AWAITED
from bot.domain.people import Person

BEFORE_IT = (MeetingState.DRAFT, MeetingState.CALLED)


async def shut_out(
    work: Work, council: str, references: Iterable[str], people: Iterable[str], *, besides: str = ""
) -> None:
    """End whatever part these people have in any meeting about these children but `besides`."""
    about = {reference_of(each) for each in references}
    for person_id in sorted(set(people)):
        person = await work.person(person_id)
        if person is None:
            continue
        leaver = Leaver(person, await above(work, person), told="now_yours_too")
        for meeting_id in await _meetings_about(work, council, about, person_id, besides):
            await leave(work, await work.meeting(meeting_id), leaver)
        theirs = await those_below(work.uow, person)
        await hand_up(work, theirs, (), lambda meeting: _is_about(meeting, council, about, besides))


async def shut_out_of(work: Work, meeting: Meeting) -> None:
    """The same for everybody who must stay out of this one meeting, which is locked."""
    for person_id in meeting.excluded:
        person = await work.person(person_id)
        if person is not None:
            await leave(work, meeting, Leaver(person, await above(work, person), told="now_yours_too"))


async def keep_out_newcomers(work: Work, people: Iterable[Person]) -> None:
    """Whoever joins the directory under a name that must not be told of a case is out of it before they are asked."""
    people = list(people)
    for council in sorted({code for person in people for code in person.councils}):
        # Names are private: only read here can they be compared. Imports are few.
        for meeting in await work.uow.meetings.where(council=council) if people else ():
            for person in people:
                if any(same_name(person.name, name) for name in meeting.excluded_names):
                    about = references_of(meeting)
                    await keep_out(work, council, about, person.id)
                    await shut_out(work, council, about, [person.id])


async def leave(work: Work, meeting: Meeting, leaver: Leaver) -> None:
    """One person's part in one meeting: handed on as a leaver's would be; their cards say that it is over."""
    person = leaver.person
    meeting.excluded = tuple(dict.fromkeys((*meeting.excluded, person.id)))
    await work.uow.meetings.save(meeting)
    if meeting.state is MeetingState.CANCELLED:
        await work.refresh(meeting_id=meeting.id, person_id=person.id)
        return
    if not await _has_part(work, meeting, person.id):
        return
    await hand_on(work, meeting, leaver)
    if meeting.state in BEFORE_IT:
        await _end_part(work, meeting, person)
    await work.refresh(kind=NoticeKind.DIGEST, person_id=person.id)
    await work.note("shut_out", meeting.id, meeting.council, meeting.id, person=person.id)


async def _has_part(work: Work, meeting: Meeting, person_id: str) -> bool:
    uow, meeting_id = work.uow, meeting.id
    if person_id in (meeting.convenor_id, meeting.recorder_id, meeting.handover_to_id):
        return True
    if await uow.notices.where(meeting_id=meeting_id, person_id=person_id, limit=1):
        return True
    return bool(
        any(each.live for each in await uow.invitations.where(meeting_id=meeting_id, person_id=person_id))
        or await uow.seats.where(meeting_id=meeting_id, person_id=person_id, closed=False)
        or await uow.actions.where(meeting_id=meeting_id, owner_id=person_id, state=ActionState.OPEN)
        or await uow.obligations.where(meeting_id=meeting_id, person_id=person_id, state=AWAITED)
    )


async def _end_part(work: Work, meeting: Meeting, person: Person) -> None:
    """Whoever had declined has a part too: they could still come after all, or be named on somebody's card."""
    for seat in await work.uow.seats.where(meeting_id=meeting.id, person_id=person.id, closed=False):
        seat.person_id, seat.person_why = None, ""
        await work.uow.seats.save(seat)
    for invitation in await work.uow.invitations.where(meeting_id=meeting.id):
        if invitation.person_id == person.id and invitation.live:
            await withdraw(work, invitation)
        elif same_name(invitation.instead, person.name):
            invitation.instead = SOMEBODY_ELSE
            await work.uow.invitations.save(invitation)


async def _meetings_about(work: Work, council: str, about: set[str], person_id: str, besides: str) -> list[str]:
    """Ids of meetings about these children that are under way, or of which this person has a card or a duty."""
    under_way = await work.uow.meetings.where(council=council, state=UNDER_WAY)
    cards = await work.uow.notices.where(person_id=person_id, council=council, retired=False)
    waiting = await waiting_at(work, person_id) | {each.meeting_id for each in cards if each.meeting_id}
    rest = await work.uow.meetings.where(council=council, id=tuple(sorted(waiting))) if waiting else []
    found = {each.id for each in (*under_way, *rest) if about & _references(each)}
    return sorted(found - {besides})


def _is_about(meeting: Meeting, council: str, about: set[str], besides: str) -> bool:
    return meeting.council == council and meeting.id != besides and bool(about & _references(meeting))


def _references(meeting: Meeting) -> set[str]:
    return {reference_of(child.reference) for child in meeting.facts.children}
