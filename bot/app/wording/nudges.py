"""Cards that do not wait for the day's list: one action at once; what lacks an owner or a time; the list's hour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.app.cards import Block, Button, Card, Field, Form, Heading, Item, Option, Text
from bot.app.wording.actions.lines import Line, action_item, more, named, show_words, timing
from bot.app.wording.diaries import date_words
from bot.domain.action import ActionState

ANOTHER_HOUR = Button("Daily list: another hour…", "digest_hour")
HOUR_SAVED = "Saved. Your daily list comes at {at}, or when you start work if that is later."
PLEASE_ANSWER = "Please answer"
"""The title where the line below names the action."""
NOT_OFFERED = "Choose one of these hours."


def nudge_card(line: Line, now: datetime, *, own: bool) -> Card:
    """One action, with its answers."""
    if line.action.state is not ActionState.OPEN:
        done = "Done. Thank you." if line.action.state is ActionState.DONE else "Struck out. You need do nothing."
        return Card(_title(line), named(line), (Text(done, "good"),))
    return Card(PLEASE_ANSWER, _summary(line), (action_item(line, now, name_owner=not own),))


def covering_card(line: Line, now: datetime, until: datetime | None) -> Card:
    """For whoever covers: whose it is, and how long they are away."""
    owner = line.owner.name if line.owner else "a colleague"
    whose = Text(f"You cover for {owner}, who is away{_until(until, now)}.")
    return Card(PLEASE_ANSWER, _summary(line), (whose, action_item(line, now, name_owner=True)))


def away_card(line: Line, now: datetime, until: datetime | None, *, on_leave: bool = True) -> Card:
    """For whoever is above somebody who is away: who does it, or by when instead."""
    return Card(PLEASE_ANSWER, _summary(line), (away_item(line, now, until, on_leave=on_leave),))


def away_item(line: Line, now: datetime, until: datetime | None, *, on_leave: bool = True, cover: str = "") -> Item:
    """The owner is not there: choose somebody, or a new date."""
    owner = line.owner.name if line.owner else "The owner"
    away = f"{owner} is away{_until(until, now)}" if on_leave else f"{owner} is not at work in time"
    when = timing(line.action, now)
    words = f"{named(line)}: {when}. {away}.{f' {cover} covers.' if cover else ''} Who does it?"
    other = "put_off" if line.action.due_at else "timescale"
    buttons = (
        Button("Choose who", "owner", line.action.id, "primary"),
        Button("A new date…", other, line.action.id),
        show_words(line.action),
        more(line.action),
    )
    return Item(words, buttons, "warning")


def untimed_card(
    reference: str, lines: Sequence[Line], away: Sequence[Item], now: datetime, *, is_open: bool
) -> Card:
    """What lacks an owner or a time, and whose owner is away the whole time: it empties as it is answered."""
    if not lines and not away:
        done = Text("Every action has an owner and a time. Thank you.", "good")
        return Card(reference, f"{reference}: every action has an owner and a time", (done,))
    blocks: list[Block] = [Text("Please ask now, while people are still there.")] if is_open else []
    blocks += [action_item(line, now, name_owner=True) for line in lines]
    blocks += [Heading("Away until it is due"), *away] if away else []
    count = len(lines) + len(away)
    have = "1 action has" if count == 1 else f"{count} actions have"
    summary = f"{reference}: {have} no owner, or no time"
    return Card(f"{reference}: no owner, or no time", summary, tuple(blocks))


def with_hour(card: Card) -> Card:
    """The same, with the way to choose another hour for the daily list."""
    return replace(card, buttons=(*card.buttons, ANOTHER_HOUR))


def with_joined(card: Card, items: Sequence[Item]) -> Card:
    """A daily list that holds what would have been one message too many the day before."""
    return replace(card, blocks=(*card.blocks, Heading("Also waiting"), *items)) if items else card


def joined_card(items: Sequence[Item]) -> Card:
    """A daily list that holds nothing else."""
    count = len(items)
    return Card("Your list today", f"{count} thing{'s' if count > 1 else ''} waiting for you", tuple(items))


def joined_item(card: Card) -> Item:
    """A message as one line of the list."""
    return Item(card.summary, card.all_buttons()[:4])


def hour_form(hours: Sequence[str], chosen: str, usual: str) -> Form:
    """One question: at what hour."""
    options = tuple(Option(each, f"{each}, as usual" if each == usual else each) for each in hours)
    about = Text("One message on working days, with everything that waits for you. Urgent things come at once.")
    field = Field("at", "At what time", "choice", True, chosen, options)
    return Form("digest_hour", "Your daily list", "", (about,), (field,), "Save")


def _title(line: Line) -> str:
    return f"{line.meeting.reference} action {line.action.number}"


def _summary(line: Line) -> str:
    return f"{named(line)}: please answer"


def _until(until: datetime | None, now: datetime) -> str:
    return f" until {date_words(until, now)}" if until else ""
