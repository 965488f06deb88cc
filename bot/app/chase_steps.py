"""What each rung of a ladder does: ask again, ask the next best person, or put it in a named person's hands."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta

from bot.app.digest import nudge
from bot.app.inviting import FILL_AGAIN, ask_desk_too, desk_on_shift, fill_again, invite, send_card
from bot.app.planning import better_time
from bot.app.those_above import chair_of, those_above
from bot.app.work import Work
from bot.domain.action import ActionState
from bot.domain.invitation import Answer, Invitation
from bot.domain.meeting import Meeting, MeetingState, Seat
from bot.domain.notice import NoticeKind
from bot.domain.obligation import Awaited, Obligation
from scheduling.ladder import Ladder

Taking = Callable[[Obligation, str, tuple[str, ...], Meeting, Work], Awaitable[bool]]
ASK_NEXT = "ask_next"
HALF_WAY = "half_way"
BEFORE_IT = (Awaited.ANSWER, Awaited.SEAT)


async def take_step(obligation: Obligation, ladder: Ladder, work: Work) -> bool:
    """Take the rung; False when nothing is awaited any more."""
    meeting = await work.meeting(obligation.meeting_id)
    if obligation.kind in BEFORE_IT and meeting.ends_at is not None and meeting.ends_at <= work.now:
        # It is over: nobody is asked to come any more, and the record is awaited.
        return False
    if obligation.step == FILL_AGAIN:
        return await _fill_or_climb(obligation, meeting, work)
    step = ladder.steps[min(obligation.step, len(ladder.steps) - 1)]
    goes_on = await TAKING[obligation.kind](obligation, step.label, step.audience, meeting, work)
    if goes_on:
        await work.note(
            "chased", obligation.subject_id, obligation.council, meeting.id, step=step.label, rung=obligation.step
        )
    return goes_on


async def _fill_or_climb(obligation: Obligation, meeting: Meeting, work: Work) -> bool:
    """After the moment for naming a deputy: ask the next best person; with nobody left, the ladder begins."""
    seat = await work.uow.seats.get(obligation.subject_id)
    if seat is None or meeting.state is not MeetingState.CALLED or await _taken_up(seat, meeting, work):
        return False
    return not await _filled(seat, meeting, work)


async def _filled(seat: Seat, meeting: Meeting, work: Work) -> bool:
    asked = await fill_again(work, meeting, seat)
    if asked:
        await work.refresh(meeting_id=meeting.id)
    else:
        await _look_for_a_better_time(seat, meeting, work)
        await work.refresh(meeting_id=meeting.id, kind=NoticeKind.CONVENOR)
    return asked


async def _look_for_a_better_time(seat: Seat, meeting: Meeting, work: Work) -> None:
    """Nobody is left to ask at this time: the convenor is shown another, if one has more of those needed."""
    if seat.required:
        seats = await work.uow.seats.where(meeting_id=meeting.id, closed=False)
        found = await better_time(work, meeting, seats)
        meeting.offered = (found,) if found else ()
        await work.uow.meetings.save(meeting)


async def _taken_up(seat: Seat, meeting: Meeting, work: Work) -> bool:
    """True when somebody has accepted the seat, or has been asked for it and not declined."""
    return any(
        each.counts_for(meeting.revision) or (each.desk_id is None and each.answer is Answer.NONE)
        for each in await work.uow.invitations.where(seat_id=seat.id)
    )


async def _answer(
    obligation: Obligation, label: str, audience: tuple[str, ...], meeting: Meeting, work: Work
) -> bool:
    invitation = await work.uow.invitations.get(obligation.subject_id)
    if (
        invitation is None
        or not meeting.open_to_answers
        or not invitation.awaits(meeting.revision)
        or not invitation.live
    ):
        return False
    seat = await work.uow.seats.get(invitation.seat_id)
    if label == ASK_NEXT and seat is not None:
        await _filled(seat, meeting, work)
        if "desk" in audience:
            await ask_desk_too(work, meeting, seat)
    if "recipient" in audience:
        await send_card(work, meeting, invitation, f"r{meeting.revision}:again{obligation.step}")
    await _tell_managers(obligation, label, audience, meeting, invitation, work)
    return True


async def _seat(obligation: Obligation, label: str, audience: tuple[str, ...], meeting: Meeting, work: Work) -> bool:
    seat = await work.uow.seats.get(obligation.subject_id)
    if seat is None or seat.closed or not meeting.open_to_answers:
        return False
    invitations = await work.uow.invitations.where(seat_id=seat.id)
    if any(each.counts_for(meeting.revision) for each in invitations):
        return False
    waiting = [each for each in invitations if each.awaits(meeting.revision) and each.live]
    if seat.desk_id and {"desk", "recipient"} & set(audience):
        await _ask_desk_again(obligation, seat, meeting, waiting, work)
    if seat.desk_id and label == ASK_NEXT:
        await _filled(seat, meeting, work)
    if not seat.desk_id and not waiting and await _filled(seat, meeting, work):
        return False
    await _tell_managers(obligation, label, audience, meeting, waiting[0] if waiting else None, work)
    return True


async def _ask_desk_again(
    obligation: Obligation, seat: Seat, meeting: Meeting, waiting: list[Invitation], work: Work
) -> None:
    """The shift may have changed: whoever is on now is asked, or asked again; who has gone home is left in peace."""
    asked = {each.person_id: each for each in waiting}
    for person in await desk_on_shift(work, meeting, seat):
        if earlier := asked.get(person.id):
            await send_card(work, meeting, earlier, f"r{meeting.revision}:desk{obligation.step}")
        else:
            await invite(work, meeting, seat, person.id, desk_id=seat.desk_id)


async def _complete_action(
    obligation: Obligation, label: str, audience: tuple[str, ...], meeting: Meeting, work: Work
) -> bool:
    action = await work.uow.actions.get(obligation.subject_id)
    if action is None or action.state is not ActionState.OPEN or action.complete:
        return False
    await nudge(work, meeting, action, audience, label)
    return True


async def _action(
    obligation: Obligation, label: str, audience: tuple[str, ...], meeting: Meeting, work: Work
) -> bool:
    action = await work.uow.actions.get(obligation.subject_id)
    if action is None or action.state is not ActionState.OPEN:
        return False
    if label != HALF_WAY or not _short(obligation, meeting, work):
        await nudge(work, meeting, action, audience, label)
    return True


def _short(obligation: Obligation, meeting: Meeting, work: Work) -> bool:
    """True for an action that is due so soon that a half-way nudge would only be noise."""
    least = timedelta(days=work.policy(meeting.council).actions.half_way_from_days)
    return obligation.target_at is not None and obligation.target_at - obligation.opened_at < least


async def _information(
    obligation: Obligation, label: str, audience: tuple[str, ...], meeting: Meeting, work: Work
) -> bool:
    invitation = await work.uow.invitations.get(obligation.subject_id)
    if invitation is None or invitation.information_sent_at or not invitation.live:
        return False
    if "recipient" in audience:
        await work.tell(
            invitation.person_id,
            NoticeKind.INFORMATION,
            invitation.id,
            meeting.council,
            f"information:{obligation.id}:{obligation.step}",
            meeting_id=meeting.id,
        )
    await _tell_managers(obligation, label, audience, meeting, invitation, work)
    return True


async def _handover(
    obligation: Obligation, label: str, audience: tuple[str, ...], meeting: Meeting, work: Work
) -> bool:
    if meeting.handover_to_id is None or meeting.handover_to_id != obligation.person_id:
        return False
    if "recipient" in audience:
        dedupe = f"handover:{obligation.id}:{obligation.step}"
        await work.tell(
            meeting.handover_to_id,
            NoticeKind.HANDOVER,
            meeting.id,
            meeting.council,
            dedupe,
            meeting_id=meeting.id,
            urgent=True,
        )
    await _tell_managers(obligation, label, audience, meeting, None, work)
    return True


async def _record(obligation: Obligation, _: str, audience: tuple[str, ...], meeting: Meeting, work: Work) -> bool:
    if meeting.state not in (MeetingState.CALLED, MeetingState.HELD):
        return False
    recorder = meeting.recorder_id or meeting.convenor_id
    if "recipient" in audience:
        await _say(obligation, recorder, "record_missing", meeting, work)
    await _tell_managers(obligation, "record_missing", audience, meeting, None, work)
    return True


async def _tell_managers(
    obligation: Obligation,
    label: str,
    audience: tuple[str, ...],
    meeting: Meeting,
    invitation: Invitation | None,
    work: Work,
) -> None:
    """Those above: the convenor and the managers named by the step hear in a line of their own."""
    about = await work.person(invitation.person_id if invitation else meeting.convenor_id)
    above = await those_above(work.uow, about, meeting)
    above += await those_above(work.uow, await work.uow.people.get(meeting.convenor_id), meeting)
    chair = await chair_of(work.uow, meeting)
    manager = above[0].id if above else meeting.convenor_id
    told: dict[str, str | None] = {
        "convenor": meeting.convenor_id,
        "owner": meeting.convenor_id,
        "chair": chair.id if chair else meeting.convenor_id,
        "manager": manager,
        "duty_inspector": manager,
    }
    code = f"{obligation.kind}_waiting" if label != "record_missing" else label
    for person_id in sorted({person for each in audience if (person := told.get(each))}):
        await _say(obligation, person_id, code, meeting, work, about_id=about.id if about else "")


async def _say(
    obligation: Obligation, person_id: str, code: str, meeting: Meeting, work: Work, about_id: str = ""
) -> None:
    if person_id in meeting.excluded:
        return
    await work.tell(
        person_id,
        NoticeKind.TELL,
        about_id or person_id,
        meeting.council,
        f"{code}:{obligation.id}:{obligation.step}:{person_id}",
        meeting_id=meeting.id,
        code=code,
        urgent=work.policy(meeting.council).urgency(meeting.urgency).urgent_nudges,
    )


TAKING: dict[Awaited, Taking] = {
    Awaited.ANSWER: _answer,
    Awaited.SEAT: _seat,
    Awaited.COMPLETE_ACTION: _complete_action,
    Awaited.ACTION: _action,
    Awaited.INFORMATION: _information,
    Awaited.HANDOVER: _handover,
    Awaited.RECORD: _record,
}
