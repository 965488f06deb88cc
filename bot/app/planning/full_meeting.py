"""When a full meeting can be: in working time, after the one it follows, with working time to get ready."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.app.planning.when import office_hours
from bot.app.planning.who import Candidates
from bot.app.work import Work
from bot.domain.meeting import Meeting
from scheduling.availability import Intervals
from scheduling.london import local_day
from scheduling.working_time import WorkingTime


async def full_window(work: Work, meeting: Meeting) -> tuple[datetime, datetime]:
    """The soonest start and the last end (UTC); the end is past the deadline when no whole meeting fits before it."""
    policy, length = work.policy(meeting.council), timedelta(minutes=meeting.minutes)
    hours = policy.working_time()
    notice = timedelta(minutes=policy.urgency(meeting.urgency).notice_minutes)
    soonest = hours.add_working_hours(work.now, notice)
    first = await work.uow.meetings.get(meeting.follows_id or "")
    if first is not None and first.ends_at is not None:
        soonest = max(soonest, first.ends_at)
    soonest = _room_for(length, hours.next_open(soonest), hours)
    return soonest, max(meeting.deadline, soonest + length)


def by_day(found: Sequence[Candidates], hours: WorkingTime, first: datetime, last: datetime) -> None:
    """Leave of everybody's time what lies in working time: who works at night is not asked to sit then."""
    spans = office_hours(hours, first, last)
    # Many keep the same hours: what is equal becomes one, and is laid on the grid once.
    kept: dict[Intervals, Intervals] = {}

    def within(time: Intervals) -> Intervals:
        if time not in kept:
            kept[time] = time.intersect(spans)
        return kept[time]

    for each in found:
        each.demand = [replace(one, free=within(one.free), unknown=within(one.unknown)) for one in each.demand]


def _room_for(length: timedelta, at: datetime, hours: WorkingTime) -> datetime:
    close = hours.close_of(local_day(at))
    return at if at + length <= close else hours.next_open(close)
