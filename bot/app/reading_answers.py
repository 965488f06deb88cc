"""What is shown for the answers to a nudge: longer, not mine, later. Each reading of a reason is kept."""

from __future__ import annotations

from bot.app import questions as q
from bot.app.agreeing import MAY_ANSWER, who_agree
from bot.app.cards import Card, Form
from bot.app.quiet import times_to_ask
from bot.app.reading_actions import line_by_id
from bot.app.returning import who_says
from bot.app.wording.actions.given_back import NOBODY_ELSE, give_back_form
from bot.app.wording.actions.lines import Line
from bot.app.wording.actions.longer import NO_TIME, longer_form, put_off_to, why_card
from bot.app.wording.actions.snoozing import cannot_wait, snooze_form
from bot.app.work import Handler, Work
from bot.domain.action import Action, ActionState
from bot.domain.errors import Refusal
from bot.domain.meeting import Meeting


async def show_put_off(asked: q.ShowPutOff, work: Work) -> Form:
    """Why it takes longer, and until when; who must agree, from the policy's n-th time on."""
    line = await _open_line(asked.action_id, work)
    if line.action.due_at is None:
        raise Refusal("no_time", NO_TIME)
    return longer_form(line, work.now, await _who_must_agree(work, line))


async def _who_must_agree(work: Work, line: Line) -> str:
    """Their name; "" where the date holds at once."""
    times, actor = len(line.action.put_off) + 1, work.actor.person_id
    if times < work.policy(line.meeting.council).actions.manager_agrees_from:
        return ""
    people = await who_agree(work, line.meeting, line.action)
    if actor != line.action.owner_id and actor in {each.id for each in people[:MAY_ANSWER]}:
        return ""
    return next((each.name for each in people if each.id != actor), "")


async def longer_answered(asked: q.LongerAnswered, work: Work) -> str:
    """What became of the later date just given."""
    line = await line_by_id(asked.action_id, work)
    by = line.action.longer.by_id if line.action.longer else ""
    people = await who_agree(work, line.meeting, line.action, by)
    return put_off_to(line.action, people[0].name if people else "")


async def show_why(asked: q.ShowWhy, work: Work) -> Card:
    """The reasons, all of them."""
    line = await line_by_id(asked.action_id, work)
    return why_card(line, await _names_in(work, line.action, line.meeting), work.now)


async def _names_in(work: Work, action: Action, meeting: Meeting) -> dict[str, str]:
    """Nobody's name who must not be told of the meeting."""
    ids = {each.by_id for each in action.extensions} | {each.by_id for each in action.given_back}
    ids |= {action.longer.by_id} if action.longer else set()
    people = {each.id: each.name for each in await work.uow.people.where(id=tuple(sorted(ids)))} if ids else {}
    return {each: "somebody" if each in meeting.excluded else people.get(each, "somebody") for each in ids}


async def show_give_back(asked: q.ShowGiveBack, work: Work) -> Form:
    """Not mine: to whom it goes back."""
    line = await _open_line(asked.action_id, work)
    to = await who_says(work, line.meeting, line.action, line.action.owner_id or "")
    if to is None:
        raise Refusal("nobody_else", NOBODY_ELSE)
    return give_back_form(line, to.name)


async def show_snooze(asked: q.ShowSnooze, work: Work) -> Form:
    """When to be asked again; refused where it cannot wait."""
    line = await _open_line(asked.action_id, work)
    times = times_to_ask(line.action, work.policy(line.meeting.council), line.meeting.urgency, work.now)
    if line.action.due_at is not None and not times:
        raise Refusal("cannot_wait", cannot_wait(line.action.due_at, work.now))
    return snooze_form(line, times, work.now)


async def _open_line(action_id: str, work: Work) -> Line:
    line = await line_by_id(action_id, work)
    if line.action.state is not ActionState.OPEN:
        raise Refusal(
            "not_open", "That action is already done or struck out. Nothing was changed. You need do nothing."
        )
    return line


ANSWERS: dict[type[q.Question], Handler] = {
    q.ShowPutOff: show_put_off,
    q.LongerAnswered: longer_answered,
    q.ShowWhy: show_why,
    q.ShowGiveBack: show_give_back,
    q.ShowSnooze: show_snooze,
}
