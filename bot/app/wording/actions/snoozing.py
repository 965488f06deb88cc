"""Ask me later: what may be chosen, and why something can't wait."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.app.cards import Button, Field, Form, Heading, Item, Option, Text
from bot.app.wording.actions.lines import Line, Part, named, timing
from bot.app.wording.times import clock, due, lateness, moment, near
from scheduling.london import local_day

TIME_HAS_PASSED = "That time has passed. Nothing was changed. Please choose again."
FORM_OF_TIME = "%Y%m%dT%H%M%SZ"


def snooze_item(line: Line, part: Part, now: datetime) -> Sequence[Item]:
    """The owner's way to be left in peace for a while; and until when they are."""
    if not part.owns or line.action.overdue(now):
        return ()
    quiet = line.action.quiet_until
    words = asked_again(quiet, now) if quiet and quiet > now else "Not now?"
    return (Item(words, (Button("Ask me later…", "snooze", line.action.id),)),)


def snooze_form(line: Line, times: Sequence[datetime], now: datetime) -> Form:
    """When to ask again; its time does not move."""
    options = tuple(Option(f"{at:{FORM_OF_TIME}}", when(at, now)) for at in times)
    blocks = (Heading(named(line)), Text(f"{_capital(timing(line.action, now))}. That does not change."))
    fields = (Field("until", "Ask me again", "choice", required=True, options=options),)
    return Form("snooze", "Ask me later", line.action.id, blocks, fields, "Ask me then")


def when(at: datetime, now: datetime) -> str:
    """A choice: "In 30 minutes (12:50)", "In 2 hours (14:20)", "Tomorrow, 09:00", "Mon 16 March, 09:00"."""
    minutes = round((at - now).total_seconds() / 60)
    if minutes <= 4 * 60:
        span = f"{minutes // 60} hours" if minutes % 60 == 0 and minutes > 60 else f"{minutes} minutes"
        return f"In {span} ({near(at, now)})"
    tomorrow = local_day(at) == local_day(now) + timedelta(days=1)
    return f"Tomorrow, {clock(at)}" if tomorrow else moment(at)


def asked_again(at: datetime, now: datetime) -> str:
    """What is said once it is chosen."""
    return f"You will be asked again {_at(at, now)}."


def cannot_wait(due_at: datetime, now: datetime) -> str:
    """Its time has come, or comes too soon to wait any longer."""
    if due_at <= now:
        late = f"it was due {due(due_at)}, {lateness(due_at, now)} ago"
        return f"This one can't wait: {late}. Say that it is done, or ask for longer."
    return f"This one can't wait: it is due {_at(due_at, now)}."


def not_that_long(last: datetime) -> str:
    """Later than its urgency allows."""
    return f"That is too long for this one. At the latest: {due(last)}. Nothing was changed."


def _at(at: datetime, now: datetime) -> str:
    return f"at {clock(at)}" if local_day(at) == local_day(now) else f"on {due(at)}"


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]
