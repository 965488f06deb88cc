"""The live cards of answers to a nudge: a later date to agree to, what was answered, and an action given back."""

from __future__ import annotations

from bot.app.access import answers_for
from bot.app.action_lines import lines_of
from bot.app.agreeing import may_agree
from bot.app.cards import Card
from bot.app.returning import who_says
from bot.app.view import view_by_id
from bot.app.wording.actions.given_back import returned_card
from bot.app.wording.actions.lines import Line
from bot.app.wording.actions.longer import answer_card, request_card
from bot.app.work import Work
from bot.domain.notice import Notice
from bot.domain.people import Person


async def longer_notice(notice: Notice, person: Person, work: Work) -> Card | None:
    """To whoever may agree: the request. To whoever asked: the answer ("agreed", "kept" or "moved", and by whom)."""
    line = await _line(notice, work)
    if line is None or not await answers_for(line.action, line.meeting, person, work):
        return None
    if notice.code:
        what, _, by_id = notice.code.partition("/")
        by = await work.uow.people.get(by_id) if by_id not in line.meeting.excluded else None
        return answer_card(line, what, by, work.now)
    asked = line.action.longer
    if asked and not await may_agree(work, line.meeting, line.action, person.id):
        return None
    asker = await work.uow.people.get(asked.by_id) if asked else None
    return request_card(line, asker.name if asker else "Somebody", work.now)


async def returned_notice(notice: Notice, person: Person, work: Work) -> Card | None:
    """Whose is it? Until somebody has it, to whoever says whose."""
    line = await _line(notice, work)
    if line is None or not await answers_for(line.action, line.meeting, person, work):
        return None
    says = await who_says(work, line.meeting, line.action)
    if line.action.owner_id is None and (says is None or says.id != person.id):
        return None
    view = await view_by_id(work.uow, work.policies, line.meeting.id, work.now)
    back = line.action.given_back
    people = {each.id: each.name for each in await work.uow.people.where(id=tuple({each.by_id for each in back}))}
    givers = [
        ("Somebody" if each.by_id in line.meeting.excluded else people.get(each.by_id, "Somebody"), each.at)
        for each in back
    ]
    there = [each for each in view.may_own() if not back or each.id != back[-1].by_id]
    return returned_card(line, givers, there, work.now)


async def _line(notice: Notice, work: Work) -> Line | None:
    action = await work.uow.actions.get(notice.subject_id)
    if action is None:
        return None
    return (await lines_of(work.uow, work.policies, [action]))[0]
