"""One action as a line of a list: what it lacks or when it is due, with the answers on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.app.cards import Button, Item
from bot.app.wording.times import due, lateness
from bot.domain.action import Action
from bot.domain.meeting import Meeting
from bot.domain.people import Person
from bot.policy.work_rules import QuickChoice

CHASED_WORDS = {
    "CHASE:NONE": "no time yet",
    "CHASE:VAGUE": "no time yet that can be checked",
    "CHASE:VAGUE_URGENT": "urgent, but no hour yet",
}


QUICK_ON_A_LINE = 3
"""So many ready times stand on a line; a telephone shows no more beside the other answers."""


@dataclass(frozen=True, slots=True)
class Line:
    """One action with its meeting and owner, as a list shows it. `quick` are the policy's ready times."""

    action: Action
    meeting: Meeting
    owner: Person | None
    quick: tuple[QuickChoice, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """What whoever reads a card has to do with its action: some answers are the owner's, some of those who run it."""

    owns: bool = False
    runs: bool = False


def named(line: Line) -> str:
    """How an action is named where its words may not be shown: reference, number and a verb from the list."""
    verb = f", {line.action.verb}" if line.action.verb else ""
    return f"{line.meeting.reference} action {line.action.number}{verb}"


def timing(action: Action, now: datetime) -> str:
    """When it is due, in words."""
    if action.due_at is None:
        return _lacks(action)
    if action.overdue(now):
        return f"was due {due(action.due_at)}, {lateness(action.due_at, now)} ago"
    return f"due {due(action.due_at)}"


def _lacks(action: Action) -> str:
    return CHASED_WORDS.get(action.expected, "no time yet")


def _of(line: Line, name_owner: bool) -> str:
    return f" ({line.owner.name})" if name_owner and line.owner else ""


def put_off(action: Action) -> str:
    """Every earlier date, kept in sight."""
    if not action.extensions:
        return ""
    earlier = ", ".join(due(each.was) for each in action.extensions)
    return f" (put off from {earlier})"


def needs_time(line: Line, *, name_owner: bool = False) -> Item:
    """An action that has no time: the answer is on the line."""
    words = f"{named(line)}{_of(line, name_owner)}: {_lacks(line.action)}. When will it be done?"
    ready = [each for each in line.quick if each.timescale][:QUICK_ON_A_LINE]
    quick = tuple(Button(each.label, "quick_time", f"{line.action.id}/{each.timescale}") for each in ready)
    other = (Button("A date…", "timescale", line.action.id), show_words(line.action), more(line.action))
    return Item(words, (*quick, *other), "warning")


def needs_owner(line: Line) -> Item:
    """An action that nobody owns."""
    choose = Button("Choose who", "owner", line.action.id, "primary")
    buttons = (choose, show_words(line.action), more(line.action))
    return Item(f"{named(line)}: nobody owns it. Who will do it?", buttons, "warning")


def is_due(line: Line, now: datetime, *, name_owner: bool = False) -> Item:
    """A dated action: done, or not by then."""
    words = f"{named(line)}{_of(line, name_owner)}: {timing(line.action, now)}{put_off(line.action)}."
    buttons = (
        Button("Done", "done", line.action.id, "primary"),
        Button("I need longer…", "put_off", line.action.id),
        show_words(line.action),
        more(line.action),
    )
    return Item(words, buttons, "warning" if line.action.overdue(now) else "plain")


def show_words(action: Action) -> Button:
    """The action's own words, on request."""
    return Button("Show it", "words", action.id)


def more(action: Action) -> Button:
    """Everything else that fits it, on a card of its own."""
    return Button("More…", "more", action.id)


def action_item(line: Line, now: datetime, *, name_owner: bool = False) -> Item:
    """The line that fits what the action lacks."""
    if line.action.owner_id is None:
        return needs_owner(line)
    if line.action.due_at is None:
        return needs_time(line, name_owner=name_owner)
    return is_due(line, now, name_owner=name_owner)
