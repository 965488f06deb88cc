"""The full meeting after one held in an emergency or out of hours: planned in the same act, sent in the same act.

It is planned only where the urgency's rule asks for it (domain: "Deadlines"), and the convenor can leave it out.
"""

from __future__ import annotations

from datetime import datetime

from bot.app.calling import call, plan_changed
from bot.app.drafting import by_when, chosen_people, keep_plan
from bot.app.planning import plan_meeting, seated_ids, still_free
from bot.app.work import Work
from bot.domain.errors import Invalid, Refusal
from bot.domain.meeting import Meeting, MeetingState
from bot.domain.notice import NoticeKind

LEFT_OUT = "Left out by the convenor."
NOT_NEEDED = "No full meeting is needed."
TOO_SOON = "The full meeting begins after the first one is over. Nothing was changed. Choose a later time."


async def full_of(work: Work, first: Meeting) -> Meeting | None:
    """The full meeting that follows this one, locked; None when none was ever planned."""
    found = await work.uow.meetings.where(follows_id=first.id, order="number")
    return await work.meeting(found[-1].id) if found else None


async def plan_full(work: Work, first: Meeting) -> Meeting | None:
    """Plan the full meeting as a draft, in the place of its plan before; None where none is to be planned.

    What the convenor left out stays out, and one that is called already stays as it is.
    """
    full = await full_of(work, first) if first.follows_id is None else None
    asked_for = work.policy(first.council).deadline(first.facts).follow_up_due is not None
    if first.follows_id is not None or not asked_for:
        if full is not None and full.state is MeetingState.DRAFT:
            await _drop(work, full, NOT_NEEDED)
        return None
    if full is not None and full.state is not MeetingState.DRAFT and full.reason != NOT_NEEDED:
        return None
    full = full or _new(work, first)
    know_as_much(work, full, first)
    full.state, full.minutes = MeetingState.DRAFT, work.policy(full.council).urgency(full.urgency).minutes
    await keep_plan(work, full, await plan_meeting(work, full, chosen=await chosen_people(work, full)))
    await work.note("full_meeting_planned", full.id, full.council, full.id, follows=first.id)
    return full


def _new(work: Work, first: Meeting) -> Meeting:
    urgency, due = by_when(first.facts, work.policy(first.council), first.id)
    return Meeting(
        id=work.new_id(),
        council=first.council,
        number=0,
        urgency=urgency,
        convenor_id=first.convenor_id,
        raised_at=first.raised_at,
        deadline=due,
        facts=first.facts,
        policy_version=first.policy_version,
        follows_id=first.id,
    )


def know_as_much(work: Work, full: Meeting, first: Meeting) -> None:
    """What is known of the case, and who must not be told, is the same for both."""
    full.facts, full.policy_version = first.facts, first.policy_version
    full.excluded, full.excluded_names = first.excluded, first.excluded_names
    full.urgency, full.deadline = by_when(first.facts, work.policy(full.council), first.id, full.deadline)


async def choose_whether(work: Work, first: Meeting, *, wanted: bool) -> None:
    """The convenor leaves the full meeting out before it is sent, or plans it after all."""
    full = await full_of(work, first)
    if wanted and full is not None and full.reason == LEFT_OUT:
        full.reason = NOT_NEEDED
        await work.uow.meetings.save(full)
    if wanted:
        await plan_full(work, first)
    elif full is not None:
        full.require(MeetingState.DRAFT)
        await _drop(work, full, LEFT_OUT)
        await work.note("full_meeting_left_out", full.id, full.council, full.id)
    await tell_first(work, first.id)


async def _drop(work: Work, full: Meeting, reason: str) -> None:
    full.state, full.reason = MeetingState.CANCELLED, reason
    await work.uow.meetings.save(full)
    for seat in await work.uow.seats.where(meeting_id=full.id, closed=False):
        seat.closed = True
        await work.uow.seats.save(seat)
    await work.uow.let_go(full.id)


async def keep_after(work: Work, first: Meeting) -> None:
    """The first meeting has another time: a draft of the full one that began before its end is planned again."""
    full = await full_of(work, first)
    if full is None or full.state is not MeetingState.DRAFT or full.starts_at is None or first.ends_at is None:
        return
    if full.starts_at < first.ends_at:
        await keep_plan(work, full, await plan_meeting(work, full, chosen=await chosen_people(work, full)))


async def not_before_the_first(work: Work, meeting: Meeting, start: datetime) -> None:
    """Refuse a time for the full meeting at which the first is not over."""
    first = await work.uow.meetings.get(meeting.follows_id) if meeting.follows_id else None
    if first is not None and first.ends_at is not None and start < first.ends_at:
        raise Invalid({"time": TOO_SOON})


async def hold_both(work: Work, first: Meeting) -> None:
    """Hold the diaries of everybody in both plans at once, in one order, before either is called."""
    full = await full_of(work, first)
    ids = (first.id,) if full is None else (first.id, full.id)
    await work.uow.hold_diaries(seated_ids(await work.uow.seats.where(meeting_id=ids, closed=False)))


async def send_full(work: Work, first: Meeting) -> None:
    """Call the full meeting with the first. When it can't be, the first goes all the same and the convenor hears."""
    full = await full_of(work, first)
    if full is None or full.state is not MeetingState.DRAFT:
        return
    seats = await work.uow.seats.where(meeting_id=full.id, closed=False)
    if full.starts_at is None or full.starts_at <= work.now:
        await tell_to_look(work, full, "full_meeting_no_time")
    elif not await still_free(work, full, seats):
        await plan_changed(work, full, seats)
        await tell_to_look(work, full, "full_meeting_changed")
    else:
        await call(work, full, full.starts_at, seats)


async def tell_to_look(work: Work, full: Meeting, code: str) -> None:
    """The convenor is told what to do about a full meeting that nobody has been asked to."""
    await work.tell(
        full.convenor_id,
        NoticeKind.TELL,
        full.convenor_id,
        full.council,
        f"{code}:{full.id}:{work.now:%Y%m%d%H%M%S}",
        meeting_id=full.id,
        code=code,
        urgent=True,
    )


async def tell_first(work: Work, first_id: str | None) -> None:
    """The convenor's card of the first meeting says how its full meeting stands."""
    if first_id is not None:
        await work.refresh(kind=NoticeKind.CONVENOR, meeting_id=first_id)


async def both_unsent(work: Work, meeting_id: str) -> tuple[Meeting, Meeting | None]:
    """The meeting to send, locked, and the one asked about if that is its full meeting: the first goes first."""
    found = await work.uow.meetings.get(meeting_id)
    first = await work.uow.meetings.get(found.follows_id) if found is not None and found.follows_id else None
    if first is None or first.state is not MeetingState.DRAFT:
        return await work.meeting(meeting_id), None
    locked = await work.meeting(first.id)
    full = await work.meeting(meeting_id)
    if full.state is not MeetingState.DRAFT:
        raise Refusal(
            "wrong_state",
            f"{full.reference} can't be sent any more. Nothing was changed. Look at the newest message about it.",
        )
    return locked, full
