"""An action that waits for an event: said without a private word, told when it happens, and what follows of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.app.cards import Block, Button, Card, Field, Form, Heading, Item, Text
from bot.app.wording.actions.lines import Line, Part, named
from bot.app.wording.times import full
from scheduling.london import LONDON
from scheduling.timescale import event_of, event_words

IN_THE_FUTURE = "That is still to come. Nothing was saved. Tell it when it has happened."
BEFORE_THE_MEETING = "That is before the meeting. Nothing was saved. Put the day right."
NOTHING_WAITS = "No open action waits for that. Nothing was changed. Type “home” to see your actions."
NO_DAY = "Write the day as year-month-day, such as 2026-03-11."
HAPPENED = "happened"
"""The code of the card that tells an owner so."""
HAS_HAPPENED = "What you were waiting for has happened. Please see the new dates."


def happened_offer(line: Line, _: Part, __: datetime) -> Sequence[Item]:
    """Under “More…” of a dated action that hangs on an event."""
    if line.action.due_at is None or event_of(line.action.expected) is None:
        return ()
    return (Item("It also waits for an event.", (Button("It has happened…", "happened", line.action.id),)),)


def happened_form(line: Line, now: datetime) -> Form:
    """One question: when. The event is named here, where somebody asked for it."""
    event = event_words(event_of(line.action.expected) or "")
    fields = (
        Field("date", "On which day", "date", True, f"{now.astimezone(LONDON):%Y-%m-%d}"),
        Field("time", "At what time, if you know", "time"),
    )
    waits = Text(f"It waits for: {event}. All actions of this meeting that wait for it become due.")
    return Form("happened", "It has happened", line.action.id, (Heading(named(line)), waits), fields, "It happened")


def happened_echo(due: Sequence[tuple[int, datetime]]) -> str:
    """Which actions became due, and when, in full."""
    lines = "; ".join(f"action {number} is due by {full(at)}" for number, at in due)
    return f"Saved: {lines}. Whoever owns {'it' if len(due) == 1 else 'them'} is told."


def which_meeting(lines: Sequence[Line]) -> Card:
    """Several meetings wait for such an event: which one is meant."""
    items: list[Block] = [Item(named(each), (Button("This one…", "happened", each.action.id),)) for each in lines]
    return Card("Which meeting?", "Which meeting?", (Text("Several fit. Nothing was changed."), *items))
