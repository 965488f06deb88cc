"""The convenor's card at the end of the day: what is open, what is missing, and who has taken what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.app.access import may_convene
from bot.app.cards import Card, Item, Text
from bot.app.emergency_duty import duty_people, on_duty_soon
from bot.app.nights.lines import standing
from bot.app.nights.open_work import OpenWork, open_work, open_work_of
from bot.app.wording.nights import evening_card, given_item, how_many, nobody_there, open_item, reference_of
from bot.app.work import Work
from bot.domain.handover import LineState, Way
from bot.domain.notice import Notice, NoticeKind
from bot.domain.people import Person
from bot.policy.nights import Night, night_of, whom_to_ring
from scheduling.london import local_day


async def owe_evening_card(work: Work, council: str, person_id: str, night: Night) -> None:
    """Owe the convenor their one live card of this evening, or bring it up to date."""
    day = local_day(night.begins).isoformat()
    dedupe = f"evening:{person_id}:{day}"
    await work.tell(person_id, NoticeKind.EVENING, day, council, dedupe, urgent=True)
    await work.refresh(kind=NoticeKind.EVENING, subject_id=day, person_id=person_id)


async def to_show(work: Work, council: str) -> list[str]:
    """The day's convenors who have something open, and no card of it this evening; none without emergency duty."""
    duty = {each.id for each in await duty_people(work, council)}
    if not duty:
        return []
    day = local_day(night_of(work.policy(council).working_time(), work.now).begins).isoformat()
    shown = {each.person_id for each in await work.uow.notices.where(kind=NoticeKind.EVENING, subject_id=day)}
    return sorted(await open_work(work, council, besides=duty | shown))


async def show_open_work(work: Work, council: str, convenors: Sequence[str]) -> int:
    """Owe each of these their card; how many are still here."""
    night = night_of(work.policy(council).working_time(), work.now)
    here = [each for each in convenors if await work.person(each) is not None]
    for person_id in here:
        await owe_evening_card(work, council, person_id, night)
    return len(here)


async def keep_live(work: Work, council: str) -> None:
    """Bring this evening's cards up to date: what has come up since stands on them."""
    day = local_day(night_of(work.policy(council).working_time(), work.now).begins).isoformat()
    await work.refresh(kind=NoticeKind.EVENING, subject_id=day, council=council)


async def evening_notice(notice: Notice, person: Person, work: Work) -> Card | None:
    """The card of that evening; when nothing was open after all, it is not sent."""
    card = await handing_over(work, person, date.fromisoformat(notice.subject_id))
    return card if notice.post_id or len(card.blocks) > 1 else None


@dataclass(slots=True)
class _Evening:
    """What a card is made from, a council at a time."""

    items: list[Item] = field(default_factory=list)
    ready: list[OpenWork] = field(default_factory=list)
    nobody: list[Text] = field(default_factory=list)
    what_it_does: str = ""


async def handing_over(work: Work, person: Person, day: date | None = None) -> Card:
    """What this person has to hand over, and what became of what they offered; of an evening gone by only that."""
    made = _Evening()
    for council in person.councils:
        if council in work.policies.councils and may_convene(person, council):
            await _add(made, work, council, person, day)
    meetings = sum(not each.action for each in made.ready)
    waiting = how_many(meetings, len(made.ready) - meetings)
    return evening_card(made.items, waiting, made.what_it_does, made.nobody)


async def _add(made: _Evening, work: Work, council: str, person: Person, day: date | None) -> None:
    policy = work.policy(council)
    office = policy.working_time()
    night = night_of(office, work.now)
    made.what_it_does = made.what_it_does or policy.nights.what_it_does
    if day is not None and day != local_day(night.begins):
        given, _ = await _given(work, person, council, night_of(office, office.close_of(day)))
        made.items += given
        return
    given, settled = await _given(work, person, council, night)
    found = [each for each in await open_work_of(work, council, person.id) if _key(each) not in settled]
    made.items += [open_item(each.view, each.action, each.missing, restricted=each.restricted) for each in found]
    made.items += given
    made.ready += [each for each in found if not each.restricted]
    there, _ = await on_duty_soon(work, council, [work.now, max(work.now, night.begins)])
    if (found or given) and not there:
        made.nobody.append(nobody_there(whom_to_ring(policy.council)))


def _key(found: OpenWork) -> tuple[str, str]:
    return found.meeting.id, found.action.id if found.action else ""


async def _given(work: Work, person: Person, council: str, night: Night) -> tuple[list[Item], set[tuple[str, str]]]:
    """The lines of that night as their giver sees them, and what need not be offered any more."""
    rows = await work.uow.handover_lines.where(giver_id=person.id, council=council, way=Way.NIGHT, until=night.ends)
    lines = [each for each in await standing(work, rows) if person.id not in each.meeting.excluded]
    lines = [each for each in lines if each.open or each.line.state is LineState.TAKEN]
    ids = tuple({each.line.taker_id for each in lines if each.line.taker_id})
    names = {each.id: each.name for each in await work.uow.people.where(id=ids)} if ids else {}
    items = [
        given_item(
            each.line,
            reference_of(each.meeting, each.action),
            names.get(each.line.taker_id or "", ""),
            work.now,
            still=each.open,
        )
        for each in lines
    ]
    # A meeting that came back to its giver the same night may be offered again.
    return items, {(each.line.meeting_id, each.line.action_id) for each in lines if each.open or each.line.action_id}
