"""A card as a message: blocks, and the plain words beside them."""

from __future__ import annotations

from adapters.slack.rendering import limits
from adapters.slack.rendering.blocks import header, render
from adapters.slack.rendering.buttons import rows
from adapters.slack.rendering.fitting import fit
from adapters.slack.rendering.ids import ActionIds
from adapters.slack.rendering.wording import Json, cut, escaped, text_in
from bot.app.cards import Card, Text, Tone

_MORE = "… and {n} more. Open Home in this app to see everything."


def message(card: Card) -> Json:
    """`blocks` and `text`. Telephones preview `text`, desktops the first block: both stay free of detail."""
    ids = ActionIds()
    buttons = rows(card.buttons, ids)
    parts = fit(
        card.blocks,
        ids,
        blocks=limits.BLOCKS_IN_MESSAGE - 1 - len(buttons),
        text=limits.TEXT_IN_MESSAGE - text_in(buttons),
        more=_MORE,
    )
    return {"text": preview(card.summary or card.title), "blocks": [header(card.title), *parts, *buttons]}


def words(text: str, tone: Tone = "plain") -> Json:
    """A short answer as a message."""
    blocks = render(Text(text, tone), ActionIds(), limits.TEXT_IN_MESSAGE)
    return {"text": preview(text), "blocks": blocks or render(Text("Done."), ActionIds(), limits.SECTION)}


def preview(text: str) -> str:
    """What a locked telephone shows."""
    return escaped(cut(text, limits.SUMMARY)) or "Quorate"
