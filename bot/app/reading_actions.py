"""The answers to questions about actions. An action's own words come only from here, and each reading is kept."""

from __future__ import annotations

from datetime import datetime

from bot.app import questions as q
from bot.app.access import may_record, runs
from bot.app.action_lines import line_of, lines_of
from bot.app.cards import Card, Form, Option
from bot.app.understood import read_again
from bot.app.view import MeetingView, view_by_id
from bot.app.wording.actions.cards import action_card, meeting_actions_card, words_card
from bot.app.wording.actions.case_record import case_record
from bot.app.wording.actions.forms import owner_form, tick_form, timescale_form
from bot.app.wording.actions.lines import Line, Part
from bot.app.wording.actions.pad import correct_form, pad_form, read_back_form
from bot.app.work import Handler, Work, there
from bot.domain.errors import Refusal


async def show_pad(asked: q.ShowPad, work: Work) -> Form:
    """The action pad, with what is written down so far."""
    return pad_form(await _view(asked.meeting_id, work), asked.echo)


async def show_read_back(asked: q.ShowReadBack, work: Work) -> Form:
    """What has no owner or no time, read back."""
    return read_back_form(await _view(asked.meeting_id, work))


async def show_correction(asked: q.ShowCorrection, work: Work) -> Form:
    """One written action, to put right."""
    line = await line_by_id(asked.action_id, work)
    return correct_form(await _view(line.meeting.id, work), line.action)


async def show_words(asked: q.ShowWords, work: Work) -> Card:
    """An action's own words."""
    return words_card(await line_by_id(asked.action_id, work), work.now)


async def show_timescale(asked: q.ShowTimescale, work: Work) -> Form:
    """By when."""
    return timescale_form(await line_by_id(asked.action_id, work))


async def show_owner(asked: q.ShowOwner, work: Work) -> Form:
    """Who will do it: those who were there first."""
    line = await line_by_id(asked.action_id, work)
    view = await _view(line.meeting.id, work)
    return owner_form(line, tuple(Option(person.id, person.name) for person in view.may_own()))


async def show_tick(_: q.ShowTick, work: Work) -> Form:
    """The person's own open actions, to tick several at once."""
    person = await work.acting_person()
    found = await lines_of(work.uow, work.policies, await work.uow.actions_of([person.id]))
    lines = [line for line in found if person.id not in line.meeting.excluded]
    if not lines:
        raise Refusal("nothing_open", "Nothing of yours is open. Thank you.")
    return tick_form(lines[:100], work.now)


async def show_meeting_actions(asked: q.ShowMeetingActions, work: Work) -> Card:
    """Where a meeting's actions stand."""
    view = await _view(asked.meeting_id, work)
    return meeting_actions_card(
        view,
        [line_of(work.policies, each, view.meeting, view.people.get(each.owner_id or "")) for each in view.actions],
    )


async def copy_record(asked: q.CopyRecord, work: Work) -> Card:
    """Plain text for each child's case record."""
    view = await _view(asked.meeting_id, work)
    return case_record(view, {person_id: person.name for person_id, person in view.people.items()})


async def show_action(asked: q.ShowAction, work: Work) -> Card:
    """How one action stands, and what whoever asks may say of it."""
    line, person = await line_by_id(asked.action_id, work), await work.acting_person()
    found = read_again(work.policy(line.meeting.council), line.meeting, line.action)
    part = Part(
        owns=line.action.owner_id == person.id,
        runs=await runs(line.meeting, person, work),
        records=await may_record(line.meeting, person, work),
        two_times=found is not None and len(found.parts) > 1,
    )
    return action_card(line, part, work.now, saved=asked.saved)


async def show_pad_of_action(asked: q.ShowPadOfAction, work: Work) -> Form:
    """The pad that an action is written on."""
    return await show_pad(q.ShowPad((await line_by_id(asked.action_id, work)).meeting.id), work)


async def due_of_action(asked: q.DueOfAction, work: Work) -> datetime | None:
    """When it is due."""
    return (await line_by_id(asked.action_id, work)).action.due_at


async def meeting_of_action(asked: q.MeetingOfAction, work: Work) -> str:
    """The id of its meeting."""
    return (await line_by_id(asked.action_id, work)).meeting.id


async def _view(meeting_id: str, work: Work) -> MeetingView:
    return await view_by_id(work.uow, work.policies, meeting_id, work.now)


async def line_by_id(action_id: str, work: Work) -> Line:
    """One action as a list shows it."""
    return (await lines_of(work.uow, work.policies, [there(await work.uow.actions.get(action_id))]))[0]


ANSWERS: dict[type[q.Question], Handler] = {
    q.ShowPad: show_pad,
    q.ShowReadBack: show_read_back,
    q.ShowCorrection: show_correction,
    q.ShowWords: show_words,
    q.ShowTimescale: show_timescale,
    q.ShowOwner: show_owner,
    q.ShowTick: show_tick,
    q.ShowMeetingActions: show_meeting_actions,
    q.CopyRecord: copy_record,
    q.ShowAction: show_action,
    q.ShowPadOfAction: show_pad_of_action,
    q.DueOfAction: due_of_action,
    q.MeetingOfAction: meeting_of_action,
}
