"""One action as a line of a list: what it lacks or when it is due, with the answers on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.app.cards import Button, Item
from bot.app.wording.actions.outcomes import comes_again
from bot.app.wording.actions.waiting import asks, lacks
from bot.app.wording.several_dates import asked_for, earlier_dates
from bot.app.wording.times import due, lateness, short
from bot.domain.action import Action
from bot.domain.meeting import Meeting
from bot.domain.people import Person
from bot.policy.work_rules import QuickChoice
from scheduling.timescale import event_of

QUICK_ON_A_LINE = 3
"""So many ready times stand on a line; a telephone shows no more beside the other answers."""


@dataclass(frozen=True, slots=True)
class Line:
    """One action with its meeting and owner, as a list shows it.

    `quick` are the policy's ready times, `best` how a doubtful time was read, None where nobody can say yes to it.
    """

    action: Action
    meeting: Meeting
    owner: Person | None
    quick: tuple[QuickChoice, ...] = ()
    best: datetime | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """What whoever reads a card has to do with its action: some answers are the owner's, some of those who run it.

    `two_times`: two were said, for whoever keeps the record to split.
    """

    owns: bool = False
    runs: bool = False
    records: bool = False
    two_times: bool = False


def named(line: Line) -> str:
    """How an action is named where its words may not be shown: reference, number and a verb from the list."""
    return f"{line.meeting.reference} {numbered(line.action)}"


def numbered(action: Action) -> str:
    """The same on a card that names the meeting already: "action 3, visit"."""
    return f"action {action.number}, {action.verb}" if action.verb else f"action {action.number}"


def timing(action: Action, now: datetime) -> str:
    """When it is due, in words; every earlier date stays in sight."""
    if action.due_at is None:
        return lacks(action)
    if action.overdue(now):
        ago = f"{lateness(action.due_at, now)} ago" if now - action.due_at >= timedelta(minutes=1) else "just now"
        return f"was due {due(action.due_at)}, {ago}{earlier_dates(action)}"
    return f"due {due(action.due_at)}{earlier_dates(action)}"


def _of(line: Line, name_owner: bool) -> str:
    return f" ({line.owner.name})" if name_owner and line.owner else ""


def needs_time(line: Line, now: datetime, *, name_owner: bool = False) -> Item:
    """An action that has no time: the answer is on the line."""
    best = line.best if line.best and line.best > now else None
    words = f"{named(line)}{_of(line, name_owner)}: {lacks(line.action)}. {asks(line.action, best)}"
    return Item(words, (*_times(line, best), show_words(line.action), more(line.action)), "warning")


def _times(line: Line, best: datetime | None) -> tuple[Button, ...]:
    """The answers that fit: yes to what was read, or that it has happened, or a ready time; and always a date."""
    action = line.action
    if best:
        return (say_yes(action, best), Button("Another date…", "timescale", action.id))
    date = Button("A date…", "timescale", action.id)
    if event_of(action.expected):
        return (Button("It has happened…", "happened", action.id, "primary"), date)
    ready = [each for each in line.quick if each.timescale][:QUICK_ON_A_LINE]
    return (*(Button(each.label, "quick_time", f"{action.id}/{each.timescale}") for each in ready), date)


def say_yes(action: Action, best: datetime, verb: str = "yes_time") -> Button:
    """Yes, the doubtful time was meant as it was read, and as this person sees it."""
    return Button(f"Yes, {short(best)}", verb, f"{action.id}/{action.expected}", "primary")


def needs_owner(line: Line, now: datetime) -> Item:
    """An action that nobody owns; its time goes on counting."""
    when = f", {timing(line.action, now)}" if line.action.due_at else ""
    choose = Button("Choose who", "owner", line.action.id, "primary")
    buttons = (choose, show_words(line.action), more(line.action))
    return Item(f"{named(line)}: nobody owns it{when}. Who will do it?", buttons, "warning")


def is_due(line: Line, now: datetime, *, name_owner: bool = False) -> Item:
    """A dated action: done, or not by then."""
    said = f"{timing(line.action, now)}{comes_again(line.action)}. {asked_for(line.action)}".rstrip()
    words = f"{named(line)}{_of(line, name_owner)}: {said}"
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
        return needs_owner(line, now)
    if line.action.due_at is None:
        return needs_time(line, now, name_owner=name_owner)
    return is_due(line, now, name_owner=name_owner)
