"""What the self-audit may put right: what the policy says is awaited anew, a claim is taken back, a card retired.

Each looks again at its own subject, held in the transaction; False when there was nothing to do after all.
"""

from __future__ import annotations

from bot.app.accountability import chase as chase_action
from bot.app.inviting import send_card
from bot.app.owing import owe_seat
from bot.app.work import Work
from bot.domain.handover import Way
from bot.domain.notice import NoticeKind, NoticeState
from bot.domain.obligation import Awaited, ObligationState
from bot.domain.watching import Amiss
from bot.policy.nights import night_ladder


async def await_seat(amiss: Amiss, work: Work) -> bool:
    """Somebody is awaited for the seat, on the ladder of its kind."""
    seat = await work.uow.seats.lock(amiss.subject_id)
    if seat is None:
        return False
    await owe_seat(work, await work.meeting(seat.meeting_id), seat)
    return True


async def await_police(amiss: Amiss, work: Work) -> bool:
    """The request has its ladder again."""
    request = await work.uow.police_requests.lock(amiss.subject_id)
    return request is not None and await await_seat(Amiss(amiss.check_name, request.seat_id), work)


async def await_action(amiss: Amiss, work: Work) -> bool:
    """The action is awaited, or what it lacks is."""
    action = await work.uow.actions.lock(amiss.subject_id)
    if action is None:
        return False
    await chase_action(work, await work.meeting(action.meeting_id), action)
    return True


async def send_invitation(amiss: Amiss, work: Work) -> bool:
    """They get their card."""
    invitation = await work.uow.invitations.lock(amiss.subject_id)
    if invitation is None:
        return False
    meeting = await work.meeting(invitation.meeting_id)
    if invitation.person_id in meeting.excluded or await work.person(invitation.person_id) is None:
        return False
    await send_card(work, meeting, invitation, f"repaired.{work.now:%d%H%M%S}")
    return True


async def await_line(amiss: Amiss, work: Work) -> bool:
    """The line is awaited on the ladder of its way."""
    line = await work.uow.handover_lines.lock(amiss.subject_id)
    if line is None:
        return False
    meeting, policy = await work.meeting(line.meeting_id), work.policy(line.council)
    if line.way is Way.NIGHT:
        ladder = night_ladder(policy, "handover", meeting.urgency)
    else:
        ladder = policy.ladder("carry_over", meeting.urgency, by_day=True, usual=True)
    await work.owe(Awaited.LINE, line.id, ladder, line.council, meeting.id)
    return True


async def set_timer(amiss: Amiss, work: Work) -> bool:
    """It is due now: a row without its timer is stopped and begun again."""
    owed = await work.uow.obligations.lock(amiss.subject_id)
    if owed is None or owed.state is not ObligationState.OPEN:
        return False
    owed.state = ObligationState.MET
    await work.uow.obligations.save(owed)
    owed.state, owed.due_at, owed.daily, owed.ahead = ObligationState.OPEN, work.now, False, ()
    await work.uow.obligations.save(owed)
    return True


async def take_claim_back(amiss: Amiss, work: Work) -> bool:
    """It waits again, due now; whoever claimed it can record nothing. A first post in doubt stays so marked."""
    notice = await work.uow.notices.lock(amiss.subject_id)
    if notice is None or notice.state not in (NoticeState.CLAIMED, NoticeState.PENDING, NoticeState.RETRY):
        return False
    if notice.state is NoticeState.CLAIMED:
        # Whoever had it may have changed the post without saying so.
        notice.state, notice.shown = NoticeState.RETRY, ""
    notice.fence, notice.lease_until, notice.due_at = notice.fence + 1, None, work.now
    await work.uow.notices.save(notice)
    return True


async def keep_one_card(amiss: Amiss, work: Work) -> bool:
    """The newest stays; the others give way to it, and say so."""
    gone = (NoticeState.FAILED, NoticeState.MOOT)
    # Its other messages are another matter: an entry in a calendar is never replaced.
    rows = await work.uow.notices.where(
        subject_id=amiss.subject_id, kind=NoticeKind.INVITATION, retired=False, order="created_at"
    )
    newest: dict[tuple[str, str], str] = {}
    for row in rows:
        newest[row.person_id, row.channel] = row.id
    older = [each for each in rows if each.state not in gone and each.id not in newest.values()]
    for each in older:
        await work.uow.retire_notice(each.id, work.now)
    return bool(older)


async def retire(amiss: Amiss, work: Work) -> bool:
    """It is never sent."""
    notice = await work.uow.notices.lock(amiss.subject_id)
    if notice is None or notice.post_id or notice.state not in (NoticeState.PENDING, NoticeState.RETRY):
        return False
    notice.state, notice.retired = NoticeState.MOOT, True
    await work.uow.notices.save(notice)
    return True
