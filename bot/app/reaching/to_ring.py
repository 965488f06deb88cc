"""Who of a meeting must be rung, as things stand now: a line for each whom nothing but the telephone reaches."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.app.view import MeetingView
from bot.app.wording.ringing import ToRing, What
from bot.app.work import Work
from bot.domain.invitation import Answer, Invitation
from bot.domain.meeting import MeetingState, Seat
from bot.domain.notice import NoticeKind, NoticeState
from bot.domain.obligation import AWAITED, Awaited, Obligation, ObligationState
from bot.domain.phone import CallOutcome, PhoneCall


@dataclass(frozen=True, slots=True)
class Phoned:
    """What is known of a meeting's calls: whom a card has reached, the last call about each, every one left word."""

    reached: frozenset[str]
    last: dict[str, PhoneCall]
    left_word: frozenset[str]


async def lines_to_ring(work: Work, view: MeetingView) -> list[ToRing]:
    """Every call that was asked for and still stands or was made, those still to make first."""
    rows = await work.uow.obligations.where(meeting_id=view.meeting.id, kind=Awaited.RING, order="opened_at")
    # What is awaited still comes after what was met, though both may have begun at the same instant.
    opened = {each.subject_id: each for each in sorted(rows, key=lambda each: each.state in AWAITED)}
    if not opened:
        return []
    phoned = await read_phoned(work, view)
    found = [line for each in opened.values() if (line := _line(view, each, phoned))]
    numbers = await _desk_numbers(work, view, found)
    found = [_with_number(view, each, numbers) for each in found]
    return sorted(found, key=lambda each: _place(view, each))


async def read_phoned(work: Work, view: MeetingView) -> Phoned:
    """Read it."""
    kinds = (NoticeKind.INVITATION, NoticeKind.INFORMATION)
    posts = await work.uow.notices.where(meeting_id=view.meeting.id, kind=kinds, retired=False)
    calls = await work.uow.phone_calls.where(meeting_id=view.meeting.id, order="made_at")
    return Phoned(
        frozenset(each.subject_id for each in posts if each.post_id and each.state is not NoticeState.FAILED),
        {each.subject_id: each for each in calls},
        frozenset(each.subject_id for each in calls if each.outcome is CallOutcome.MESSAGE_LEFT),
    )


def _place(view: MeetingView, line: ToRing) -> tuple[bool, datetime, bool, str, str, str]:
    """Whoever was rung in vain comes after whoever is still to be rung, and advice after what is needed."""
    who = view.name(line.invitation.person_id) if line.invitation else line.seat.named_elsewhere
    return line.done, line.again_at or view.now, not line.seat.required, view.label(line.seat), line.seat.child, who


def _line(view: MeetingView, opened: Obligation, phoned: Phoned) -> ToRing | None:
    subject = opened.subject_id
    invitation = next((each for each in view.invitations if each.id == subject), None)
    seat_id = invitation.seat_id if invitation else subject
    seat = next((each for each in view.seats if each.id == seat_id), None)
    found = _what_of(view, invitation, phoned) if invitation else _what_of_seat(view, seat)
    if seat is None or found is None:
        return None
    what, done = found
    last = phoned.last.get(subject)
    call = last if last is not None and last.revision == view.meeting.revision else None
    waits = opened.state is ObligationState.OPEN and call is not None and opened.due_at > view.now
    return ToRing(subject, what, seat, invitation, "", call, opened.due_at if waits else None, done)


def _what_of_seat(view: MeetingView, seat: Seat | None) -> tuple[What, bool] | None:
    """Somebody was named for the seat whom nobody can ask but by phone, and nobody else is asked or comes."""
    if seat is None or seat.closed or not seat.named_elsewhere or _over(view) or seat.id in view.filled:
        return None
    if any(each.awaits(view.meeting.revision) for each in view.asked(seat)):
        return None
    return "seat", False


def _what_of(view: MeetingView, invitation: Invitation, phoned: Phoned) -> tuple[What, bool] | None:
    return None if invitation.person_id in view.meeting.excluded else what_to_ask(view, invitation, phoned)


def what_to_ask(view: MeetingView, invitation: Invitation, phoned: Phoned) -> tuple[What, bool] | None:
    """What somebody must be rung for, and whether that is done; None when they need not be rung."""
    meeting, last = view.meeting, phoned.last.get(invitation.id)
    said_yes = invitation.answered_revision and invitation.recorded_by_id
    if invitation.answer is Answer.TAKEN and not said_yes:
        return None
    if meeting.state is MeetingState.CANCELLED or not invitation.live:
        knew = invitation.answered_revision or invitation.id in phoned.left_word
        said_no = invitation.answer is Answer.DECLINED
        return ("told", _was(last, CallOutcome.TOLD)) if knew and not said_no else None
    if invitation.answer is Answer.DECLINED and invitation.information_by is not None:
        return _information(view, invitation, phoned)
    if _over(view):
        return None
    if not invitation.awaits(meeting.revision):
        return ("answer", True) if invitation.recorded_by_id else None
    said_by_phone = invitation.answer is Answer.ACCEPTED and invitation.recorded_by_id is not None
    if invitation.seat_id in view.filled or (_heard(view, invitation, phoned) and not said_by_phone):
        return None
    return "answer", False


def _information(view: MeetingView, invitation: Invitation, phoned: Phoned) -> tuple[What, bool] | None:
    if view.meeting.state is MeetingState.CLOSED:
        return None
    on_its_way = _was(phoned.last.get(invitation.id), CallOutcome.ON_ITS_WAY)
    in_time = invitation.information_by is not None and invitation.information_by > view.now
    if invitation.information_sent_at or (on_its_way and in_time):
        return ("information", True) if invitation.recorded_by_id else None
    return None if _heard(view, invitation, phoned) else ("information", False)


def _heard(view: MeetingView, invitation: Invitation, phoned: Phoned) -> bool:
    """True when a card has reached them, or a colleague of the desk that was asked with them."""
    alike = (
        each
        for each in view.invitations
        if each.live
        and invitation.desk_id
        and (each.seat_id, each.desk_id) == (invitation.seat_id, invitation.desk_id)
    )
    return invitation.id in phoned.reached or any(each.id in phoned.reached for each in alike)


def _was(call: PhoneCall | None, outcome: CallOutcome) -> bool:
    return call is not None and call.outcome is outcome


def _over(view: MeetingView) -> bool:
    meeting = view.meeting
    return not meeting.open_to_answers or (meeting.ends_at is not None and meeting.ends_at <= view.now)


async def _desk_numbers(work: Work, view: MeetingView, lines: Iterable[ToRing]) -> dict[str, str]:
    """The number of a desk that somebody without a number serves, by person."""
    asked = {each.invitation.person_id for each in lines if each.invitation}
    silent = tuple(sorted(each for each in asked if each in view.people and not view.people[each].phone))
    rows = await work.uow.desk_members.where(person_id=silent) if silent else []
    ids = tuple(sorted({each.desk_id for each in rows}))
    desks = {each.id: each.phone for each in await work.uow.desks.where(id=ids)} if ids else {}
    return {each.person_id: desks[each.desk_id] for each in rows if desks.get(each.desk_id)}


def _with_number(view: MeetingView, line: ToRing, numbers: dict[str, str]) -> ToRing:
    if line.invitation is None:
        return line
    person = view.people.get(line.invitation.person_id)
    return replace(line, phone=(person.phone if person else "") or numbers.get(line.invitation.person_id, ""))
