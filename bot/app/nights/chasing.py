"""A line that nobody has taken: asked again of whoever is there now; then the giver and those above hear."""

from __future__ import annotations

from collections.abc import Iterable

from bot.app.emergency_duty import on_duty
from bot.app.nights.lines import end_line, standing
from bot.app.nights.team import those_there
from bot.app.those_above import those_above
from bot.app.work import Work
from bot.domain.handover import HandoverLine, LineState, Way
from bot.domain.meeting import Meeting
from bot.domain.notice import NoticeKind
from bot.domain.obligation import Obligation
from bot.domain.people import Person


async def chase_line(
    obligation: Obligation, label: str, audience: tuple[str, ...], meeting: Meeting, work: Work
) -> bool:
    """Take the step; lines offered together are one message. False when nobody need take it any more."""
    line = await work.uow.handover_lines.get(obligation.subject_id)
    if line is None or line.state is not LineState.OFFERED:
        return False
    (now,) = await standing(work, [line])
    if not now.open:
        await end_line(work, line)
        return False
    if "recipient" in audience:
        await _ask_again(work, obligation, line, meeting)
    for person in await _told(work, line, meeting, audience):
        if person.id not in meeting.excluded:
            dedupe = f"not_taken:{line.offer_id}:{obligation.step}:{person.id}"
            kind, council = NoticeKind.NOT_TAKEN, line.council
            await work.tell(person.id, kind, line.offer_id, council, dedupe, code=label, urgent=True)
    return True


async def _ask_again(work: Work, obligation: Obligation, line: HandoverLine, meeting: Meeting) -> None:
    """A fresh card in the place of the one before; the shift may have changed since."""
    night = line.way is Way.NIGHT
    people = await on_duty(work, line.council, work.now) if night else await those_there(work, line, meeting)
    kind = NoticeKind.NIGHT if night else NoticeKind.MORNING
    for person in people:
        if person.id == line.giver_id or person.id in meeting.excluded:
            continue
        dedupe = f"{kind}:{line.offer_id}:{obligation.step}:{person.id}"
        mine = await work.uow.notices.where(kind=kind, subject_id=line.offer_id, person_id=person.id)
        if any(each.dedupe == dedupe for each in mine):
            continue
        for each in mine:
            if not each.retired:
                await work.uow.retire_notice(each.id, work.now)
        await work.tell(person.id, kind, line.offer_id, line.council, dedupe, urgent=True)


async def _told(work: Work, line: HandoverLine, meeting: Meeting, audience: Iterable[str]) -> list[Person]:
    """By day those above the team hear, and the giver, whose it is still; at night the giver and those above."""
    giver = await work.person(line.giver_id)
    below = giver
    if line.way is Way.DAY:
        below = next(iter(await those_there(work, line, meeting)), giver)
    above = await those_above(work.uow, below, meeting)
    named = {"owner": [giver] if giver else [], "manager": above[:1], "head_of_service": above[1:2] or above[:1]}
    found = {person.id: person for each in audience for person in named.get(each, ())}
    return list(found.values())
