"""The answers to questions in the course of an action: done, happened, comes no more, split in two."""

from __future__ import annotations

from bot.app import questions as q
from bot.app.access import may_tell_happened
from bot.app.action_lines import lines_of
from bot.app.cards import Form
from bot.app.gather import meetings_of
from bot.app.reading_actions import line_by_id
from bot.app.understood import read_again
from bot.app.wording.actions.doubt import split_form
from bot.app.wording.actions.ending import NOT_RECURRING, ending_form
from bot.app.wording.actions.events import NOTHING_WAITS, happened_form
from bot.app.wording.actions.forms import done_form
from bot.app.wording.actions.lines import Line
from bot.app.wording.actions.outcomes import is_over
from bot.app.work import Handler, Work
from bot.domain.action import ActionState
from bot.domain.errors import Refusal
from bot.domain.people import Person
from scheduling.timescale import event_of

RECENT = 50


async def show_done(asked: q.ShowDone, work: Work) -> Form:
    """What changed for the child; of one that is over already, that it is."""
    line = await line_by_id(asked.action_id, work)
    _still_open(line)
    return done_form(line)


async def show_ending(asked: q.ShowEnding, work: Work) -> Form:
    """Why it comes no more."""
    line = await line_by_id(asked.action_id, work)
    _still_open(line)
    if not line.action.comes_again:
        raise Refusal("not_recurring", NOT_RECURRING)
    return ending_form(line)


async def show_split(asked: q.ShowSplit, work: Work) -> Form:
    """Both halves, as far as they can be told apart."""
    line = await line_by_id(asked.action_id, work)
    _still_open(line)
    found = read_again(work.policy(line.meeting.council), line.meeting, line.action)
    return split_form(line, found.parts if found else ())


async def show_happened(asked: q.ShowHappened, work: Work) -> Form:
    """When it happened."""
    line = await line_by_id(asked.action_id, work)
    _still_open(line)
    if event_of(line.action.expected) is None:
        raise Refusal("nothing_waits", NOTHING_WAITS)
    return happened_form(line, work.now)


async def hangs_on(asked: q.HangsOn, work: Work) -> tuple[str, str]:
    """Its meeting's id and its event's name, "" where it hangs on none any more."""
    line = await line_by_id(asked.action_id, work)
    return line.meeting.id, event_of(line.action.expected) or ""


async def waiting_for(asked: q.WaitingFor, work: Work) -> list[Line]:
    """One action of each meeting, the newest meeting first."""
    person = await work.acting_person()
    actions = await work.uow.actions_of([person.id])
    ids = tuple({each.meeting_id for each in actions} | await _meetings(person, work))
    actions = await work.uow.actions.where(meeting_id=ids, state=ActionState.OPEN, order="number") if ids else []
    hanging = [each for each in actions if event_of(each.expected) == asked.event]
    found: dict[str, Line] = {}
    for line in await lines_of(work.uow, work.policies, hanging):
        fits = asked.reference in ("", line.meeting.reference)
        if fits and line.meeting.id not in found and await may_tell_happened(line.meeting, asked.event, person, work):
            found[line.meeting.id] = line
    return sorted(found.values(), key=lambda line: line.meeting.raised_at, reverse=True)


async def _meetings(person: Person, work: Work) -> set[str]:
    """The meetings that somebody has a part in, under way or over, the last ones."""
    convened = await work.uow.meetings.where(convenor_id=person.id, order="-number", limit=RECENT)
    asked = await work.uow.invitations.where(person_id=person.id, order="-asked_at", limit=RECENT)
    under_way = await meetings_of(work.uow, person)
    return {each.id for each in (*convened, *under_way)} | {each.meeting_id for each in asked}


def _still_open(line: Line) -> None:
    if line.action.state is not ActionState.OPEN:
        raise Refusal("not_open", f"{is_over(line.action)} Nothing was changed.")


ANSWERS: dict[type[q.Question], Handler] = {
    q.ShowDone: show_done,
    q.ShowEnding: show_ending,
    q.ShowSplit: show_split,
    q.ShowHappened: show_happened,
    q.HangsOn: hangs_on,
    q.WaitingFor: waiting_for,
}
