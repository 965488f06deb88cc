"""What a due step does, for each thing that is awaited. False means that nothing is awaited any more."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.app.nights.chasing import chase_line
from bot.app.owing import FILL_AGAIN
from bot.app.reaching import chase_call
from bot.app.steps.inviting import BEFORE_IT, chase_answer, chase_seat, fill_or_climb
from bot.app.steps.of_actions import chase_action, chase_complete_action
from bot.app.steps.of_answers import ask_again, chase_longer
from bot.app.steps.of_meetings import chase_handover, chase_information, chase_record
from bot.app.work import Work
from bot.domain.meeting import Meeting
from bot.domain.obligation import Awaited, Obligation
from scheduling.ladder import Ladder

Taking = Callable[[Obligation, str, tuple[str, ...], Meeting, Work], Awaitable[bool]]


async def take_step(obligation: Obligation, ladder: Ladder, work: Work) -> bool:
    """Take the rung; False when nothing is awaited any more."""
    meeting = await work.meeting(obligation.meeting_id)
    if obligation.kind in BEFORE_IT and meeting.ends_at is not None and meeting.ends_at <= work.now:
        # It is over: nobody is asked to come any more, and the record is awaited.
        return False
    if obligation.step == FILL_AGAIN:
        return await fill_or_climb(obligation, meeting, work)
    step = ladder.steps[min(obligation.step, len(ladder.steps) - 1)]
    goes_on = await TAKING[obligation.kind](obligation, step.label, step.audience, meeting, work)
    if goes_on:
        await work.note(
            "chased", obligation.subject_id, obligation.council, meeting.id, step=step.label, rung=obligation.step
        )
    return goes_on


TAKING: dict[Awaited, Taking] = {
    Awaited.ANSWER: chase_answer,
    Awaited.SEAT: chase_seat,
    Awaited.COMPLETE_ACTION: chase_complete_action,
    Awaited.ACTION: chase_action,
    Awaited.INFORMATION: chase_information,
    Awaited.HANDOVER: chase_handover,
    Awaited.RECORD: chase_record,
    Awaited.LONGER: chase_longer,
    Awaited.QUIET: ask_again,
    Awaited.RING: chase_call,
    Awaited.LINE: chase_line,
}
