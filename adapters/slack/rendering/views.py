"""Forms and cards as modals, and the Home tab."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from adapters.slack.rendering import limits
from adapters.slack.rendering.blocks import header, section
from adapters.slack.rendering.buttons import rows
from adapters.slack.rendering.fields import field_blocks
from adapters.slack.rendering.fitting import fit
from adapters.slack.rendering.ids import ActionIds, callback_id, metadata
from adapters.slack.rendering.wording import Json, clean, plain, size, text_in
from bot.app.cards import Block, Button, Card, Form, Text, Tone

_MORE_IN_VIEW = "… and {n} more. Close this and open Home to see everything."
_NAME = "Quorate"
_MORE_AT_HOME = "… and {n} more. They show here once some of these are answered."


def form_view(form: Form, labels: Mapping[str, str] | None = None, *, from_home: bool = False) -> Json:
    """A modal with the form's questions. `labels` are words of people chosen earlier, by id."""
    asked: list[Json] = []
    for field in form.fields:
        asked += field_blocks(field, form.version, labels or {})
    asked = _differing(asked)[: limits.BLOCKS_IN_VIEW - 10]
    return {
        **_modal(form.title),
        "callback_id": callback_id(form.verb),
        "private_metadata": metadata(form.subject, from_home=from_home),
        "blocks": _page(form.title, form.blocks, form.buttons, _MORE_IN_VIEW, middle=asked),
        "submit": plain(form.submit, limits.VIEW_WORD),
        "close": plain("Cancel", limits.VIEW_WORD),
    }


def card_view(card: Card, *, from_home: bool = False) -> Json:
    """A modal that only shows: the card's content and a way out."""
    return {
        **_modal(card.title),
        "callback_id": callback_id("card"),
        "private_metadata": metadata("", from_home=from_home),
        "blocks": _page(card.title, card.blocks, card.buttons, _MORE_IN_VIEW),
        "close": plain("Close", limits.VIEW_WORD),
    }


def say_view(text: str, tone: Tone = "plain", *, from_home: bool = False) -> Json:
    """A small modal with a short answer."""
    return card_view(Card("Quorate", "", (Text(text, tone),)), from_home=from_home)


def home_view(card: Card) -> Json:
    """The Home tab."""
    blocks = [header(card.title), *_page("", card.blocks, card.buttons, _MORE_AT_HOME, spare=1)]
    return {"type": "home", "callback_id": callback_id("home"), "blocks": blocks}


def _modal(title: str) -> Json:
    fits = size(clean(title)) <= limits.VIEW_WORD
    return {"type": "modal", "title": plain(title if fits else _NAME, limits.VIEW_WORD)}


def _page(
    title: str,
    parts: Sequence[Block],
    buttons: Sequence[Button],
    more: str,
    *,
    middle: Sequence[Json] = (),
    spare: int = 0,
) -> list[Json]:
    """Content, questions, buttons. A title too long for Slack's title bar is repeated whole above them."""
    ids = ActionIds()
    above = [header(title)] if size(clean(title)) > limits.VIEW_WORD else []
    below = rows(buttons, ids)
    room = limits.BLOCKS_IN_VIEW - spare - len(above) - len(middle) - len(below)
    text = limits.TEXT_IN_VIEW - text_in(below)
    page = [*above, *fit(parts, ids, blocks=room, text=text, more=more), *middle, *below]
    return page or [section("Nothing here.")]


def _differing(blocks: list[Json]) -> list[Json]:
    """Slack refuses a view in which two blocks share an id: a second field of the same name is left out."""
    seen: set[str] = set()
    kept = []
    for block in blocks:
        name = block.get("block_id", "")
        if not name or name not in seen:
            kept.append(block)
        seen.add(name)
    return kept
