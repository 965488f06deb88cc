"""A convenor's open urgent work: what the policy counts as not able to wait until the offices open again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.app.nights.complete import gaps
from bot.app.staying_out import heed_all
from bot.app.view import MeetingView, view_meeting
from bot.app.work import Work
from bot.domain.action import Action
from bot.domain.meeting import Meeting, MeetingState
from bot.policy import Policy
from bot.policy.nights import Night, night_of

# A meeting that began earlier today and is not written down yet may still be going on.
JUST_BEGUN = timedelta(hours=4)
# What is chased at any hour meets within a day of the night's end.
AFTER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class OpenWork:
    """One meeting, or one action of it, that cannot wait; `missing` is what whoever takes it would lack."""

    view: MeetingView
    action: Action | None = None
    missing: tuple[str, ...] = ()

    @property
    def meeting(self) -> Meeting:
        """The meeting that it is, or is of."""
        return self.view.meeting

    @property
    def restricted(self) -> bool:
        """True where no desk may have it: it is handed to one person."""
        return not self.view.policy.desks_allowed(self.meeting.facts)


async def open_work_of(work: Work, council: str, person_id: str) -> list[OpenWork]:
    """All that this convenor has open and that cannot wait for the end of the night, meetings first."""
    return (await open_work(work, council, [person_id])).get(person_id, [])


async def open_work(
    work: Work, council: str, only: Collection[str] = (), besides: Collection[str] = ()
) -> dict[str, list[OpenWork]]:
    """The same by convenor, for this council; `only` for these, or for all `besides` these."""
    policy = work.policy(council)
    night = night_of(policy.working_time(), work.now)
    found: dict[str, list[OpenWork]] = {}
    meetings = await work.uow.meets_between(council, work.now - JUST_BEGUN, night.ends + AFTER)
    theirs = _of(meetings, only, besides)
    theirs.sort(key=lambda each: (each.starts_at or each.deadline, each.number))
    for meeting in await heed_all(work.uow, theirs):
        if meeting.convenor_id in meeting.excluded:
            continue
        view = await view_meeting(work.uow, work.policies, meeting, work.now)
        if _counts(view, policy, night):
            missing = gaps(view, view.people.get(meeting.convenor_id))
            found.setdefault(meeting.convenor_id, []).append(OpenWork(view, None, missing))
    if "action_due" in policy.nights.counts:
        due = await work.uow.actions_due(council, work.now, night.ends)
        stand = {each.id: each for each in _of(await _meetings(work, due), only, besides)}
        for each in await _actions(work, council, due, stand):
            found.setdefault(each.meeting.convenor_id, []).append(each)
    return found


def _of(meetings: Iterable[Meeting], only: Collection[str], besides: Collection[str]) -> list[Meeting]:
    return [each for each in meetings if (not only or each.convenor_id in only) and each.convenor_id not in besides]


def _counts(view: MeetingView, policy: Policy, night: Night) -> bool:
    meeting, counts = view.meeting, policy.nights.counts
    if meeting.ends_at is not None and meeting.ends_at <= view.now:
        return False
    if "meets_tonight" in counts and meeting.starts_at is not None and meeting.starts_at < night.ends:
        return True
    if not policy.urgency(meeting.urgency).urgent_nudges or meeting.follows_id is not None:
        return False
    empty = any(seat.required and seat.id not in view.filled for seat in view.open_seats())
    # Whoever was asked besides, for a seat that somebody fills by now, is waited for no more.
    waiting = (each for each in view.invitations if each.seat_id not in view.filled)
    awaited = any(each.live and each.awaits(meeting.revision) for each in waiting)
    return ("seat_empty" in counts and empty) or ("unanswered" in counts and awaited)


async def _actions(
    work: Work, council: str, due: Sequence[Action], meetings: Mapping[str, Meeting]
) -> list[OpenWork]:
    """Those due actions of these meetings that are an action owner's to do tonight."""
    owners = {each.owner_id for each in due if each.owner_id and each.meeting_id in meetings}
    people = {each.id: each for each in await work.uow.people.where(id=tuple(sorted(owners)))} if owners else {}
    agencies = work.policy(council).nights.action_owners
    found = []
    for action in due:
        meeting, owner = meetings.get(action.meeting_id), people.get(action.owner_id or "")
        if meeting is None or (owner is not None and owner.agency not in agencies):
            continue
        view = await view_meeting(work.uow, work.policies, meeting, work.now)
        found.append(OpenWork(view, action, gaps(view, view.people.get(meeting.convenor_id))))
    return found


async def _meetings(work: Work, actions: Iterable[Action]) -> list[Meeting]:
    """The meetings of these actions whose records stand, and whose convenor may know of them."""
    ids = tuple(sorted({each.meeting_id for each in actions}))
    found = await heed_all(work.uow, await work.uow.meetings.where(id=ids)) if ids else []
    stand = (MeetingState.HELD, MeetingState.CLOSED)
    return [each for each in found if each.state in stand and each.convenor_id not in each.excluded]
