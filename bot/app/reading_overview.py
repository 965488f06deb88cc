"""The answers to questions about what is late, or lacks an owner or a time."""

from __future__ import annotations

from bot.app import questions as q
from bot.app.cards import Card
from bot.app.gather import chased_lines, overdue_of
from bot.app.wording.digest import digest_card, rest_card
from bot.app.wording.overview import overdue_card
from bot.app.work import Handler, Work


async def show_overdue(asked: q.ShowOverdue, work: Work) -> Card:
    """One page of the person's own and their people's, the worst first."""
    person = await work.acting_person()
    if asked.scope in ("mine", "theirs"):
        return rest_card(await chased_lines(work.uow, work.policies, person, work.now), asked.scope, asked.start)
    return overdue_card(await overdue_of(work.uow, work.policies, person, work.now), asked.start, work.now)


async def show_today(_: q.ShowToday, work: Work) -> Card:
    """The day's list as it stands now."""
    return digest_card(await chased_lines(work.uow, work.policies, await work.acting_person(), work.now))


ANSWERS: dict[type[q.Question], Handler] = {q.ShowOverdue: show_overdue, q.ShowToday: show_today}
