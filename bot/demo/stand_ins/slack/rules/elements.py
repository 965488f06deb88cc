"""The interactive elements, each with its limits."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.demo.stand_ins.slack.rules.objects import (
    CONFIRM,
    IDENTIFIER,
    IMAGE,
    MOST_OPTIONS,
    OPTION_GROUP,
    URL,
    initial_is_offered,
    option,
    options_one_way,
    text,
)
from bot.demo.stand_ins.slack.rules.shapes import (
    Check,
    Shape,
    anything,
    flag,
    list_of,
    matching,
    number,
    one_of,
    string,
    wrong,
)

_PLACEHOLDER = text(150, plain=True)
_COMMON: Mapping[str, Check] = {"action_id": IDENTIFIER, "confirm": CONFIRM, "focus_on_load": flag}
_TYPED: Mapping[str, Check] = {
    "action_id": IDENTIFIER,
    "focus_on_load": flag,
    "placeholder": _PLACEHOLDER,
    "dispatch_action_config": anything,
}
_MENU: Mapping[str, Check] = {**_COMMON, "placeholder": _PLACEHOLDER}
_STATIC: Mapping[str, Check] = {
    **_MENU,
    "options": list_of(option(), MOST_OPTIONS),
    "option_groups": list_of(OPTION_GROUP, MOST_OPTIONS),
}
_SEVERAL: Mapping[str, Check] = {"max_selected_items": number(1, 10_000)}
_INITIAL_OPTIONS: Mapping[str, Check] = {"initial_options": list_of(option(), MOST_OPTIONS)}


def _lengths_agree(element: Any, at: str) -> Iterator[str]:
    least, most = element.get("min_length"), element.get("max_length")
    if isinstance(least, int) and isinstance(most, int) and least > most:
        yield wrong("min_length must be less than or equal to max_length", at)


def _listed(*, plain: bool, field: str) -> Shape:
    first = option(plain=plain)
    initial = first if field == "initial_option" else list_of(first, 10)
    return Shape(
        required={"options": list_of(first, 10)},
        optional={**_COMMON, field: initial},
        between=(initial_is_offered,),
    )


def _people(initial: str, *, several: bool) -> Shape:
    check = list_of(string(255), 1000) if several else string(255)
    return Shape(optional={**_MENU, **(_SEVERAL if several else {}), initial: check})


ELEMENTS: Mapping[str, Check] = {
    "button": Shape(
        required={"text": text(75, plain=True)},
        optional={
            "action_id": IDENTIFIER,
            "confirm": CONFIRM,
            "value": string(2000),
            "url": URL,
            "style": one_of("primary", "danger"),
            "accessibility_label": string(75),
        },
    ),
    "static_select": Shape(
        optional={**_STATIC, "initial_option": option()},
        between=(options_one_way, initial_is_offered),
    ),
    "multi_static_select": Shape(
        optional={**_STATIC, **_SEVERAL, **_INITIAL_OPTIONS},
        between=(options_one_way, initial_is_offered),
    ),
    "external_select": Shape(
        optional={**_MENU, "initial_option": option(), "min_query_length": number(0, 1000)},
    ),
    "multi_external_select": Shape(
        optional={**_MENU, **_SEVERAL, **_INITIAL_OPTIONS, "min_query_length": number(0, 1000)},
    ),
    "users_select": _people("initial_user", several=False),
    "multi_users_select": _people("initial_users", several=True),
    "overflow": Shape(
        required={"options": list_of(option(with_url=True), 5)},
        optional={"action_id": IDENTIFIER, "confirm": CONFIRM},
    ),
    "radio_buttons": _listed(plain=False, field="initial_option"),
    "checkboxes": _listed(plain=False, field="initial_options"),
    "datepicker": Shape(
        optional={**_MENU, "initial_date": matching(r"\d{4}-(0\d|1[0-2])-[0-3]\d", "date")},
    ),
    "timepicker": Shape(
        optional={
            **_MENU,
            "initial_time": matching(r"([01]\d|2[0-3]):[0-5]\d", "time"),
            "timezone": string(255),
        },
    ),
    "datetimepicker": Shape(optional={**_COMMON, "initial_date_time": number(10**9, 10**10 - 1)}),
    "plain_text_input": Shape(
        optional={
            **_TYPED,
            "initial_value": string(3000, least=0),
            "multiline": flag,
            "min_length": number(0, 3000),
            "max_length": number(1, 3000),
        },
        between=(_lengths_agree,),
    ),
    "email_text_input": Shape(optional={**_TYPED, "initial_value": string(3000, least=0)}),
    "url_text_input": Shape(optional={**_TYPED, "initial_value": string(3000, least=0)}),
    "number_input": Shape(
        required={"is_decimal_allowed": flag},
        optional={
            **_TYPED,
            "initial_value": string(255),
            "min_value": string(255),
            "max_value": string(255),
        },
    ),
    "image": IMAGE,
}

_WRITTEN = frozenset({"plain_text_input", "email_text_input", "url_text_input", "number_input"})
IN_INPUT = frozenset(ELEMENTS) - {"button", "overflow", "image"}
IN_ACTIONS = frozenset(ELEMENTS) - _WRITTEN - {"image"}
IN_SECTION = frozenset(ELEMENTS) - _WRITTEN - {"datetimepicker"}
