"""Buttons as `Action.Execute`, the one kind of action that answers in place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from adapters.teams.rendering.literal import label, run
from adapters.teams.rendering.measure import Json, Measure
from bot.app.cards import Button, Style

SHOWN = 6
"""Teams shows six actions side by side at most."""
ROW, LETTER, EDGES = 320, 8, 32
"""A telephone's width in points, that of a letter, and what a button needs besides. Teams on a telephone does not
break a row of buttons: whatever does not fit is out of sight."""
VERB = "q1."
STYLES: dict[Style, Json] = {"plain": {}, "primary": {"style": "positive"}, "danger": {"style": "destructive"}}


@dataclass(frozen=True, slots=True)
class Origin:
    """What a button's data must carry besides its subject. None of it is content, none is authority.

    `kinds` says how to read the inputs of the form it stands on, `names` whom a pre-filled line stands for;
    `answered` marks a card that answered something typed, which nobody but this adapter keeps up to date.
    `carries`: the inputs go with the press; otherwise a required one that is empty must not hold it up.
    """

    kinds: tuple[tuple[str, str], ...] = ()
    names: tuple[tuple[str, str], ...] = ()
    answered: bool = False
    carries: bool = False

    def data(self, subject: str, *, submits: bool = False) -> Json:
        """The data of one action."""
        carried: Json = {"subject": subject} if subject else {}
        if submits:
            carried["form"] = True
        if self.kinds:
            carried["fields"] = dict(self.kinds)
        if self.names:
            carried["people"] = dict(self.names)
        if self.answered:
            carried["answer"] = True
        return {"q": carried}


def actions(buttons: Sequence[Button], measure: Measure, origin: Origin) -> list[Json]:
    """Each button as an action, in the same order; none is lost."""
    return [_action(button, measure, origin) for button in buttons]


def in_rows(found: list[Json]) -> list[list[Json]]:
    """The same buttons in rows that a telephone shows whole."""
    rows: list[list[Json]] = []
    left = 0
    for each in found:
        width = LETTER * len(each["title"]) + EDGES
        if not rows or width > left or len(rows[-1]) == SHOWN:
            rows.append([])
            left = ROW
        rows[-1].append(each)
        left -= width
    return rows


def action_sets(found: list[Json]) -> list[Json]:
    """Those rows as parts of a card."""
    return [{"type": "ActionSet", "spacing": "small", "actions": row} for row in in_rows(found)]


def _action(button: Button, measure: Measure, origin: Origin) -> Json:
    title = label(button.label, measure.label) or "…"
    if not button.confirm:
        return execute(title, button, origin)
    question = {"type": "TextRun", "text": run(button.confirm, measure.line), "weight": "bolder"}
    sure = execute(label(f"Yes: {button.label}", measure.label + 5), button, origin)
    return {
        "type": "Action.ShowCard",
        "title": title,
        **STYLES[button.style],
        "card": {
            "type": "AdaptiveCard",
            "body": [{"type": "RichTextBlock", "inlines": [question]}],
            "actions": [sure],
        },
    }


def execute(title: str, button: Button, origin: Origin) -> Json:
    """The action itself."""
    return {
        "type": "Action.Execute",
        "title": title,
        "verb": VERB + button.verb,
        "data": origin.data(button.subject),
        **({} if origin.carries else {"associatedInputs": "none"}),
        **STYLES[button.style],
    }
