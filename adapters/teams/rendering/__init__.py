"""Neutral cards and forms as Adaptive Cards 1.5: escaping, limits and fallbacks, all in one place."""

from adapters.teams.rendering.document import Rendered, card_json, form_json, in_short
from adapters.teams.rendering.message import message_activity, update_activity
from adapters.teams.rendering.typed import Pressed, pressed_from

__all__ = [
    "Pressed",
    "Rendered",
    "card_json",
    "form_json",
    "in_short",
    "message_activity",
    "pressed_from",
    "update_activity",
]
