"""The answers to questions about words that were written elsewhere. They are kept nowhere before they are saved."""

from __future__ import annotations

from bot.app import questions as q
from bot.app.access import may_record
from bot.app.accountability import OPEN_RECORD
from bot.app.cards import Form
from bot.app.gather import meetings_of
from bot.app.minutes import Found
from bot.app.pasted import PastedPlan, owners_at, read_plan
from bot.app.view import view_by_id
from bot.app.wording.pasted import NO_RECORD, SWITCHED_OFF, from_message_form, paste_form
from bot.app.work import Handler, Work
from bot.domain.errors import Refusal


async def plan_of(asked: q.ReadPlan, work: Work) -> PastedPlan:
    """What the text is understood as."""
    return read_plan(work, await view_by_id(work.uow, work.policies, asked.meeting_id, work.now), asked.text)


async def show_paste(asked: q.ShowPaste, work: Work) -> Form:
    """The form, with the text read back above it."""
    view = await view_by_id(work.uow, work.policies, asked.meeting_id, work.now)
    view.meeting.require(*OPEN_RECORD)
    return paste_form(view, read_plan(work, view, asked.text), asked.text, asked.said)


async def show_from_message(asked: q.ShowFromMessage, work: Work) -> Form:
    """The open records that the person may write to, in councils that allow a message's words to be copied."""
    person = await work.acting_person()
    allowed = [each for each in person.councils if work.policy(each).actions.message_to_action]
    if not allowed:
        raise Refusal("switched_off", SWITCHED_OFF)
    under_way = await meetings_of(work.uow, person)
    mine = [
        each
        for each in under_way
        if each.council in allowed and each.state in OPEN_RECORD and await may_record(each, person, work)
    ]
    if not mine:
        raise Refusal("no_record", NO_RECORD)
    named = [(each, work.policy(each.council).council.name) for each in mine[:100]]
    return from_message_form(named, asked.words, work.policy(mine[0].council).actions.quick_choices)


async def owner_at(asked: q.OwnerAt, work: Work) -> Found:
    """The one person at the meeting whom the words mean."""
    view = await view_by_id(work.uow, work.policies, asked.meeting_id, work.now)
    return owners_at(view).find(asked.words)


ANSWERS: dict[type[q.Question], Handler] = {
    q.ReadPlan: plan_of,
    q.ShowPaste: show_paste,
    q.ShowFromMessage: show_from_message,
    q.OwnerAt: owner_at,
}
