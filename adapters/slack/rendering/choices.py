"""Choosing one or several of a list: one tap where the list is short."""

from __future__ import annotations

from collections.abc import Sequence

from adapters.slack.rendering import limits
from adapters.slack.rendering.wording import Json, clean, plain
from bot.app.cards import Field, Option

_FEW = 5
_EMPTY = "q1-empty"
"""Stands for the empty value, which Slack refuses."""


def option_value(value: str) -> str:
    """A value as Slack takes it."""
    return value[: limits.OPTION_VALUE] or _EMPTY


def value_of(value: str) -> str:
    """The core's value again."""
    return "" if value == _EMPTY else value


def option_object(option: Option) -> Json:
    """One choice."""
    told: Json = {"text": plain(option.label, limits.OPTION_TEXT), "value": option_value(option.value)}
    if clean(option.hint):
        told["description"] = plain(option.hint, limits.OPTION_TEXT)
    return told


def option_objects(options: Sequence[Option]) -> list[Json]:
    """Every choice once."""
    return list({option_value(one.value): option_object(one) for one in reversed(options)}.values())[::-1]


def choice_element(field: Field) -> Json | None:
    """Radio buttons for a few (a choice that may be left empty needs a menu, which can be cleared)."""
    offered = option_objects(field.options)
    if not offered:
        return None
    chosen = [one for one in offered if one["value"] == option_value(str(field.value))]
    initial = {"initial_option": chosen[0]} if chosen and (field.value or _can_be_empty(offered)) else {}
    if len(offered) <= _FEW and (field.required or _can_be_empty(offered)):
        return {"type": "radio_buttons", "options": offered, **initial}
    return {"type": "static_select", **_listed(offered), **initial, **_placeholder(field)}


def choices_element(field: Field) -> Json | None:
    """Tick boxes for up to ten, a menu for more."""
    offered = option_objects(field.options)
    if not offered:
        return None
    wanted = {option_value(one) for one in field.value} if isinstance(field.value, tuple) else {field.value}
    chosen = [one for one in offered if one["value"] in wanted]
    initial = {"initial_options": chosen[: limits.OPTIONS]} if chosen else {}
    if len(offered) <= limits.LISTED_OPTIONS:
        return {"type": "checkboxes", "options": offered, **initial}
    return {"type": "multi_static_select", **_listed(offered), **initial, **_placeholder(field)}


def _can_be_empty(offered: list[Json]) -> bool:
    return any(one["value"] == _EMPTY for one in offered)


def _placeholder(field: Field) -> Json:
    return {"placeholder": plain(field.placeholder or "Choose", limits.PLACEHOLDER)}


def _listed(offered: list[Json]) -> Json:
    """A list, or groups of a hundred: Slack takes no longer list, and a choice must never go missing."""
    if len(offered) <= limits.OPTIONS:
        return {"options": offered}
    groups = [offered[start : start + limits.OPTIONS] for start in range(0, len(offered), limits.OPTIONS)]
    return {
        "option_groups": [
            {"label": plain(_span(group), limits.OPTION_TEXT), "options": group} for group in groups[: limits.OPTIONS]
        ]
    }


def _span(group: list[Json]) -> str:
    first, last = group[0]["text"]["text"][:30], group[-1]["text"]["text"][:30]
    return f"{first} – {last}"
