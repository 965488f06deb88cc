"""Views: modals and the App Home."""

from collections.abc import Iterator
from typing import Any

from bot.demo.stand_ins.slack.rules.blocks import wrong_in_view_blocks
from bot.demo.stand_ins.slack.rules.objects import text
from bot.demo.stand_ins.slack.rules.shapes import Check, Shape, anything, flag, string, typed, wrong

LARGEST_BYTES = 250_000
_WORDS = text(24, plain=True)
_COMMON: dict[str, Check] = {
    "private_metadata": string(3000, least=0),
    "callback_id": string(255, least=0),
    "external_id": string(255, least=0),
    "clear_on_close": flag,
    "notify_on_close": flag,
}


def _can_be_submitted(view: Any, at: str) -> Iterator[str]:
    blocks = view["blocks"] if isinstance(view["blocks"], list) else []
    inputs = [one for one in blocks if isinstance(one, dict) and one.get("type") == "input"]
    if inputs and view.get("submit") is None:
        yield wrong("must define `submit` to use an `input` block in modals", at)


MODAL = Shape(
    required={"title": _WORDS, "blocks": anything},
    optional={**_COMMON, "submit": _WORDS, "close": _WORDS},
    between=(_can_be_submitted,),
)
HOME = Shape(required={"blocks": anything}, optional=_COMMON)


def wrong_in_view(view: Any, kind: str) -> list[str]:
    """What Slack would refuse in a view that must be of `kind` ("modal" or "home")."""
    found = list(typed({"modal": MODAL, "home": HOME}, frozenset({kind}))(view, "/view"))
    if isinstance(view, dict) and view.get("blocks") is not None:
        found += wrong_in_view_blocks(view["blocks"])
    return found
