"""The parts of a card as Slack's blocks."""

from __future__ import annotations

from typing import assert_never
from urllib.parse import urlsplit

from adapters.slack.rendering import limits
from adapters.slack.rendering.buttons import button_element, rows
from adapters.slack.rendering.ids import ActionIds
from adapters.slack.rendering.wording import NOTHING, Json, clean, cut, plain, split
from bot.app.cards import Block, Divider, Facts, Heading, Item, Link, Text, Tone

_MARKS: dict[Tone, str] = {"plain": "", "quiet": "", "good": "✅ ", "warning": "⚠️ ", "urgent": "🔴 "}


def header(text: str) -> Json:
    """The line at the top, which is also the first thing a preview shows."""
    return {"type": "header", "text": plain(text, limits.HEADER)}


def section(text: str, accessory: Json | None = None) -> Json:
    """One paragraph, with a button beside it when there is one."""
    block: Json = {"type": "section", "text": plain(text, limits.SECTION)}
    return {**block, "accessory": accessory} if accessory else block


def small(text: str) -> Json:
    """One paragraph in small grey print."""
    return {"type": "context", "elements": [plain(text, limits.CONTEXT)]}


def written(block: Block) -> int:
    """How many characters the block's own words take."""
    match block:
        case Heading(text) | Text(text=text) | Item(text=text):
            return len(text)
        case Facts(rows=pairs):
            return sum(len(label) + len(value if isinstance(value, str) else value.label) for label, value in pairs)
        case Divider():
            return 0
        case _:
            assert_never(block)


def render(block: Block, ids: ActionIds, most: int) -> list[Json]:
    """One part of a card as Slack's blocks, its words cut to `most` characters; empty when it says nothing."""
    match block:
        case Heading(text):
            return [_heading(cut(clean(text), min(most, limits.SECTION)))] if clean(text) else []
        case Text(text, tone):
            return _paragraphs(cut(clean(text), most), tone)
        case Facts(pairs):
            return _facts(pairs, most)
        case Item():
            return _item(block, ids, most)
        case Divider():
            return [{"type": "divider"}]
        case _:
            assert_never(block)


def _heading(text: str) -> Json:
    words: Json = {"type": "text", "text": text, "style": {"bold": True}}
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [words]}]}


def _paragraphs(text: str, tone: Tone) -> list[Json]:
    if tone == "quiet":
        return [small(part) for part in split(text, limits.CONTEXT)]
    return [section(part) for part in split(_MARKS[tone] + text if text else "", limits.SECTION)]


def _facts(pairs: tuple[tuple[str, str | Link], ...], most: int) -> list[Json]:
    share = max(most // max(len(pairs), 1), limits.FACT_LABEL)
    lines = [_fact(label, value, share) for label, value in pairs]
    return [
        {"type": "rich_text", "elements": lines[start : start + limits.FACTS_IN_BLOCK]}
        for start in range(0, len(lines), limits.FACTS_IN_BLOCK)
    ]


def _fact(label: str, value: str | Link, most: int) -> Json:
    bold: Json = {
        "type": "text",
        "text": (cut(clean(label), limits.FACT_LABEL) or NOTHING) + ": ",
        "style": {"bold": True},
    }
    return {"type": "rich_text_section", "elements": [bold, _fact_value(value, most)]}


def _fact_value(value: str | Link, most: int) -> Json:
    if isinstance(value, str):
        return {"type": "text", "text": cut(clean(value), most) or NOTHING}
    label = cut(clean(value.label), most)
    if not _safe_url(value.url):
        return {"type": "text", "text": cut(clean(f"{value.label} {value.url}"), most) or NOTHING}
    return {"type": "link", "url": value.url, **({"text": label} if label else {})}


def _safe_url(url: str) -> bool:
    """True for a plain https address; anything else is shown as words, never as a link."""
    if len(url) > limits.URL or any(letter.isspace() or not letter.isprintable() for letter in url):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme == "https" and bool(parts.hostname) and parts.username is None


def _item(item: Item, ids: ActionIds, most: int) -> list[Json]:
    mark = _MARKS[item.tone]
    text = mark + cut(clean(item.text), min(most, limits.SECTION - len(mark)))
    if len(item.buttons) == 1 and len(item.buttons[0].label) <= limits.BESIDE:
        return [section(text, button_element(item.buttons[0], ids))]
    line = small(text) if item.tone == "quiet" and not item.buttons else section(text)
    return [line, *rows(item.buttons, ids)]
