"""What a person can put into a field, and what the client refuses before the app hears of it."""

import datetime
import re
from collections.abc import Sequence
from typing import Any

from bot.demo.stand_ins.slack.client.finding import Control
from bot.demo.stand_ins.slack.client.reading import shown
from bot.demo.stand_ins.slack.entered import is_empty
from bot.demo.stand_ins.slack.records import Json, View
from bot.demo.stand_ins.slack.refusals import SlackSaw
from bot.demo.stand_ins.slack.rules.objects import MOST_OPTIONS, OPTION_GROUP, choices, option
from bot.demo.stand_ins.slack.rules.shapes import Shape, list_of

Entry = str | int | float | datetime.date | datetime.time | Sequence[str] | None

WRITTEN = frozenset({"plain_text_input", "email_text_input", "url_text_input", "number_input"})
ASKING = frozenset({"external_select", "multi_external_select"})


def _called(options: list[Json], label: str) -> Json | None:
    wanted = label.strip().casefold()
    return next((one for one in options if shown(one["text"]).strip().casefold() == wanted), None)


def pick(options: list[Json], label: str, control: Control) -> Json:
    """The option of this label; AssertionError naming those there are."""
    found = _called(options, label)
    if found is None:
        offered = ", ".join(f"“{shown(one['text'])}”" for one in options) or "nothing"
        raise AssertionError(f"no option “{label}” in {control.names}; offered: {offered}")
    return found


def option_json(option: Json) -> Json:
    """An option as Slack sends it back."""
    return {name: option[name] for name in ("text", "value", "description", "url") if name in option}


def listed(value: Entry) -> list[str]:
    """One label or several, as a list."""
    if value is None:
        return []
    return [str(one) for one in value] if isinstance(value, list | tuple) else [str(value)]


def entered_value(control: Control, value: Entry, offered: list[Json] | None = None) -> Any:
    """What the state says after a person entered `value`; `offered` replaces an asking menu's options."""
    kind, element = control.kind, control.element
    if kind in WRITTEN:
        return None if value in (None, "") else str(value)
    if kind == "datepicker":
        return value.isoformat() if isinstance(value, datetime.date) else value
    if kind == "timepicker":
        return value.strftime("%H:%M") if isinstance(value, datetime.time) else value
    if kind in ("datetimepicker", "users_select", "multi_users_select"):
        return value
    options = choices(element) if offered is None else offered
    if kind in ("static_select", "external_select", "radio_buttons"):
        labels = listed(value)
        return option_json(pick(options, labels[0], control)) if labels else None
    chosen = [option_json(pick(options, one, control)) for one in listed(value)]
    most = element.get("max_selected_items")
    if most is not None and len(chosen) > most:
        raise AssertionError(f"Slack lets no more than {most} be selected in {control.names}")
    return chosen


def _complaint(element: Json, told: Json) -> str | None:
    value = told.get("value")
    if not isinstance(value, str):
        return None
    kind = element["type"]
    if len(value) < element.get("min_length", 0):
        return f"This field must have at least {element['min_length']} characters."
    if len(value) > element.get("max_length", 3000):
        return f"This field must have at most {element.get('max_length', 3000)} characters."
    if kind == "email_text_input" and re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", value) is None:
        return "This is not a valid email address."
    if kind == "url_text_input" and re.match(r"https?://\S+\.\S+", value) is None:
        return "This is not a valid URL."
    if kind == "number_input" and re.fullmatch(r"-?\d+(\.\d+)?", value) is None:
        return "This is not a number."
    return None


def complaints(view: View) -> dict[str, str]:
    """What the client itself says of a form before it sends it, by block id."""
    found: dict[str, str] = {}
    for block in view.blocks:
        if block["type"] != "input":
            continue
        element = block["element"]
        told = view.values[block["block_id"], element["action_id"]]
        if is_empty(told):
            if not block.get("optional"):
                found[block["block_id"]] = "Please complete this required field."
            continue
        said = _complaint(element, told)
        if said:
            found[block["block_id"]] = said
    return found


_SUGGESTIONS = Shape(
    optional={
        "options": list_of(option(), MOST_OPTIONS, least=0),
        "option_groups": list_of(OPTION_GROUP, MOST_OPTIONS, least=0),
    }
)


def suggested(answer: Any) -> list[Json]:
    """The options an app offered to a search; SlackSaw when Slack would show none of them."""
    problems = list(_SUGGESTIONS(answer, ""))
    if problems:
        raise SlackSaw("no_results", f"the options could not be loaded: {problems}")
    return choices(answer)
