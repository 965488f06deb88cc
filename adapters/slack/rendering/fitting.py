"""Fits a card's parts into the room that a surface leaves, so that nothing is ever refused for its length."""

from __future__ import annotations

from collections.abc import Sequence

from adapters.slack.rendering.blocks import render, small, written
from adapters.slack.rendering.ids import ActionIds
from adapters.slack.rendering.wording import Json, fair_share, text_in
from bot.app.cards import Block


def fit(parts: Sequence[Block], ids: ActionIds, *, blocks: int, text: int, more: str) -> list[Json]:
    """The parts as Slack's blocks, at most `blocks` of them and about `text` characters.

    Long words are cut so that each part keeps a fair share; when whole parts have to go, a last line says how
    many, in the words of `more` (with `{n}`).
    """
    share = fair_share([written(part) for part in parts], text)
    fitted: list[Json] = []
    used = 0
    for place, part in enumerate(parts):
        rendered = render(part, ids, share)
        last = place == len(parts) - 1
        cost = text_in(rendered)
        if len(fitted) + len(rendered) > blocks - (0 if last else 1) or (used + cost > text and fitted):
            return [*fitted[: blocks - 1], small(more.format(n=len(parts) - place))]
        fitted += rendered
        used += cost
    return fitted
