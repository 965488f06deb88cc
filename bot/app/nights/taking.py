"""Taking a line of a handover: the first has it, and until then it is the giver's."""

from __future__ import annotations

from bot.app.commands import Command, TakeLine
from bot.app.nights.lines import Standing, standing
from bot.app.taking_over import take_over
from bot.app.work import Handler, Work, there
from bot.domain.errors import Refusal
from bot.domain.handover import HandoverLine, LineState, Way
from bot.domain.notice import NoticeKind
from bot.domain.obligation import Awaited


async def take_line(command: TakeLine, work: Work) -> str:
    """It is mine now. Of two at once the second is told who has it."""
    found = there(await work.uow.handover_lines.get(command.line_id))
    # The meeting first, as every command does: whoever comes second waits, and finds the line taken.
    meeting = await work.meeting(found.meeting_id)
    line, taker = there(await work.uow.handover_lines.lock(command.line_id)), await work.acting_person()
    (now,) = await standing(work, [line])
    if line.state is LineState.TAKEN and line.taker_id == taker.id:
        return line.id
    if line.state is LineState.TAKEN:
        who = await work.person(line.taker_id)
        name = who.name if who else "A colleague"
        raise Refusal("taken", f"{name} has taken this already. Nothing was changed. You need do nothing.")
    if not now.open:
        raise Refusal("not_on_offer", "This is no longer on offer. Nothing was changed. You need do nothing.")
    line.state, line.taker_id, line.taken_at = LineState.TAKEN, taker.id, work.now
    await work.uow.handover_lines.save(line)
    await work.settle(Awaited.LINE, line.id)
    if not line.action_id:
        await take_over(work, meeting, taker.id, tell_giver=line.way is Way.DAY)
    await _show(work, now, line)
    verb = "taken_for_the_night" if line.way is Way.NIGHT else "taken_for_the_day"
    await work.note(verb, line.action_id or meeting.id, meeting.council, meeting.id, line=line.id)
    return line.id


async def _show(work: Work, now: Standing, line: HandoverLine) -> None:
    """Everybody's live card of it says who has it; the giver's of the evening too."""
    await work.refresh(subject_id=line.offer_id)
    await work.refresh(person_id=line.giver_id, kind=NoticeKind.EVENING)
    if now.action is not None:
        await work.refresh(subject_id=now.action.id)


HANDLERS: dict[type[Command], Handler] = {TakeLine: take_line}
