"""What a person has entered into the elements of a message or view, in the shapes of `state.values`."""

from collections.abc import Iterable
from typing import Any

from bot.demo.stand_ins.slack.records import Json
from bot.demo.stand_ins.slack.rules.blocks import elements_of

Values = dict[tuple[str, str], Json]
"""By (block_id, action_id)."""

_FIELDS = {
    "plain_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "checkboxes": ("selected_options", "initial_options"),
    "users_select": ("selected_user", "initial_user"),
    "multi_users_select": ("selected_users", "initial_users"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
}
_LISTS = frozenset({"selected_options", "selected_users"})


def field_of(kind: str) -> str | None:
    """The field in which an element of this kind tells what is entered; None for buttons and overflows."""
    return _FIELDS[kind][0] if kind in _FIELDS else None


def entry(kind: str, value: Any) -> Json:
    """What `state.values` says of one element."""
    return {"type": kind, _FIELDS[kind][0]: value}


def is_empty(told: Json) -> bool:
    """Nothing entered or chosen."""
    return all(value in (None, "", []) for name, value in told.items() if name != "type")


def values_of(blocks: Iterable[Json], kept: Values | None = None) -> Values:
    """The state a surface starts with: what is `kept` under the same ids, else the initial values."""
    values: Values = {}
    for block in blocks:
        for _, element in elements_of(block):
            kind = element["type"]
            if kind not in _FIELDS:
                continue
            where = (block["block_id"], element["action_id"])
            before = (kept or {}).get(where)
            if before is not None and before["type"] == kind:
                values[where] = before
                continue
            name, initial = _FIELDS[kind]
            values[where] = {"type": kind, name: element.get(initial) or ([] if name in _LISTS else None)}
    return values


def state_json(values: Values) -> Json:
    """`state` as Slack sends it: values by block, then by action."""
    told: dict[str, Json] = {}
    for (block_id, action_id), value in values.items():
        told.setdefault(block_id, {})[action_id] = value
    return {"values": told}
