"""The questions about one action: by when, who, what is done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.app.cards import Field, Form, Heading, Option, Text
from bot.app.wording.actions.lines import Line, named, timing
from bot.app.wording.actions.outcomes import what_changed
from bot.policy.work_rules import QuickChoice


def timescale_form(line: Line) -> Form:
    """One question: by when."""
    return Form("timescale", "By when", line.action.id, (Heading(named(line)),), by_when(line.quick), "Set the time")


def by_when(quick: Sequence[QuickChoice], words: str = "") -> tuple[Field, ...]:
    """The three ways to give a time, wherever one is asked: a ready time of the policy, a date, one's own words."""
    ready = tuple(Option(each.timescale, each.label) for each in quick if each.timescale)
    return (
        *((Field("when", "By when", "choice", options=ready),) if ready else ()),
        Field("date", "Or a date", "date"),
        Field(
            "timescale",
            "Or in your words",
            value=words,
            hint="Such as: by Friday 5pm, within 48 hours, 10 working days",
        ),
    )


def owner_form(line: Line, options: tuple[Option, ...]) -> Form:
    """Who will do it: somebody who was there, or anybody by search."""
    there = (Field("owner", "Somebody who was there", "choice", options=options),) if options else ()
    fields = (*there, Field("other_owner", "Or find somebody", "person"))
    return Form("owner", "Who will do it", line.action.id, (Heading(named(line)),), fields, "Save")


def done_form(line: Line) -> Form:
    """Done; and what changed for the child. Of one that comes again it is this turn that is done."""
    again = (Text("It comes again: this marks one turn as done.", "quiet"),) if line.action.comes_again else ()
    return Form("done", "What changed", line.action.id, (Heading(named(line)), *again), what_changed(), "Done")


def tick_form(lines: Sequence[Line], now: datetime) -> Form:
    """Several at once, with one answer for those ticked."""
    options = tuple(Option(line.action.id, f"{named(line)}, {timing(line.action, now)}") for line in lines)
    fields = (Field("done", "What is done", "choices", True, options=options), *what_changed())
    return Form("tick", "What is done", fields=fields, submit="Mark as done")
