"""Finding a person by typing: Slack asks us for the choices."""

from __future__ import annotations

from collections.abc import Mapping

from adapters.slack.rendering import limits
from adapters.slack.rendering.choices import option_object
from adapters.slack.rendering.wording import Json, plain
from bot.app.cards import Field, Option

_LETTERS_FIRST = 2
_UNNAMED = "Already chosen"
"""Where nobody told us the name: a bare id says nothing to anybody."""


def _unnamed(value: str) -> str:
    """What was typed speaks for itself; an id has no spaces."""
    return value if " " in value else _UNNAMED


def search_element(field: Field, labels: Mapping[str, str]) -> Json:
    """A search box, holding who was chosen before."""
    known = {**labels, **{one.value: one.label for one in field.options}}
    values = field.value if isinstance(field.value, tuple) else (field.value,)
    chosen = [option_object(Option(one, known.get(one, _unnamed(one)))) for one in dict.fromkeys(values) if one]
    several = field.kind == "people"
    element: Json = {
        "type": "multi_external_select" if several else "external_select",
        "min_query_length": _LETTERS_FIRST,
        "placeholder": plain(field.placeholder or "Type a name", limits.PLACEHOLDER),
    }
    if chosen and several:
        element["initial_options"] = chosen[: limits.OPTIONS]
    elif chosen:
        element["initial_option"] = chosen[0]
    return element
