"""The morning's carry-over: what the night has left, a list a day team, each line taken by somebody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.app.emergency_duty import duty_people
from bot.app.nights.lines import end_line, standing
from bot.app.nights.team import team_of, those_there
from bot.app.work import Work
from bot.domain.action import ActionState
from bot.domain.handover import HandoverLine, LineState, Way
from bot.domain.meeting import Meeting, MeetingState
from bot.domain.notice import NoticeKind
from bot.domain.obligation import Awaited
from bot.domain.people import Person
from bot.policy.nights import night_of
from scheduling.london import local_day
from scheduling.working_time import WorkingTime


@dataclass(frozen=True, slots=True)
class Left:
    """One thing that the night has left: whose it is still, and who gave it to the night ("" for nobody).

    `team` is that of the list on which nobody took it the day before.
    """

    meeting: Meeting
    giver_id: str
    action_id: str = ""
    given_by: str = ""
    team: str | None = None


async def left_over(work: Work, council: str) -> bool:
    """True when there is something for `carry_over`: it only reads."""
    old = await _old_lines(work, council)
    return bool(old or await _new(work, council, old))


async def carry_over(work: Work, council: str) -> int:
    """Offer what the night has left to each day team; how many lines are new. By day only."""
    await work.uow.hold_council(council)
    old = await _old_lines(work, council)
    new = await _new(work, council, old)
    for each in old:
        # A night's that was not taken has been its giver's all night, and stays theirs.
        await end_line(work, each)
    # Yesterday's list gives way to today's.
    offers = tuple({each.offer_id for each in old if each.way is Way.DAY})
    rows = await work.uow.notices.where(kind=NoticeKind.MORNING, subject_id=offers, retired=False) if offers else []
    for card in rows:
        await work.uow.retire_notice(card.id, work.now)
    lists: dict[str, list[HandoverLine]] = {}
    for left in new:
        team = await team_of(work, left.meeting, left.given_by) if left.team is None else left.team
        # A restricted case is nobody's to see but those who may chair it: a list of its own.
        shared = work.policy(council).desks_allowed(left.meeting.facts)
        lists.setdefault(team if shared else left.meeting.id, []).append(_line(work, left, team))
    for lines in lists.values():
        await _send(work, council, lines)
    return len(new)


async def _new(work: Work, council: str, old: Sequence[HandoverLine]) -> list[Left]:
    """What the night has left and nobody has been offered today, each thing once."""
    rows = await work.uow.handover_lines.where(council=council, state=LineState.OFFERED, way=Way.DAY)
    known = {(each.meeting_id, each.action_id) for each in rows if each.until > work.now}
    left = [*await _not_taken(work, old), *await _taken(work, council, old), *await _raised(work, council)]
    once = {(each.meeting.id, each.action_id): each for each in reversed(left)}
    return [each for key, each in sorted(once.items()) if key not in known]


async def _old_lines(work: Work, council: str) -> list[HandoverLine]:
    """The lines of nights that are over, and those of earlier days that nobody of the day has taken."""
    state = (LineState.OFFERED, LineState.TAKEN)
    rows = await work.uow.handover_lines.where(council=council, way=Way.NIGHT, state=state)
    rows += await work.uow.handover_lines.where(council=council, way=Way.DAY, state=LineState.OFFERED)
    return [each for each in rows if each.until <= work.now]


async def _not_taken(work: Work, old: Sequence[HandoverLine]) -> list[Left]:
    """What was on a list before, and nobody took: it is on the next day's again, until somebody does."""
    found = [each for each in await standing(work, [each for each in old if each.way is Way.DAY]) if each.open]
    return [
        Left(each.meeting, each.line.giver_id, each.line.action_id, team=each.line.team)
        for each in found
        if each.line.action_id or await _still_open(work, each.meeting)
    ]


async def _taken(work: Work, council: str, old: Sequence[HandoverLine]) -> list[Left]:
    """What was handed over, is still to be done, and is still with emergency duty, whoever of it has it by now."""
    found = []
    taken = [each for each in old if each.state is LineState.TAKEN]
    duty = {each.id for each in await duty_people(work, council)} if taken else set()
    for each in await standing(work, taken):
        line, meeting, action = each.line, each.meeting, each.action
        if meeting.state is MeetingState.CANCELLED or not line.taker_id:
            continue
        if line.action_id and action is not None and action.state is ActionState.OPEN:
            found.append(Left(meeting, line.taker_id, line.action_id, line.giver_id))
        elif line.action_id or meeting.convenor_id not in {*duty, line.taker_id}:
            continue
        elif await _still_open(work, meeting):
            found.append(Left(meeting, meeting.convenor_id, given_by=line.giver_id))
    return found


async def _still_open(work: Work, meeting: Meeting) -> bool:
    """False for a closed record without an open action: nothing is left of it."""
    if meeting.state is not MeetingState.CLOSED:
        return True
    return bool(await work.uow.actions.where(meeting_id=meeting.id, state=ActionState.OPEN, limit=1))


async def _raised(work: Work, council: str) -> list[Left]:
    """What emergency duty still runs: raised or held out of hours, or the full meeting of such a one."""
    office = work.policy(council).working_time()
    duty = sorted(each.id for each in await duty_people(work, council))
    before = office.close_of(office.working_day_before(local_day(work.now))) - timedelta(hours=1)
    found = await work.uow.left_with(duty, council, before) if duty else []
    return [Left(each, each.convenor_id) for each in found if each.follows_id or _of_the_night(office, each)]


def _of_the_night(office: WorkingTime, meeting: Meeting) -> bool:
    times = (meeting.raised_at, meeting.happened_at or meeting.starts_at)
    return any(each is not None and not office.is_open(each) for each in times)


def _line(work: Work, left: Left, team: str) -> HandoverLine:
    meeting, until = left.meeting, night_of(work.policy(left.meeting.council).working_time(), work.now).begins
    return HandoverLine(
        work.new_id(),
        meeting.council,
        "",
        Way.DAY,
        meeting.id,
        left.giver_id,
        work.now,
        until,
        left.action_id,
        team,
    )


async def _send(work: Work, council: str, lines: Sequence[HandoverLine]) -> None:
    """One card a person, and each line awaited until somebody takes it."""
    offer_id, policy = work.new_id(), work.policy(council)
    people: dict[str, Person] = {}
    for line in lines:
        line.offer_id = offer_id
        await work.uow.handover_lines.add(line)
        meeting = await work.meeting(line.meeting_id)
        ladder = policy.ladder("carry_over", meeting.urgency, by_day=True, usual=True)
        await work.owe(Awaited.LINE, line.id, ladder, council, meeting.id)
        await work.note("carried_over", line.action_id or meeting.id, council, meeting.id, line=line.id)
        people |= {each.id: each for each in await those_there(work, line, meeting)}
    for person_id in sorted(people):
        dedupe = f"morning:{offer_id}:{person_id}"
        await work.tell(person_id, NoticeKind.MORNING, offer_id, council, dedupe, urgent=True)
    if not people:
        await work.note("nobody_by_day", offer_id, council)
