"""Blocks: their shapes, how many a surface takes, and which ids must differ."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.demo.stand_ins.slack.rules.elements import ELEMENTS, IN_ACTIONS, IN_INPUT, IN_SECTION
from bot.demo.stand_ins.slack.rules.objects import IDENTIFIER, IMAGE, URL, text
from bot.demo.stand_ins.slack.rules.shapes import (
    Check,
    Shape,
    anything,
    flag,
    list_of,
    string,
    typed,
    wrong,
)

MOST_IN_MESSAGE = 50
MOST_IN_VIEW = 100
_ID: Mapping[str, Check] = {"block_id": IDENTIFIER}


def _says_something(block: Any, at: str) -> Iterator[str]:
    if block.get("text") is None and block.get("fields") is None:
        yield wrong("missing required field: text", at)


_CONTEXT = typed(
    {"image": IMAGE, "plain_text": text(3000), "mrkdwn": text(3000)},
)

BLOCKS: Mapping[str, Check] = {
    "section": Shape(
        optional={
            **_ID,
            "text": text(3000),
            "fields": list_of(text(2000), 10),
            "accessory": typed(ELEMENTS, IN_SECTION),
            "expand": flag,
        },
        between=(_says_something,),
    ),
    "header": Shape(required={"text": text(150, plain=True)}, optional=_ID),
    "divider": Shape(optional=_ID),
    "context": Shape(required={"elements": list_of(_CONTEXT, 10)}, optional=_ID),
    "actions": Shape(required={"elements": list_of(typed(ELEMENTS, IN_ACTIONS), 25)}, optional=_ID),
    "input": Shape(
        required={"label": text(2000, plain=True), "element": typed(ELEMENTS, IN_INPUT)},
        optional={**_ID, "hint": text(2000, plain=True), "optional": flag, "dispatch_action": flag},
    ),
    "image": Shape(
        required={"alt_text": string(2000)},
        optional={**_ID, "image_url": URL, "slack_file": anything, "title": text(2000, plain=True)},
    ),
    "rich_text": Shape(required={"elements": list_of(anything, 1000)}, optional=_ID),
    "markdown": Shape(required={"text": string(12_000)}, optional=_ID),
}

_IN_MESSAGE = frozenset(BLOCKS)
_IN_VIEW = frozenset(BLOCKS) - {"markdown"}


def elements_of(block: Mapping[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """The interactive elements of a block, each with its pointer within the block."""
    held: list[tuple[str, Any]] = [("/accessory", block.get("accessory")), ("/element", block.get("element"))]
    if block.get("type") == "actions":
        held += [(f"/elements/{place}", one) for place, one in enumerate(block.get("elements") or [])]
    return [(at, one) for at, one in held if isinstance(one, dict) and one.get("type") != "image"]


def _ids_differ(blocks: list[Any], at: str) -> Iterator[str]:
    seen: set[str] = set()
    for place, block in enumerate(blocks):
        block_id = block.get("block_id")
        if block_id and block_id in seen:
            yield wrong(f'`block_id` "{block_id}" already exists', f"{at}/{place}/block_id")
        seen.add(block_id or "")
        within: set[str] = set()
        for pointer, element in elements_of(block):
            action_id = element.get("action_id")
            if action_id and action_id in within:
                yield wrong(f'`action_id` "{action_id}" already exists', f"{at}/{place}{pointer}/action_id")
            within.add(action_id or "")


def _one_focus(blocks: list[Any], at: str) -> Iterator[str]:
    focused = [one for block in blocks for _, one in elements_of(block) if one.get("focus_on_load")]
    if len(focused) > 1:
        yield wrong("only one element can have `focus_on_load`", at)


def _wrong_in(blocks: Any, at: str, allowed: frozenset[str], most: int) -> list[str]:
    found = list(list_of(typed(BLOCKS, allowed), most, least=0)(blocks, at))
    if not found:
        found += _ids_differ(blocks, at)
        found += _one_focus(blocks, at)
    return found


def wrong_in_message(blocks: Any) -> list[str]:
    """What Slack would refuse in a message's blocks; empty when it takes them."""
    return _wrong_in(blocks, "/blocks", _IN_MESSAGE, MOST_IN_MESSAGE)


def wrong_in_view_blocks(blocks: Any) -> list[str]:
    """What Slack would refuse in a view's blocks."""
    return _wrong_in(blocks, "/view/blocks", _IN_VIEW, MOST_IN_VIEW)


def text_in(value: Any) -> int:
    """How many characters of text a payload carries, counted through its whole tree."""
    if isinstance(value, dict):
        own = len(value["text"]) if isinstance(value.get("text"), str) else 0
        return own + sum(text_in(one) for one in value.values())
    if isinstance(value, list):
        return sum(text_in(one) for one in value)
    return 0
