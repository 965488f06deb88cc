"""An action that comes again is ended: it comes no more, because."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.app.cards import Button, Field, Form, Heading, Item
from bot.app.wording.actions.lines import Line, Part, named

NOT_RECURRING = "That action does not come again. Nothing was changed. Press “Done” when it is done."
SAY_WHY = "Say in a few words why it is no longer needed."


def ending_offer(line: Line, part: Part, _: datetime) -> Sequence[Item]:
    """Under “More…”, for the owner and whoever runs the meeting."""
    if not line.action.comes_again or not (part.owns or part.runs):
        return ()
    return (Item("It comes again.", (Button("No longer needed…", "end_recurring", line.action.id),)),)


def ending_form(line: Line) -> Form:
    """One question: why."""
    fields = (Field("reason", "Why", "long_text", True, max_length=1000),)
    return Form("end_recurring", "No longer needed", line.action.id, (Heading(named(line)),), fields, "End it")
