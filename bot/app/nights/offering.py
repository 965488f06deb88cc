"""Handing over at the end of the day: offered to everybody of emergency duty on shift, the giver's until taken."""

from __future__ import annotations

from collections.abc import Sequence

from bot.app.access import may_convene
from bot.app.commands import Command, HandToNight
from bot.app.emergency_duty import on_duty_soon
from bot.app.nights.evening import owe_evening_card
from bot.app.nights.lines import standing
from bot.app.nights.open_work import OpenWork, open_work_of
from bot.app.wording.nights import NOTHING_OPEN
from bot.app.work import Handler, Work
from bot.domain.errors import Refusal
from bot.domain.handover import HandoverLine, LineState, Way
from bot.domain.meeting import MeetingState
from bot.domain.notice import NoticeKind
from bot.domain.obligation import Awaited
from bot.domain.people import Person
from bot.policy.nights import night_ladder, night_of


async def hand_to_night(_: HandToNight, work: Work) -> int:
    """Offer everything that is open; how many lines. Refuses when there is nothing, and nothing offered before."""
    giver = await work.acting_person()
    offered = 0
    for council in giver.councils:
        if council in work.policies.councils and may_convene(giver, council):
            offered += await _offer(work, council, giver)
    if not offered and not await _on_offer(work, giver):
        raise Refusal("nothing_open", f"{NOTHING_OPEN} Nothing was changed.")
    return offered


async def _on_offer(work: Work, giver: Person) -> list[HandoverLine]:
    mine = await work.uow.handover_lines.where(giver_id=giver.id, way=Way.NIGHT, state=LineState.OFFERED)
    return [each.line for each in await standing(work, mine) if each.open]


async def _offer(work: Work, council: str, giver: Person) -> int:
    night = night_of(work.policy(council).working_time(), work.now)
    before = {(each.meeting_id, each.action_id) for each in await _on_offer(work, giver)}
    tonight = await work.uow.handover_lines.where(council=council, way=Way.NIGHT, state=LineState.TAKEN)
    before |= {(each.meeting_id, each.action_id) for each in tonight if each.action_id and each.until > work.now}
    found = [each for each in await open_work_of(work, council, giver.id) if not each.restricted]
    # Meetings are held in one order, so that two who hand over at once never wait for each other in a ring.
    lines = [
        line
        for each in sorted(found, key=lambda one: one.meeting.id)
        if (each.meeting.id, each.action.id if each.action else "") not in before
        and (line := await _line(work, each, giver)) is not None
    ]
    if lines:
        await _tell_duty(work, council, lines, giver)
        await owe_evening_card(work, council, giver.id, night)
    return len(lines)


async def _line(work: Work, found: OpenWork, giver: Person) -> HandoverLine | None:
    """The line, once the meeting is held still: None when it has passed to somebody else meanwhile."""
    meeting = await work.meeting(found.meeting.id)
    if meeting.convenor_id != giver.id or meeting.state is MeetingState.CANCELLED:
        return None
    night = night_of(work.policy(meeting.council).working_time(), work.now)
    action_id = found.action.id if found.action else ""
    line = HandoverLine(
        work.new_id(), meeting.council, "", Way.NIGHT, meeting.id, giver.id, work.now, night.ends, action_id
    )
    await work.note("offered_to_night", action_id or meeting.id, meeting.council, meeting.id, line=line.id)
    return line


async def _tell_duty(work: Work, council: str, lines: Sequence[HandoverLine], giver: Person) -> None:
    policy, offer_id = work.policy(council), work.new_id()
    night = night_of(policy.working_time(), work.now)
    people, at = await on_duty_soon(work, council, [work.now, max(work.now, night.begins)])
    for line in lines:
        line.offer_id = offer_id
        await work.uow.handover_lines.add(line)
        meeting = await work.meeting(line.meeting_id)
        ladder = night_ladder(policy, "handover", meeting.urgency)
        await work.owe(Awaited.LINE, line.id, ladder, council, meeting.id, opened_at=at)
    for person in people:
        if person.id != giver.id:
            dedupe = f"night:{offer_id}:{person.id}"
            await work.tell(person.id, NoticeKind.NIGHT, offer_id, council, dedupe, urgent=True, due_at=at)
    if not people:
        await work.note("nobody_on_duty", offer_id, council)


HANDLERS: dict[type[Command], Handler] = {HandToNight: hand_to_night}
