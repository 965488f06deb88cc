"""The answers to questions about what passes between the day and emergency duty."""

from __future__ import annotations

from dataclasses import replace

from bot.app import questions as q
from bot.app.cards import Card, Form, Text
from bot.app.emergency_duty import on_duty
from bot.app.nights.cards import card_of_line
from bot.app.nights.evening import handing_over
from bot.app.view import MeetingView
from bot.app.wording.nights import nobody_there
from bot.app.work import Handler, Work
from bot.domain.meeting import MeetingState
from bot.policy.nights import whom_to_ring


async def show_handing_over(_: q.ShowHandingOver, work: Work) -> Card:
    """One's own open urgent work."""
    return await handing_over(work, await work.acting_person())


async def show_offered(asked: q.ShowOffered, work: Work) -> Card:
    """What was offered together with this line."""
    return await card_of_line(work, asked.line_id, await work.acting_person())


async def with_duty(work: Work, view: MeetingView, card: Card) -> Card:
    """A convenor's card of a meeting out of hours: what emergency duty does, and whom to ring when nobody is on."""
    return replace(card, blocks=(*card.blocks[:1], *await _duty(work, view), *card.blocks[1:]))


async def with_duty_on_plan(work: Work, view: MeetingView, form: Form) -> Form:
    """The same on a plan that is not sent yet."""
    return replace(form, blocks=(*form.blocks, *await _duty(work, view)))


async def _duty(work: Work, view: MeetingView) -> tuple[Text, ...]:
    coming = view.meeting.state in (MeetingState.DRAFT, MeetingState.CALLED)
    if not coming or not view.policy.meets_out_of_hours(view.meeting):
        return ()
    there = await on_duty(work, view.meeting.council, max(view.meeting.starts_at or work.now, work.now))
    nobody = () if there else (nobody_there(whom_to_ring(view.policy.council)),)
    return (*nobody, Text(view.policy.nights.what_it_does, "quiet"))


ANSWERS: dict[type[q.Question], Handler] = {
    q.ShowHandingOver: show_handing_over,
    q.ShowOffered: show_offered,
}
