"""Questions as Slack's inputs, each kind as the input that is quickest to answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time

from adapters.slack.rendering import limits
from adapters.slack.rendering.blocks import section
from adapters.slack.rendering.choices import choice_element, choices_element
from adapters.slack.rendering.ids import block_id, field_action_id
from adapters.slack.rendering.search import search_element
from adapters.slack.rendering.wording import Json, clean, cut, plain
from bot.app.cards import Field

_TICK = {"text": plain("Yes", limits.OPTION_TEXT), "value": "yes"}


def field_blocks(field: Field, version: str, labels: Mapping[str, str]) -> list[Json]:
    """The question with its input, and above it what is wrong with the last answer.

    `labels` are the words of people chosen earlier in the same view, by id.
    """
    wrong = [section(f"⚠️ {field.error}")] if field.error else []
    element = _element(field, labels)
    if element is None:
        return [*wrong, section(f"{clean(field.label)}: there is nothing to choose from.")]
    block: Json = {
        "type": "input",
        "block_id": block_id(field.name, version),
        "label": plain(field.label, limits.LABEL),
        "element": {**element, "action_id": field_action_id(field.kind, field.name)},
        "optional": not field.required,
    }
    if clean(field.hint):
        block["hint"] = plain(field.hint, limits.HINT)
    return [*wrong, block]


def _element(field: Field, labels: Mapping[str, str]) -> Json | None:
    match field.kind:
        case "text" | "long_text":
            return _typed(field)
        case "choice":
            return choice_element(field)
        case "choices":
            return choices_element(field)
        case "person" | "people":
            return search_element(field, labels)
        case "date":
            return _date(field)
        case "time":
            return _time(field)
        case "confirm":
            ticked = {"initial_options": [_TICK]} if field.value else {}
            return {"type": "checkboxes", "options": [_TICK], **ticked}


def _typed(field: Field) -> Json:
    most = max(1, min(field.max_length, limits.TYPED))
    element: Json = {"type": "plain_text_input", "multiline": field.kind == "long_text", "max_length": most}
    value = cut(clean(field.value), most) if isinstance(field.value, str) else ""
    if value:
        element["initial_value"] = value
    return with_placeholder(element, field)


def _date(field: Field) -> Json:
    element: Json = {"type": "datepicker"}
    try:
        element["initial_date"] = date.fromisoformat(str(field.value)).isoformat()
    except ValueError:
        pass  # an empty or unreadable day starts as an empty calendar
    return with_placeholder(element, field)


def _time(field: Field) -> Json:
    element: Json = {"type": "timepicker", "timezone": "Europe/London"}
    try:
        element["initial_time"] = time.fromisoformat(str(field.value)).strftime("%H:%M")
    except ValueError:
        pass  # as above
    return with_placeholder(element, field)


def with_placeholder(element: Json, field: Field) -> Json:
    """The element with its grey example words, when there are any."""
    if clean(field.placeholder):
        element["placeholder"] = plain(field.placeholder, limits.PLACEHOLDER)
    return element
