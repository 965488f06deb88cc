"""I need longer: a later date, because. From the policy's n-th time on the owner's manager must agree to it."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.app.accountability import let_go, read_timescale, show_change
from bot.app.actions.one_action import changed, open_action
from bot.app.agreeing import MAY_ANSWER, ask_to_agree, extend, send_longer, who_agree
from bot.app.commands import AnswerLonger, Command, PutOffAction
from bot.app.understood import Doubtful
from bot.app.wording.actions.longer import (
    ANOTHER_DATE,
    ANSWERED,
    NO_TIME,
    NOT_ONE_DATE,
    date_has_passed,
    nobody_agrees,
    not_later,
)
from bot.app.wording.actions.waiting import not_taken
from bot.app.work import Handler, Work
from bot.domain.action import Action, LongerAsked
from bot.domain.errors import Invalid, Refusal
from bot.domain.meeting import Meeting

AGREED, KEPT, MOVED = "agreed", "kept", "moved"


async def put_off(command: PutOffAction, work: Work) -> str:
    """A later date: it holds at once, or is put before the manager while the one that stands goes on standing."""
    action, meeting = await open_action(command.action_id, work)
    asked = _asked(command, action, meeting, work)
    actor, people = work.actor.person_id, await who_agree(work, meeting, action)
    above = actor != action.owner_id and actor in {each.id for each in people[:MAY_ANSWER]}
    times = len(action.put_off) + 1
    needs = times >= work.policy(meeting.council).actions.manager_agrees_from
    if needs and not above:
        action.longer = asked
        await _ask(work, meeting, action, times)
        return action.id
    waited = action.longer.by_id if action.longer else ""
    extend(action, asked, work.now, actor if needs else "")
    await changed(work, meeting, action, "action_put_off", times=times)
    await _tell(work, meeting, action, {action.owner_id, waited}, MOVED)
    return action.id


def _asked(command: PutOffAction, action: Action, meeting: Meeting, work: Work) -> LongerAsked:
    """What is asked for, in the future and later than what stands. Raises Invalid with what to write instead."""
    if action.due_at is None:
        raise Refusal("no_time", NO_TIME)
    found = read_timescale(work, meeting, command.timescale)
    if found.due is None:
        raise Doubtful({"timescale": not_taken(found)}, found.best)
    until = found.due.astimezone(UTC)
    if found.expected.startswith("RECUR:"):
        raise Invalid({"timescale": NOT_ONE_DATE})
    if until <= action.due_at or until <= work.now:
        raise Invalid({"timescale": not_later(until, action.due_at, work.now)})
    words = "" if command.timescale == found.expected else command.timescale
    return LongerAsked(work.now, work.actor.person_id, until, found.expected, words, command.reason)


async def _ask(work: Work, meeting: Meeting, action: Action, times: int) -> None:
    asked = await ask_to_agree(work, meeting, action)
    if asked is None:
        raise Refusal("nobody_agrees", nobody_agrees(work.policy(meeting.council).council))
    await show_change(work, meeting, action)
    detail = {"number": action.number, "times": times, "to": asked.id}
    await work.note("longer_asked", action.id, meeting.council, meeting.id, **detail)


async def answer_longer(command: AnswerLonger, work: Work) -> str:
    """Agreed: it holds and is chased anew. Not agreed: the date that stands stands. The owner hears either way."""
    action, meeting = await open_action(command.action_id, work)
    asked = action.longer
    if asked is None:
        raise Refusal("answered", ANSWERED)
    if to_the_minute(asked.until) != to_the_minute(command.until):
        raise Refusal("another_date", ANOTHER_DATE)
    told = {action.owner_id, asked.by_id}
    if not command.agreed:
        await let_go(work, action)
        await work.uow.actions.save(action)
        await show_change(work, meeting, action)
        await work.note("longer_kept", action.id, meeting.council, meeting.id, number=action.number)
        await _tell(work, meeting, action, told, KEPT)
        return action.id
    if asked.until <= work.now:
        raise Refusal("date_passed", date_has_passed(asked.until))
    extend(action, asked, work.now, work.actor.person_id)
    await changed(work, meeting, action, "longer_agreed", times=len(action.put_off))
    await _tell(work, meeting, action, told, AGREED)
    return action.id


async def _tell(work: Work, meeting: Meeting, action: Action, people: set[str | None], what: str) -> None:
    """The answer, to whoever has to know it and did not give it."""
    by = work.actor.person_id
    for person_id in sorted({each for each in people if each} - {by, *meeting.excluded}):
        await send_longer(work, meeting, action, person_id, f"{what}/{by}")


def to_the_minute(at: datetime) -> datetime:
    """As a button says it."""
    return at.replace(second=0, microsecond=0)


HANDLERS: dict[type[Command], Handler] = {
    PutOffAction: put_off,
    AnswerLonger: answer_longer,
}
