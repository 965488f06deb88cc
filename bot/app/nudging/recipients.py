"""Who hears of an action when a step names a role: nobody who must stay out or is away, and always somebody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.app.nudging.circle import Circle
from bot.app.work import Work
from bot.domain.action import Action
from bot.domain.meeting import Meeting
from bot.domain.people import Person
from bot.policy.haste import Haste
from scheduling.london import local_day

OWN, COVER, AWAY, OFF, INSTEAD, NIGHT = "", "cover", "away", "off", "instead", "night"
_A_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Hearer:
    """One who hears. `why`: in their own right; as cover; because the owner is away or off and somebody must
    choose; tonight, in the owner's place; or instead of whom the step names: their daily list would not show it, so
    it comes on a card.

    `not_before`: they come back then, or asked for silence until then. `manager`: it is another's action.
    """

    person: Person
    why: str = OWN
    not_before: datetime | None = None
    manager: bool = False


def hearers(
    circle: Circle, meeting: Meeting, action: Action, audience: Sequence[str], haste: Haste
) -> tuple[Hearer, ...]:
    """Everybody whom the step reaches, each once; empty only when nobody known may hear of it."""
    found: dict[str, Hearer] = {}
    for role in audience:
        for each in _of_role(circle, meeting, action, role, haste):
            known = found.get(each.person.id)
            if known is None or (known.not_before and not each.not_before):
                found[each.person.id] = each
    if not found:
        somebody = _anybody(circle, meeting, action)
        return (Hearer(somebody, INSTEAD, manager=True),) if somebody else ()
    return tuple(found.values())


async def last_resort(work: Work, meeting: Meeting) -> Hearer | None:
    """Somebody here who may chair such a meeting, when nobody around the action may hear of it."""
    seats = dict.fromkeys(rule.seat for rule in reversed(work.policy(meeting.council).chairs))
    for people in (await work.uow.people_for_seats(meeting.council, seats)).values():
        for person in people:
            if person.id not in meeting.excluded:
                return Hearer(person, INSTEAD, manager=True)
    return None


def _of_role(circle: Circle, meeting: Meeting, action: Action, role: str, haste: Haste) -> list[Hearer]:
    owner, convenor = circle.fit(action.owner_id, meeting), circle.people.get(meeting.convenor_id)
    if role == "owner" and owner is not None:
        return _owner(circle, meeting, action, owner, haste)
    called = [circle.fit(meeting.convenor_id, meeting)]
    above = circle.above(owner or convenor, meeting)
    turned_to: dict[str, Iterable[Person | None]] = {
        "chair": [*circle.chairs_of(meeting), *called],
        "manager": [*above, *called],
        "head_of_service": [*above[1:], *above, *called],
    }
    found = _there(circle, turned_to.get(role, called)) or _there(circle, _all(circle, meeting, action))
    if found is None:
        return []
    natural = above[:2] if role in ("manager", "head_of_service") else [*circle.chairs_of(meeting), *called]
    # The list of whoever is above shows what is neglected; that of the chair and the convenor what lacks something.
    listed = found in natural[:1] or (found in natural and (role == "head_of_service" or not action.complete))
    return [Hearer(found, OWN if listed else INSTEAD, manager=found.id != meeting.convenor_id)]


def _owner(circle: Circle, meeting: Meeting, action: Action, owner: Person, haste: Haste) -> list[Hearer]:
    tonight = circle.fit(circle.tonight.get(action.id), meeting)
    if tonight is not None:
        return [Hearer(tonight, NIGHT, manager=True)]
    if action.quiet_until is not None and action.quiet_until > circle.now:
        return [Hearer(owner, not_before=action.quiet_until)]
    leave = circle.away(owner)
    if leave is not None:
        back = [Hearer(owner, not_before=leave.ends_at)] if leave.ends_at else []
        return [*_in_place_of(circle, meeting, action, leave.covered_by_id, haste), *back]
    late = None if haste.at_any_hour else _back_too_late(circle, meeting, action, owner)
    if late is not None:
        asked = [replace(each, why=OFF) for each in _in_place_of(circle, meeting, action, None, haste)]
        return [*asked, Hearer(owner, not_before=late)]
    return [Hearer(owner)]


def _in_place_of(
    circle: Circle, meeting: Meeting, action: Action, cover_id: str | None, haste: Haste
) -> list[Hearer]:
    """The cover; without one the owner's manager. Both, where a child cannot wait."""
    cover = _there(circle, [circle.fit(cover_id, meeting)])
    found = [Hearer(cover, COVER, manager=True)] if cover else []
    if found and not haste.at_any_hour:
        return found
    owner = circle.people.get(action.owner_id or "")
    others = (each for each in (*circle.above(owner, meeting), *_all(circle, meeting, action)) if each is not owner)
    manager = _there(circle, others)
    return [*found, *([Hearer(manager, AWAY, manager=True)] if manager and manager is not cover else [])]


def _back_too_late(circle: Circle, meeting: Meeting, action: Action, owner: Person) -> datetime | None:
    """When somebody who is off by their own hours is back, if the office opens before and the action is due before.

    What has no time, or is late already, waits for them until the end of the next working day.
    """
    back = circle.at_work_from(owner, meeting.council)
    office = circle.policies.of(meeting.council).working_time()
    if back is None or back <= office.next_open(circle.now) + _A_MINUTE:
        return None
    due = action.due_at
    limit = due if due and due > circle.now else office.close_of(office.working_day_after(local_day(circle.now), 1))
    return back if back > limit else None


def _there(circle: Circle, people: Iterable[Person | None]) -> Person | None:
    return next((each for each in people if each is not None and circle.away(each) is None), None)


def _anybody(circle: Circle, meeting: Meeting, action: Action) -> Person | None:
    everybody = list(_all(circle, meeting, action))
    return _there(circle, everybody) or next(iter(everybody), None)


def _all(circle: Circle, meeting: Meeting, action: Action) -> Iterable[Person]:
    """Everybody around the action who may hear of it, those first whom it concerns most."""
    owner, convenor = circle.people.get(action.owner_id or ""), circle.people.get(meeting.convenor_id)
    called = circle.fit(meeting.convenor_id, meeting)
    yield from [called] if called else []
    yield from circle.above(convenor, meeting)
    yield from circle.chairs_of(meeting)
    yield from circle.above(owner, meeting)
    mine = circle.fit(action.owner_id, meeting)
    yield from [mine] if mine else []
