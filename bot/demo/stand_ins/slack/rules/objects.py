"""What blocks and elements are composed of: text, options, confirmation dialogs."""

from collections.abc import Iterator
from typing import Any

from bot.demo.stand_ins.slack.rules.shapes import (
    Check,
    Shape,
    anything,
    flag,
    list_of,
    one_of,
    string,
    typed,
    wrong,
)

IDENTIFIER = string(255)
URL = string(3000)
MOST_OPTIONS = 100


def text(most: int, *, plain: bool = False) -> Check:
    """A text object of 1 to `most` characters; `plain` refuses mrkdwn."""
    shapes = {
        "plain_text": Shape(required={"text": string(most)}, optional={"emoji": flag}),
        "mrkdwn": Shape(required={"text": string(most)}, optional={"verbatim": flag}),
    }
    return typed(shapes, frozenset({"plain_text"}) if plain else None)


def option(*, plain: bool = True, with_url: bool = False) -> Check:
    """One choice: 75 characters of text, 150 of value."""
    optional: dict[str, Check] = {"description": text(75, plain=plain)}
    if with_url:
        optional["url"] = URL
    return Shape(required={"text": text(75, plain=plain), "value": string(150)}, optional=optional)


OPTION_GROUP = Shape(
    required={"label": text(75, plain=True), "options": list_of(option(), MOST_OPTIONS)},
)

CONFIRM = Shape(
    required={
        "title": text(100, plain=True),
        "text": text(300),
        "confirm": text(30, plain=True),
        "deny": text(30, plain=True),
    },
    optional={"style": one_of("primary", "danger")},
)

IMAGE = Shape(
    required={"alt_text": string(2000)},
    optional={"image_url": URL, "slack_file": anything},
)


def choices(element: dict[str, Any]) -> list[dict[str, Any]]:
    """Every option of an element, those within groups included."""
    groups = element.get("option_groups") or []
    grouped = [one for group in groups if isinstance(group, dict) for one in group.get("options") or []]
    return [*(element.get("options") or []), *grouped]


def initial_is_offered(element: Any, at: str) -> Iterator[str]:
    """What is chosen at first must be exactly one of the options."""
    offered = choices(element)
    first = element.get("initial_option")
    if first is not None and first not in offered:
        yield wrong("must match one of the options", f"{at}/initial_option")
    for place, one in enumerate(element.get("initial_options") or []):
        if one not in offered:
            yield wrong("must match one of the options", f"{at}/initial_options/{place}")


def options_one_way(element: Any, at: str) -> Iterator[str]:
    """Options come plain or in groups, never both, never neither."""
    if (element.get("options") is None) == (element.get("option_groups") is None):
        yield wrong("must define exactly one of `options` and `option_groups`", at)
