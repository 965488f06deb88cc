"""A card as what stands in a letter, in order: text and HTML are both written from this, so they say the same.

Nothing can be pressed in a letter: what could be chosen is named, and one link leads to where it can be.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from adapters.email.rendering import wording
from adapters.email.rendering.plainness import one_line, plain, safe_url
from bot.app.cards import Block, Button, Card, Divider, Facts, Heading, Item, Letter, Link, Text, Tone

Kind = Literal["title", "heading", "text", "fact", "item", "rule", "page", "foot"]


@dataclass(frozen=True, slots=True)
class Passage:
    """One piece. `label` opens a fact ("When"); `url` is where its words lead, "" for nowhere."""

    kind: Kind
    words: str = ""
    label: str = ""
    url: str = ""
    tone: Tone = "plain"


def passages(card: Card, *, calendar: bool = False) -> list[Passage]:
    """All of it. `calendar`: the reader's calendar shows buttons, and what is pressed there is read."""
    return [
        Passage("title", one_line(card.title)),
        *(each for block in card.blocks for each in _block(block)),
        *_answering(card, card.letter, calendar=calendar),
    ]


def _block(block: Block) -> Iterator[Passage]:
    match block:
        case Heading(text):
            yield Passage("heading", one_line(text))
        case Text(text, tone):
            yield Passage("text", plain(text), tone=tone)
        case Item(text, buttons, tone):
            choices = f"\n{_choices(buttons)}" if buttons else ""
            yield Passage("item", plain(text) + choices, tone=tone)
        case Facts(rows):
            for label, value in rows:
                yield _fact(one_line(label), value)
        case Divider():
            yield Passage("rule")


def _fact(label: str, value: str | Link) -> Passage:
    if isinstance(value, str):
        return Passage("fact", plain(value), label)
    if not safe_url(value.url):
        return Passage("fact", one_line(f"{value.label} {value.url}"), label)
    return Passage("fact", one_line(value.label), label, value.url)


def _answering(card: Card, letter: Letter | None, *, calendar: bool) -> Iterator[Passage]:
    page = letter.page if letter and letter.page and safe_url(letter.page.url) else None
    if card.buttons and page:
        yield Passage("text", _choices(card.buttons))
    if page:
        yield Passage("page", one_line(page.label) if card.all_buttons() else wording.OPEN, url=page.url)
    if calendar:
        yield Passage("text", wording.CALENDAR)
    if letter and letter.ring:
        words = wording.RING if page else wording.RING_ONLY
        yield Passage("foot", words.format(ring=one_line(letter.ring)))
    yield Passage("foot", wording.NOT_READ)


def _choices(buttons: Sequence[Button]) -> str:
    return f"{wording.CHOOSE}: {' · '.join(one_line(button.label) for button in buttons)}"
