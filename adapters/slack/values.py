"""What was typed and chosen in a window, by field name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from adapters.slack.arrivals import Json, part, word
from adapters.slack.rendering.choices import value_of
from adapters.slack.rendering.ids import field_of
from bot.app.cards import Value

_SEVERAL = frozenset({"choices", "people"})
_SEVERAL_TYPES = frozenset({"checkboxes", "multi_static_select", "multi_external_select"})


@dataclass(frozen=True, slots=True)
class Entered:
    """Values by field; the words of what was chosen, by value; and Slack's block of each field."""

    values: dict[str, Value]
    labels: dict[str, str]
    blocks: dict[str, str]


def entered(view: Json) -> Entered:
    """Every field of the window, an empty one included."""
    state = part(part(view, "state"), "values")
    read = Entered({}, {}, {})
    for block, element in _inputs(view):
        kind, name = field_of(word(element, "action_id"))
        given = part(part(state, word(block, "block_id")), word(element, "action_id"))
        read.values[name] = _value(kind, word(element, "type"), given)
        read.labels.update({word(one, "value"): word(part(one, "text"), "text") for one in _chosen(given)})
        read.blocks[name] = word(block, "block_id")
    return read


def _inputs(view: Json) -> Iterator[tuple[Json, Json]]:
    blocks = view.get("blocks")
    for block in blocks if isinstance(blocks, list) else []:
        if isinstance(block, dict) and block.get("type") == "input":
            yield block, part(block, "element")


def _chosen(given: Json) -> list[Json]:
    several = given.get("selected_options")
    one = given.get("selected_option")
    listed = several if isinstance(several, list) else [one]
    return [each for each in listed if isinstance(each, dict)]


def _value(kind: str, element: str, given: Json) -> Value:
    chosen = tuple(value_of(word(one, "value")) for one in _chosen(given))
    if kind == "confirm":
        return "yes" if chosen else ""
    if kind in _SEVERAL or (not kind and element in _SEVERAL_TYPES):
        return chosen
    if chosen:
        return chosen[0]
    return word(given, "value") or word(given, "selected_date") or word(given, "selected_time")
