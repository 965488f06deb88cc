"""Calling a meeting that is planned: its room, everybody's invitation, the convenor's card and the record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.app.drafting import chosen_people, keep_plan
from bot.app.inviting import invite_seat
from bot.app.keeping import owe_record, tell_convenor
from bot.app.planning import free_room, plan_again
from bot.app.wording.why import TAKEN_MEANWHILE
from bot.app.work import Work
from bot.domain.errors import Invalid
from bot.domain.meeting import Meeting, MeetingState, RoomHold, Seat


async def call(work: Work, meeting: Meeting, start: datetime, seats: Sequence[Seat]) -> None:
    """Hold a room, ask everybody in the plan, and tell the convenor what becomes of it."""
    await work.uow.let_go(meeting.id)
    meeting.state, meeting.called_at, meeting.offered = MeetingState.CALLED, work.now, ()
    await hold_room(work, meeting, start)
    await work.uow.meetings.save(meeting)
    for seat in seats:
        await invite_seat(work, meeting, seat)
    await tell_convenor(work, meeting)
    await owe_record(work, meeting)
    await work.note("called", meeting.id, meeting.council, meeting.id, starts_at=start.isoformat())


async def plan_changed(work: Work, meeting: Meeting, seats: Sequence[Seat]) -> None:
    """Somebody in the plan was taken meanwhile: nobody is asked, and there is a new plan to look at."""
    choice = await plan_again(work, meeting, seats, await chosen_people(work, meeting))
    await keep_plan(work, meeting, replace(choice, reason=f"{TAKEN_MEANWHILE}\n{choice.reason}"))
    await work.note("planned_again", meeting.id, meeting.council, meeting.id)


async def hold_room(work: Work, meeting: Meeting, start: datetime) -> None:
    """Keep a room. The council's row is held meanwhile, so that two meetings never take one room."""
    await work.uow.hold_council(meeting.council)
    await work.uow.free_room(meeting.id)
    meeting.room_id = await free_room(work, meeting, start)
    if meeting.room_id:
        end = start + timedelta(minutes=meeting.minutes)
        hold = RoomHold(work.new_id(), meeting.council, meeting.room_id, meeting.id, start, end)
        await work.uow.rooms.add(hold)


def not_past(work: Work, at: datetime) -> None:
    """Refuse a time that has passed."""
    if at <= work.now:
        raise Invalid({"time": "That time has passed. Nothing was changed. Choose a later time."})
