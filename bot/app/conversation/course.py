"""The course of an action: done, a doubtful time, two times, an event that has happened, one that comes no more."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from bot.app import commands as c
from bot.app import questions as q
from bot.app.cards import Option
from bot.app.conversation import inputs
from bot.app.conversation.form_taking import Submission
from bot.app.conversation.inputs import Unclear, Values
from bot.app.conversation.pressing import Look, Press, pair
from bot.app.conversation.talk import Talk
from bot.app.replies import Ask, Reply, Say, Show
from bot.app.understood import Doubtful, stated
from bot.app.wording.actions.ending import SAY_WHY
from bot.app.wording.actions.events import NO_DAY, NOTHING_WAITS, happened_echo, which_meeting
from bot.app.wording.actions.lines import Line
from bot.app.wording.actions.outcomes import WHAT_CHANGED
from bot.app.wording.talk import THANK_YOU
from bot.app.wording.times import full
from bot.domain.action import Outcome
from bot.domain.errors import Invalid
from scheduling.happened import read_happened
from scheduling.london import end_of_day, local_day


async def giving_time(talk: Talk, command: c.Command) -> Any:
    """Give a time. One that is doubtful comes back as a question with one click for yes."""
    try:
        return await talk.do(command)
    except Doubtful as doubt:
        if doubt.best is None:
            raise
        yes = Option(stated(doubt.best), f"Yes, {full(doubt.best)}")
        raise Unclear(doubt.fields, {"timescale": (yes,)}) from None


async def _yes(talk: Talk, subject: str) -> Reply:
    action_id, expected = pair(subject)
    saved = q.ShowAction(action_id, saved=True)
    return await talk.act(c.ConfirmTimescale(action_id, expected), saved, q.ShowAction(action_id))


async def _yes_on_pad(talk: Talk, subject: str) -> Reply:
    action_id, expected = pair(subject)
    return await talk.act(c.ConfirmTimescale(action_id, expected), q.ShowPadOfAction(action_id))


async def _done(talk: Talk, action_id: str, values: Values) -> Reply:
    return await talk.act(_finished((action_id,), values), q.ShowAction(action_id))


async def _tick(talk: Talk, _: str, values: Values) -> Reply:
    done = inputs.several(values, "done")
    if not done:
        raise Invalid({"done": "Tick what is done."})
    await talk.do(_finished(done, values))
    return Say(THANK_YOU, "good")


def _finished(action_ids: tuple[str, ...], values: Values) -> c.FinishActions:
    chosen = inputs.one(values, "outcome")
    if chosen not in {outcome.value for outcome in Outcome}:
        raise Invalid({"outcome": WHAT_CHANGED})
    in_case_record = inputs.one(values, "in_case_record") == "yes"
    return c.FinishActions(action_ids, in_case_record, Outcome(chosen), inputs.one(values, "outcome_words"))


async def _end(talk: Talk, action_id: str, values: Values) -> Reply:
    reason = inputs.one(values, "reason")
    if not reason:
        raise Invalid({"reason": SAY_WHY})
    return await talk.act(c.EndRecurring(action_id, reason), q.ShowAction(action_id))


async def _split(talk: Talk, action_id: str, values: Values) -> Reply:
    first, second = inputs.one(values, "words"), inputs.one(values, "other_words")
    missing = {"words": first, "other_words": second}
    if wrong := {name: "Say what is to be done." for name, words in missing.items() if not words}:
        raise Invalid(wrong)
    times = inputs.one(values, "timescale"), inputs.one(values, "other_timescale")
    command = c.SplitAction(action_id, first, times[0], second, times[1])
    return await talk.act(command, q.ShowPadOfAction(action_id))


async def _happened(talk: Talk, action_id: str, values: Values) -> Reply:
    at = _when(values, talk.now())
    meeting_id, event = await talk.ask(q.HangsOn(action_id))
    if not event:
        return Say(NOTHING_WAITS, "warning")
    return await _told(talk, meeting_id, event, at)


async def _told(talk: Talk, meeting_id: str, event: str, at: datetime) -> Reply:
    return Say(happened_echo(await talk.do(c.TellHappened(meeting_id, event, at))), "good")


def _when(values: Values, now: datetime) -> datetime:
    """The instant told: without a time, now if it was today, else the end of that day."""
    if inputs.one(values, "time"):
        return inputs.instant(values)
    try:
        day = date.fromisoformat(inputs.one(values, "date"))
    except ValueError:
        raise Invalid({"date": NO_DAY}) from None
    return at_some_time(day, now)


def at_some_time(day: date, now: datetime) -> datetime:
    """An instant of a day of which no hour is known: now if it is today, else its end."""
    if day > local_day(now) + timedelta(days=366) or day.year < 2000:
        raise Invalid({"date": NO_DAY})
    return now if day == local_day(now) else end_of_day(day)


async def happening(talk: Talk, text: str) -> Reply | None:
    """A typed line about an event ("RBWM-SM-12 discharged today"); None when it speaks of something else."""
    told = read_happened(text, talk.now())
    if told is None:
        return None
    lines: list[Line] = await talk.ask(q.WaitingFor(told.event, told.reference.upper()))
    if not lines:
        return Say(NOTHING_WAITS, "warning") if told.reference else None
    if len(lines) > 1:
        return Show(which_meeting(lines))
    if told.day is None:
        return Ask(await talk.ask(q.ShowHappened(lines[0].action.id)))
    at = at_some_time(told.day, talk.now()) if told.clock is None else inputs.instant(_typed(told.day, told.clock))
    return await _told(talk, lines[0].meeting.id, told.event, at)


def _typed(day: date, clock: time) -> Values:
    return {"date": day.isoformat(), "time": f"{clock:%H:%M}"}


COURSE_PRESSES: dict[str, Press] = {
    "done": Look(q.ShowDone),
    "yes_time": _yes,
    "yes_on_pad": _yes_on_pad,
    "split": Look(q.ShowSplit),
    "happened": Look(q.ShowHappened),
    "end_recurring": Look(q.ShowEnding),
}

COURSE_SUBMISSIONS: dict[str, Submission] = {
    "done": Submission(_done, q.ShowDone),
    "tick": Submission(_tick, lambda _: q.ShowTick()),
    "split": Submission(_split, q.ShowSplit),
    "happened": Submission(_happened, q.ShowHappened),
    "end_recurring": Submission(_end, q.ShowEnding),
}
