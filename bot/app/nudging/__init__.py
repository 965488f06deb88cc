"""Nobody forgets and nobody is nagged: who hears of an action, when, in which message, and how often."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.app.nudging.at_once import put_at_once
from bot.app.nudging.circle import Circle, read_circle
from bot.app.nudging.coming_back import list_on_return, retime_lists
from bot.app.nudging.gently import joined, tell_gently
from bot.app.nudging.lists import Place, owe_list, put_in_list, usual_moment
from bot.app.nudging.recipients import AWAY, COVER, OFF, OWN, Hearer, hearers, last_resort
from bot.app.nudging.told import AGAIN, Told, lately, read_told
from bot.app.nudging.untimed import (
    ask_at_the_close,
    ask_before_the_end,
    before_the_end,
    tell_chair_anew,
)
from bot.app.nudging.window import just_shown
from bot.app.work import Work
from bot.domain.action import Action
from bot.domain.meeting import Meeting
from bot.policy.haste import Haste, haste_of

__all__ = [
    "AGAIN",
    "AWAY",
    "COVER",
    "OFF",
    "Place",
    "Step",
    "ask_at_the_close",
    "ask_before_the_end",
    "before_the_end",
    "joined",
    "just_shown",
    "lately",
    "list_on_return",
    "nudge",
    "nudge_all",
    "owe_list",
    "read_told",
    "retime_lists",
    "tell_chair_anew",
    "tell_gently",
    "usual_moment",
]


@dataclass(frozen=True, slots=True)
class Step:
    """One action that a ladder's step puts before the people it names."""

    meeting: Meeting
    action: Action
    audience: tuple[str, ...]
    label: str


async def nudge(work: Work, meeting: Meeting, action: Action, audience: tuple[str, ...], label: str) -> None:
    """Put an action before the people that its step names."""
    await nudge_all(work, [Step(meeting, action, audience, label)])


async def nudge_all(work: Work, steps: Sequence[Step]) -> None:
    """The same for many: everybody, their time and what they have been told is read once."""
    circle = await read_circle(work, [(each.meeting, each.action) for each in steps])
    found = [(step, *await _heard(work, circle, step)) for step in steps]
    told = await read_told(work, {hearer.person.id for _, _, people in found for hearer in people})
    for step, haste, people in found:
        for hearer in people:
            await _put(work, circle, told, step, haste, hearer)


async def _heard(work: Work, circle: Circle, step: Step) -> tuple[Haste, Sequence[Hearer]]:
    haste = haste_of(work.policy(step.meeting.council), step.meeting, step.action)
    people = hearers(circle, step.meeting, step.action, step.audience, haste)
    if people:
        return haste, people
    somebody = await last_resort(work, step.meeting)
    if somebody is None:
        await work.note("nobody_to_tell", step.action.id, step.meeting.council, step.meeting.id)
        return haste, ()
    circle.people.setdefault(somebody.person.id, somebody.person)
    return haste, (somebody,)


async def _put(work: Work, circle: Circle, told: Told, step: Step, haste: Haste, hearer: Hearer) -> None:
    meeting, action = step.meeting, step.action
    now = hearer.not_before is None
    if now and (haste.at_once or hearer.why != OWN):
        await put_at_once(work, circle, told, hearer, meeting, action, haste)
    else:
        place = Place(hearer.person, meeting.council, hearer.manager, hearer.not_before)
        await put_in_list(work, circle, told, place, action, step.label)
    detail = {"to": hearer.person.id, "step": step.label, "number": action.number}
    await work.note("nudged", action.id, meeting.council, meeting.id, **detail)
