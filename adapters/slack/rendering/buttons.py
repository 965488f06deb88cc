"""Buttons, and rows of them."""

from __future__ import annotations

from collections.abc import Sequence

from adapters.slack.rendering import limits
from adapters.slack.rendering.ids import ActionIds
from adapters.slack.rendering.wording import Json, plain
from bot.app.cards import Button


def button_element(button: Button, ids: ActionIds) -> Json:
    """One button; its value is the opaque subject and nothing else."""
    element: Json = {
        "type": "button",
        "text": plain(button.label, limits.BUTTON),
        "action_id": ids.new(button.verb),
    }
    if button.subject:
        element["value"] = button.subject[: limits.BUTTON_VALUE]
    if button.style != "plain":
        element["style"] = button.style
    if button.confirm:
        element["confirm"] = _confirm(button)
    return element


def _confirm(button: Button) -> Json:
    return {
        "title": plain("Are you sure?", limits.CONFIRM_WORD),
        "text": plain(button.confirm, limits.CONFIRM_TEXT),
        "confirm": plain(button.label, limits.CONFIRM_WORD),
        "deny": plain("Go back", limits.CONFIRM_WORD),
        "style": "danger" if button.style == "danger" else "primary",
    }


def rows(buttons: Sequence[Button], ids: ActionIds) -> list[Json]:
    """All of them, in as few rows as Slack allows."""
    elements = [button_element(button, ids) for button in buttons]
    return [
        {"type": "actions", "elements": elements[start : start + limits.ACTIONS]}
        for start in range(0, len(elements), limits.ACTIONS)
    ]
