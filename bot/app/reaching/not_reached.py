"""A message that arrives nowhere: the person's desk is asked too, and somebody is told whom to ring."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime

import structlog

from bot.app.information import request_information
from bot.app.inviting import ask_desk_too, desk_on_shift, fill_again
from bot.app.nudging import AGAIN, tell_gently
from bot.app.reaching.ringing import put_card, ring_about
from bot.app.reaching.to_ring import read_phoned, what_to_ask
from bot.app.reaching.who_hears import who_is_above, who_runs
from bot.app.view import view_meeting
from bot.app.work import Work
from bot.domain.invitation import Invitation
from bot.domain.meeting import Meeting, MeetingState
from bot.domain.notice import Notice, NoticeKind, NoticeState
from bot.domain.people import Person
from scheduling.london import local_day

log = structlog.get_logger()

Matters = Callable[[Notice, Person, Work], Awaitable[bool]]
# Whoever is above the person hears of these; of the others whoever runs the meeting.
OF_THE_PERSON = (
    NoticeKind.DIGEST, NoticeKind.ACTIONS, NoticeKind.NUDGE, NoticeKind.LONGER, NoticeKind.RETURNED,
    NoticeKind.UNTIMED, NoticeKind.INVITATION,
)  # fmt: skip
# The tool says that there is no such account any more: whoever is above them knows whether they have left.
ACCOUNT_CLOSED = ("deactivated", "user_disabled", "user_not_found", "users_not_found", "account_gone")


async def not_reached(work: Work, notice: Notice, matters: Matters) -> None:
    """Somebody is told, in the transaction in which it is known; nobody of what no longer matters, or arrived in
    another channel. Whoever waits for a code sees that it does not come, and asks for another."""
    person = await work.person(notice.person_id)
    if notice.kind is NoticeKind.CODE or notice.retired or person is None or await _arrived(work, notice):
        return
    meeting = await work.meeting(notice.meeting_id) if notice.meeting_id else None
    if meeting is not None and person.id in meeting.excluded:
        return
    if notice.kind in (NoticeKind.INVITATION, NoticeKind.INFORMATION) and meeting is not None:
        await _of_invitation(work, notice, person, meeting)
    elif notice.kind is NoticeKind.UNREACHED:
        await _tell_next(work, notice, matters)
    elif not await matters(notice, person, work):
        return
    elif notice.kind is NoticeKind.RING and meeting is not None:
        await put_card(work, meeting)
    else:
        await tell_somebody(work, notice, person, meeting)


async def _arrived(work: Work, notice: Notice) -> bool:
    """True when the same has arrived, or is on its way, in another channel or a newer card."""
    rows = await work.uow.notices.where(
        subject_id=notice.subject_id, person_id=notice.person_id, kind=notice.kind, retired=False
    )
    gone = (NoticeState.FAILED, NoticeState.MOOT)
    return any(each.id != notice.id and each.state not in gone and _tried_yet(each) for each in rows)


def _tried_yet(notice: Notice) -> bool:
    """A first post that a channel has already put off is no news."""
    return bool(notice.post_id) or notice.waiting_since is None


async def _of_invitation(work: Work, notice: Notice, person: Person, meeting: Meeting) -> None:
    invitation = await work.uow.invitations.get(notice.subject_id)
    view = await view_meeting(work.uow, work.policies, meeting, work.now)
    if invitation is None or invitation.person_id != person.id:
        return
    found = what_to_ask(view, invitation, await read_phoned(work, view))
    if found is None or found[1]:
        return
    if found[0] != "told":
        await _ask_their_desk(work, meeting, invitation)
    await ring_about(work, meeting, invitation.id)
    if notice.reason in ACCOUNT_CLOSED:
        if found[0] == "answer":
            await _ask_a_colleague(work, meeting, invitation)
        await tell_somebody(work, notice, person, meeting)


async def _ask_their_desk(work: Work, meeting: Meeting, invitation: Invitation) -> None:
    """The desks that the person serves and that can fill the seat, if shared desks are allowed."""
    seat = await work.uow.seats.get(invitation.seat_id)
    if seat is None or invitation.desk_id or not work.policy(meeting.council).desks_allowed(meeting.facts):
        return
    rows = await work.uow.desk_members.where(person_id=invitation.person_id)
    serves = {each.desk_id for each in rows}
    if invitation.only_informs:
        desks = (await work.uow.desks_for_seats(meeting.council, [seat.name]))[seat.name]
        for desk in desks:
            if desk.id in serves and seat.desk_id is None:
                for each in await desk_on_shift(work, meeting, desk.id):
                    if each.id != invitation.person_id:
                        await request_information(work, meeting, seat, each.id, desk.id)
    elif meeting.state is MeetingState.CALLED:
        await ask_desk_too(work, meeting, seat, serves)


async def _ask_a_colleague(work: Work, meeting: Meeting, invitation: Invitation) -> None:
    """Nobody waits for an answer from an account that is closed: the next best person is asked at once, as well."""
    seat = await work.uow.seats.get(invitation.seat_id)
    mine = seat is not None and seat.person_id == invitation.person_id and not seat.desk_id
    if seat is not None and mine and await fill_again(work, meeting, seat):
        await work.note("asked_instead", invitation.id, meeting.council, meeting.id, seat=seat.name)


async def tell_somebody(work: Work, origin: Notice, person: Person, meeting: Meeting | None) -> None:
    """One short line to whoever is above the person or runs the meeting: whom to ring, and about what."""
    told = await work.uow.notices.where(kind=NoticeKind.UNREACHED, subject_id=origin.id)
    if any(each.state is not NoticeState.FAILED for each in told):
        return
    besides = {each.person_id for each in told}
    if origin.kind in OF_THE_PERSON or meeting is None:
        hearer = await who_is_above(work, person, origin.council, meeting, besides)
    else:
        hearer = await who_runs(work, meeting, {person.id, *besides})
    if hearer is None:
        log.error("nobody to tell", notice=origin.id, kind=str(origin.kind))
        await work.note("nobody_to_tell", origin.id, origin.council, origin.meeting_id)
        return
    when = _turn(work.now, urgent=origin.urgent)
    dedupe = f"{AGAIN}unreached:{person.id}:{origin.meeting_id}:{origin.kind}:{when}:{hearer.id}"
    if await work.uow.notices.where(dedupe=dedupe):
        await work.refresh(kind=NoticeKind.UNREACHED, person_id=hearer.id, meeting_id=origin.meeting_id)
        return
    about = (hearer, NoticeKind.UNREACHED, origin.id, origin.council, dedupe)
    await tell_gently(work, *about, meeting_id=origin.meeting_id, urgent=origin.urgent)


def _turn(now: datetime, *, urgent: bool) -> str:
    """The same is said once a day where it is urgent, else once a week."""
    day = local_day(now)
    return day.isoformat() if urgent else f"{day.isocalendar().year}-{day.isocalendar().week}"


async def _tell_next(work: Work, notice: Notice, matters: Matters) -> None:
    """Whoever was to be told is out of reach too: the next one is told, of the one whom it was all about."""
    origin = await work.uow.notices.get(notice.subject_id)
    person = await work.person(origin.person_id) if origin else None
    if origin is None or person is None or not await matters(origin, person, work):
        return
    meeting = await work.meeting(origin.meeting_id) if origin.meeting_id else None
    await tell_somebody(work, origin, person, meeting)
