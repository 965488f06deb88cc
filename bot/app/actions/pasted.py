"""A pasted plan, saved as it was shown: all of it or none."""

from __future__ import annotations

from bot.app.accountability import OPEN_RECORD, describe
from bot.app.commands import AddActions, Command
from bot.app.nudging import ask_before_the_end
from bot.app.work import Handler, Work
from bot.domain.action import Action
from bot.domain.errors import Refusal


async def add_actions(command: AddActions, work: Work) -> int:
    """Write every line down, numbered on; how many there were."""
    meeting = await work.meeting(command.meeting_id)
    meeting.require(*OPEN_RECORD)
    last = await work.uow.actions.where(meeting_id=meeting.id, order="-number", limit=1)
    before, count = last[0].number if last else 0, len(command.lines)
    if before != command.seen:
        words = "Somebody has written actions down meanwhile. Nothing was saved: look again, then add them."
        raise Refusal("changed_meanwhile", words)
    limit = work.policy(meeting.council).limits.actions
    if before + count > limit:
        room = f"there is room for {limit - before}" if before < limit else "it is full"
        words = f"A meeting takes {limit} actions at most, and {room}. None of these {count} was saved."
        raise Refusal("too_many", words)
    for number, line in enumerate(command.lines, before + 1):
        action = Action(work.new_id(), meeting.council, meeting.id, number, line.words, work.now)
        await describe(work, meeting, action, line.words, line.owner_id, line.owner_words, line.timescale)
        await work.uow.actions.add(action)
    await ask_before_the_end(work, meeting)
    await work.note("actions_pasted", meeting.id, meeting.council, meeting.id, count=count)
    return count


HANDLERS: dict[type[Command], Handler] = {AddActions: add_actions}
