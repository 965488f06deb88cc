"""What a message or view is made of, taken from what the app sent: checked, ids filled in."""

import copy
import json
from typing import Any

from bot.demo.stand_ins.slack.records import Json
from bot.demo.stand_ins.slack.refusals import Refused, refused_with
from bot.demo.stand_ins.slack.rules.blocks import elements_of, text_in, wrong_in_message
from bot.demo.stand_ins.slack.rules.views import LARGEST_BYTES, wrong_in_view
from bot.demo.stand_ins.slack.state import new_id

MOST_TEXT = 40_000
MOST_TEXT_IN_UPDATE = 4_000
MOST_TEXT_IN_BLOCKS = 12_000
"""Not documented; Slack's engineers name 12,000 characters and a buffer (bolt-js 2509, 2867)."""


def decoded(value: Any, error: str) -> Any:
    """A list or object given as itself or as a JSON string; Refused with `error` when it is neither."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        raise Refused(error) from None


def with_ids(blocks: list[Json]) -> list[Json]:
    """A copy in which every block and every element has an id, as Slack gives them."""
    filled = copy.deepcopy(blocks)
    for block in filled:
        block["block_id"] = block.get("block_id") or new_id("b")
        for _, element in elements_of(block):
            element["action_id"] = element.get("action_id") or new_id("a")
    return filled


def message_content(args: Json, *, most_text: int = MOST_TEXT) -> tuple[str, list[Json]]:
    """Text and blocks of a message; Refused as Slack would."""
    text = args.get("text") or ""
    blocks = decoded(args.get("blocks") or [], "invalid_blocks_format")
    if not isinstance(blocks, list) or not isinstance(text, str):
        raise Refused("invalid_blocks_format" if isinstance(text, str) else "invalid_arguments")
    if args.get("attachments"):
        raise Refused("invalid_attachments")
    if not text and not blocks:
        raise Refused("no_text")
    if len(text) > most_text:
        raise Refused("msg_too_long")
    problems = wrong_in_message(blocks)
    if problems:
        raise refused_with("invalid_blocks", problems, errors_too=True)
    if text_in(blocks) > MOST_TEXT_IN_BLOCKS:
        raise Refused("msg_blocks_too_long")
    return text, with_ids(blocks)


def view_content(value: Any, kind: str) -> Json:
    """A view of `kind` ("modal" or "home"); Refused as Slack would."""
    if value is None:
        raise refused_with("invalid_arguments", ["missing required field: view"])
    view = decoded(value, "invalid_arguments")
    problems = wrong_in_view(view, kind)
    if problems:
        raise refused_with("invalid_arguments", problems)
    if len(json.dumps(view, ensure_ascii=False).encode()) > LARGEST_BYTES:
        raise Refused("view_too_large")
    return {**view, "blocks": with_ids(view["blocks"])}
