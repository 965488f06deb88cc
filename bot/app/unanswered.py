"""Who has not answered, as far as a ladder has put it before somebody: one live card a meeting and hearer.

A card comes when somebody new is to be heard of; every other change brings the one that is there up to date.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import timedelta
from typing import Any

from bot.app.nudging import tell_gently
from bot.app.those_above import chair_of, first_there, those_above
from bot.app.view import MeetingView
from bot.app.wording.unanswered import Awaiting
from bot.app.work import Work
from bot.domain.meeting import Meeting, MeetingState
from bot.domain.notice import NoticeKind, NoticeState
from bot.domain.obligation import AWAITED, Awaited, Obligation, ObligationState
from bot.domain.people import Person
from scheduling.ladder import from_json

KINDS = (Awaited.ANSWER, Awaited.SEAT, Awaited.INFORMATION)
# Rungs that fall due together are one message, though each is taken in a transaction of its own.
TOGETHER = timedelta(minutes=1)


async def hearers(work: Work, meeting: Meeting, audience: Collection[str], about: Person | None) -> set[str]:
    """Ids of those whom a step names, besides whoever is asked: the convenor, the chair, those above.

    In the place of somebody on leave it is the next above who is there: nobody waits for their return.
    """
    convenor = await work.uow.people.get(meeting.convenor_id)
    over_convenor = await those_above(work.uow, convenor, meeting)
    above = [*await those_above(work.uow, about or convenor, meeting), *over_convenor]
    chair = await chair_of(work.uow, meeting) if "chair" in audience else None
    called = [each for each in (convenor, *over_convenor) if each and each.id not in meeting.excluded]
    chairs, managers = [*([chair] if chair else []), *called], [*above, *called]
    named = {"convenor": called, "owner": called, "chair": chairs, "manager": managers, "duty_inspector": managers}
    turned_to = [people for each in audience if (people := named.get(each))]
    return {(await first_there(work.uow, people, work.now)).id for people in turned_to}


async def put_before(
    work: Work, obligation: Obligation, meeting: Meeting, audience: Collection[str], about: Person | None
) -> None:
    """A rung is taken: whoever it names has the card, a new one only if they have not heard of this yet."""
    before = await hearers(work, meeting, _told(obligation, obligation.step), about)
    for person_id in sorted(await hearers(work, meeting, audience, about)):
        kind = NoticeKind.UNANSWERED
        whose: dict[str, Any] = {"meeting_id": meeting.id, "person_id": person_id}
        rows = await work.uow.notices.where(kind=kind, retired=False, **whose)
        live = [each for each in rows if each.state not in (NoticeState.FAILED, NoticeState.MOOT)]
        just_now = any(each.created_at > work.now - TOGETHER for each in live)
        if not just_now and not (live and person_id in before):
            for each in live:
                await work.uow.retire_notice(each.id, work.now)
            urgent = work.policy(meeting.council).urgency(meeting.urgency).urgent_nudges
            dedupe = f"unanswered:{obligation.id}:{obligation.step}:{person_id}"
            person = await work.person(person_id)
            if person is not None:
                about_it = (person, kind, meeting.id, meeting.council, dedupe)
                await tell_gently(work, *about_it, meeting_id=meeting.id, urgent=urgent)
        await work.refresh(kind=kind, **whose)


async def awaited_before(work: Work, view: MeetingView, person: Person) -> tuple[list[Awaiting], bool]:
    """What is awaited still of what this person was to hear of; and whether anything is, whoever hears of it."""
    rows = await work.uow.obligations.where(meeting_id=view.meeting.id, kind=KINDS, state=AWAITED, order="opened_at")
    found = [(row, each) for row in rows if (each := _awaiting(row, view))]
    mine: list[Awaiting] = []
    for row, each in found:
        about = _about(each, view)
        told = _told(row, None if row.state is ObligationState.ESCALATED else row.step)
        if person.id in await hearers(work, view.meeting, told, about if about and about.here else None):
            mine.append(each)
    places = {seat.id: place for place, seat in enumerate(view.open_seats())}
    return sorted(mine, key=lambda each: places.get(each.seat.id, len(places))), bool(found)


def _about(each: Awaiting, view: MeetingView) -> Person | None:
    """Whose managers hear: of whoever is asked; of a desk that said no, whoever said so."""
    if each.asked:
        return view.people.get(each.asked[0].person_id)
    request = view.request_for(each.seat)
    return view.people.get(request.refused_by_id or "") if request and request.refused_at else None


def _told(obligation: Obligation, before: int | None) -> frozenset[str]:
    """Everybody whom the rungs before this one name; None for all of them."""
    steps: Iterable[tuple[str, ...]] = (step.audience for step in from_json(obligation.ladder).steps)
    taken = list(steps)[: None if before is None else max(before, 0)]
    return frozenset(role for audience in taken for role in audience)


def _awaiting(row: Obligation, view: MeetingView) -> Awaiting | None:
    """What is still awaited of it, as the meeting stands now; never of anybody who must stay out."""
    meeting = view.meeting
    over = not meeting.open_to_answers or (meeting.ends_at is not None and meeting.ends_at <= view.now)
    known = [each for each in view.invitations if each.live and each.person_id not in meeting.excluded]
    if row.kind is Awaited.SEAT:
        seat = next((each for each in view.seats if each.id == row.subject_id and not each.closed), None)
        if seat is None or over or seat.id in view.filled:
            return None
        asked = [each for each in known if each.seat_id == seat.id and each.awaits(meeting.revision)]
        return Awaiting(seat, tuple(asked))
    invitation = next((each for each in known if each.id == row.subject_id), None)
    if invitation is None:
        return None
    if row.kind is Awaited.INFORMATION:
        gone = invitation.information_sent_at or meeting.state is MeetingState.CANCELLED
        return None if gone else Awaiting(view.seat(invitation.seat_id), (invitation,), informs=True)
    if over or not invitation.awaits(meeting.revision):
        return None
    return Awaiting(view.seat(invitation.seat_id), (invitation,))
