"""What a leaver has at one meeting, handed to somebody who may have it: nothing is left waiting for nobody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.app.accountability import chase, let_go, show_change, tell_owner_anew
from bot.app.agreeing import ask_anew
from bot.app.information import ask_information
from bot.app.inviting import invite, invite_seat, owe_seat, withdraw
from bot.app.keeping import owe_record, tell_convenor
from bot.app.nudging import tell_chair_anew
from bot.app.returning import bring_back_anew
from bot.app.work import Work
from bot.domain.action import ActionState
from bot.domain.invitation import Answer, Invitation
from bot.domain.meeting import Meeting, MeetingState, Seat
from bot.domain.notice import NoticeKind
from bot.domain.obligation import AWAITED, Awaited
from bot.domain.people import Person

COMING = (Answer.NONE, Answer.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Leaver:
    """Who leaves, and those above them who are still here, the nearest first. `told`: how an heir hears of it."""

    person: Person
    heirs: Sequence[Person]
    told: str = "now_yours"

    def heir(self, meeting: Meeting) -> Person | None:
        """The nearest who may know of this meeting: never anybody who must not be told."""
        fit = (each for each in self.heirs if each.id not in meeting.excluded and meeting.council in each.councils)
        return next(fit, None)


async def hand_on(work: Work, meeting: Meeting, leaver: Leaver) -> None:
    """Everything that waits for the leaver at this meeting; the meeting's row is locked."""
    await _handover(work, meeting, leaver)
    if meeting.convenor_id == leaver.person.id:
        await _convenorship(work, meeting, leaver)
    if meeting.recorder_id == leaver.person.id:
        await _record(work, meeting, leaver)
    if meeting.state is MeetingState.DRAFT:
        await _leave_plan(work, meeting, leaver)
    if meeting.state is MeetingState.CALLED:
        await _leave_seats(work, meeting, leaver)
    await _information(work, meeting, leaver)
    await _actions(work, meeting, leaver)
    await ask_anew(work, meeting, leaver.person.id)
    await bring_back_anew(work, meeting, leaver.person.id)
    await _whatever_else(work, meeting, leaver)
    await work.refresh(meeting_id=meeting.id)


async def _handover(work: Work, meeting: Meeting, leaver: Leaver) -> None:
    """A meeting offered to the leaver stays with whoever offered it."""
    if meeting.handover_to_id != leaver.person.id:
        return
    meeting.handover_to_id = None
    await work.uow.meetings.save(meeting)
    await work.settle(Awaited.HANDOVER, meeting.id)
    code, giver = "handover_refused", meeting.convenor_id
    dedupe = f"{code}:{meeting.id}:{leaver.person.id}:{work.now:%Y%m%d%H%M%S}"
    await work.tell(
        giver,
        NoticeKind.TELL,
        leaver.person.id,
        meeting.council,
        dedupe,
        meeting_id=meeting.id,
        code=code,
        urgent=True,
    )
    await work.note("handover_back", meeting.id, meeting.council, meeting.id)


async def _convenorship(work: Work, meeting: Meeting, leaver: Leaver) -> None:
    heir = await _next_convenor(work, meeting, leaver)
    if heir is None:
        await work.note("nobody_to_convene", meeting.id, meeting.council, meeting.id)
        return
    meeting.convenor_id = heir.id
    if meeting.recorder_id == heir.id:
        meeting.recorder_id = None
    if meeting.handover_to_id == heir.id:
        meeting.handover_to_id = None
        await work.settle(Awaited.HANDOVER, meeting.id)
    await work.uow.meetings.save(meeting)
    await tell_convenor(work, meeting)
    if meeting.state in (MeetingState.CALLED, MeetingState.HELD):
        await owe_record(work, meeting)
    dedupe = f"{leaver.told}:{meeting.id}:{heir.id}:{leaver.person.id}"
    await work.tell(
        heir.id,
        NoticeKind.TELL,
        leaver.person.id,
        meeting.council,
        dedupe,
        meeting_id=meeting.id,
        code=leaver.told,
        urgent=True,
    )
    await work.note("convenor_left", meeting.id, meeting.council, meeting.id, to=heir.id)


async def _next_convenor(work: Work, meeting: Meeting, leaver: Leaver) -> Person | None:
    """Somebody of social care above the leaver; else anybody here who may chair such a meeting."""
    # The last rule is the usual chair; those before it are for particular cases.
    chairs = dict.fromkeys(rule.seat for rule in reversed(work.policy(meeting.council).chairs))
    able = [*leaver.heirs]
    for people in (await work.uow.people_for_seats(meeting.council, chairs)).values():
        able += people
    return Leaver(leaver.person, [each for each in able if each.agency == "social_care"]).heir(meeting)


async def _record(work: Work, meeting: Meeting, leaver: Leaver) -> None:
    """Without anybody else, the convenor writes the actions down."""
    heir = leaver.heir(meeting)
    meeting.recorder_id = heir.id if heir and heir.id != meeting.convenor_id else None
    await work.uow.meetings.save(meeting)
    if meeting.state not in (MeetingState.CALLED, MeetingState.HELD):
        return
    if meeting.recorder_id:
        dedupe = f"recorder:{meeting.id}:{meeting.recorder_id}"
        await work.tell(
            meeting.recorder_id, NoticeKind.RECORD, meeting.id, meeting.council, dedupe, meeting_id=meeting.id
        )
    await owe_record(work, meeting)
    await work.note("recorder_left", meeting.id, meeting.council, meeting.id, to=meeting.recorder_id or "")


async def _leave_plan(work: Work, meeting: Meeting, leaver: Leaver) -> None:
    for seat in await work.uow.seats.where(meeting_id=meeting.id, person_id=leaver.person.id, closed=False):
        await _empty(work, seat)
        await work.note("seat_open_again", seat.id, meeting.council, meeting.id, seat=seat.name)


async def _leave_seats(work: Work, meeting: Meeting, leaver: Leaver) -> None:
    for invitation in await work.uow.invitations.where(
        meeting_id=meeting.id, person_id=leaver.person.id, answer=COMING
    ):
        await withdraw(work, invitation)
        seat = await work.uow.seats.get(invitation.seat_id)
        if seat is not None and not seat.closed:
            await fill_now(work, meeting, seat)
            await work.note("seat_open_again", seat.id, meeting.council, meeting.id, seat=seat.name)


async def fill_now(work: Work, meeting: Meeting, seat: Seat) -> None:
    """Whoever had the seat has it no more: the desk's others have it again, else the next best person is asked."""
    others = await work.uow.invitations.where(seat_id=seat.id)
    if any(each.answer is Answer.ACCEPTED for each in others):
        return
    await _empty(work, seat)
    if any(each.answer is Answer.NONE for each in others):
        return
    taken = [each for each in others if each.answer is Answer.TAKEN and await work.person(each.person_id)]
    if seat.desk_id and taken:
        for each in taken:
            await invite(work, meeting, seat, each.person_id, desk_id=seat.desk_id)
        await owe_seat(work, meeting, seat)
    elif seat.desk_id:
        await invite_seat(work, meeting, seat)
    else:
        await owe_seat(work, meeting, seat, grace=timedelta(0))


async def _empty(work: Work, seat: Seat) -> None:
    seat.person_id, seat.person_why = None, ""
    await work.uow.seats.save(seat)


async def _information(work: Work, meeting: Meeting, leaver: Leaver) -> None:
    """A promise of information is the agency's: whoever is above the leaver is asked to keep it."""
    heir = leaver.heir(meeting)
    owed = await work.uow.obligations.where(
        meeting_id=meeting.id, person_id=leaver.person.id, kind=Awaited.INFORMATION, state=AWAITED
    )
    for each in owed if heir else ():
        promised = await work.uow.invitations.get(each.subject_id)
        if promised is None or heir is None:
            continue
        asked = Invitation(
            work.new_id(), meeting.council, meeting.id, promised.seat_id, heir.id, work.now, meeting.revision
        )
        asked.answer, asked.information_by, asked.via = Answer.DECLINED, promised.information_by, "quorate"
        await work.uow.invitations.add(asked)
        await ask_information(work, meeting, asked)
        await withdraw(work, promised)
        await work.note("information_handed_on", asked.id, meeting.council, meeting.id, to=heir.id)


async def _actions(work: Work, meeting: Meeting, leaver: Leaver) -> None:
    """Without anybody who may have it, an action lacks its owner, and is chased until it has one."""
    heir = leaver.heir(meeting)
    for action in await work.uow.actions.where(
        meeting_id=meeting.id, owner_id=leaver.person.id, state=ActionState.OPEN
    ):
        action.owner_id = heir.id if heir else None
        action.owner_words = action.owner_words if heir else leaver.person.name
        await let_go(work, action)
        await work.uow.actions.save(action)
        await work.settle(Awaited.ACTION, action.id)
        if meeting.state is MeetingState.CLOSED:
            await chase(work, meeting, action)
            await (tell_owner_anew(work, meeting, heir.id) if heir else tell_chair_anew(work, meeting))
        await show_change(work, meeting, action)
        await work.note(
            "owner_left", action.id, meeting.council, meeting.id, number=action.number, to=action.owner_id or ""
        )


async def _whatever_else(work: Work, meeting: Meeting, leaver: Leaver) -> None:
    """Whatever is still awaited of the leaver is awaited of the one above, or else of the convenor."""
    heir = leaver.heir(meeting)
    for each in await work.uow.obligations.where(meeting_id=meeting.id, person_id=leaver.person.id, state=AWAITED):
        each.person_id = heir.id if heir else meeting.convenor_id
        await work.uow.obligations.save(each)
        await work.note("owed_by_another", each.id, meeting.council, meeting.id, kind=str(each.kind))
