"""Messages and views as plain text, as a person sees them, and what their previews show."""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.demo.stand_ins.slack.entered import field_of
from bot.demo.stand_ins.slack.records import Json, Message, View

_ANGLED = re.compile(r"<([^<>]+)>")
_MARKS = re.compile(r"(?<![\w*_~`])([*_~`])(?=\S)(.+?)(?<=\S)\1(?![\w*_~`])")


@dataclass(frozen=True)
class Preview:
    """What a notification shows: the desktop reads the blocks first, a phone reads `text`."""

    desktop: str
    mobile: str


def _angled(match: re.Match[str]) -> str:
    inner, _, label = match[1].partition("|")
    if inner.startswith("!date"):
        return label
    if inner[:1] in "@#":
        return inner[0] + (label or inner[1:])
    if inner.startswith("!"):
        return label or "@" + inner[1:].split("^")[0]
    return label or inner.removeprefix("mailto:").removeprefix("tel:")


def shown(text: Json | str | None) -> str:
    """A text object (or mrkdwn string) as it looks: no marks, no escapes."""
    if not text:
        return ""
    if isinstance(text, dict):
        if text["type"] == "plain_text":
            return str(text["text"])
        text = str(text["text"])
    plain = _ANGLED.sub(_angled, text)
    plain = _MARKS.sub(r"\2", plain)
    return html.unescape(plain)


def label_of(element: Json) -> str:
    """What names an element by itself: a button's text, a menu's placeholder."""
    if element["type"] == "overflow":
        return "…"
    return shown(element.get("text") or element.get("placeholder"))


def entered(value: Json | None) -> str:
    """What is entered or chosen, as it looks; empty when nothing is."""
    if value is None:
        return ""
    told = value.get(field_of(value["type"]) or "")
    many = told if isinstance(told, list) else [told]
    return ", ".join(shown(one["text"]) if isinstance(one, dict) else str(one) for one in many if one)


def _element(block: Json, element: Json, surface: Message | View) -> str:
    if element["type"] == "button":
        return f"[{label_of(element)}]"
    if element["type"] == "image":
        return str(element["alt_text"])
    if element["type"] == "overflow":
        return "[… " + " | ".join(shown(one["text"]) for one in element["options"]) + "]"
    value = surface.values.get((block["block_id"], element.get("action_id", "")))
    if element["type"] in ("radio_buttons", "checkboxes"):
        chosen = entered(value).split(", ")
        return "  ".join(
            f"({'x' if shown(one['text']) in chosen else ' '}) {shown(one['text'])}" for one in element["options"]
        )
    return f"[{entered(value) or label_of(element) or element['type']} ▾]"


def _lines(block: Json, surface: Message | View) -> Iterable[str]:
    kind = block["type"]
    if kind == "divider":
        yield "———"
    elif kind in ("header", "section"):
        yield shown(block.get("text"))
        yield from (shown(one) for one in block.get("fields") or [])
        if block.get("accessory"):
            yield _element(block, block["accessory"], surface)
    elif kind == "context":
        yield " · ".join(str(one["alt_text"]) if one["type"] == "image" else shown(one) for one in block["elements"])
    elif kind == "actions":
        yield " ".join(_element(block, one, surface) for one in block["elements"])
    elif kind == "input":
        needed = "" if block.get("optional") else " *"
        yield f"{shown(block['label'])}{needed}: {_element(block, block['element'], surface)}"
        yield shown(block.get("hint"))
        if isinstance(surface, View) and block["block_id"] in surface.errors:
            yield "! " + surface.errors[block["block_id"]]
    elif kind == "image":
        yield str(block["alt_text"])
    elif kind == "markdown":
        yield str(block["text"])
    elif kind == "rich_text":
        yield _rich(block)


def _rich(value: object) -> str:
    if isinstance(value, dict):
        own = str(value.get("text", ""))
        return own + "".join(_rich(one) for one in value.get("elements") or [])
    return ""


def _read(blocks: list[Json], surface: Message | View) -> str:
    return "\n".join(line for block in blocks for line in _lines(block, surface) if line)


def read(message: Message) -> str:
    """A message as its reader sees it: the blocks when there are any, else the text."""
    return _read(message.blocks, message) if message.blocks else shown(message.text)


def read_view(view: View) -> str:
    """A modal or home tab as its reader sees it, with title, what is entered, and the errors shown."""
    title, submit, close = (shown(view.source.get(one)) for one in ("title", "submit", "close"))
    foot = " ".join(f"[{one}]" for one in (submit, close) if one)
    return "\n".join(one for one in (title, _read(view.blocks, view), foot) if one)


def preview(message: Message) -> Preview:
    """What the notifications of a message show, wherever they are read."""
    said = [
        line
        for block in message.blocks
        if block["type"] not in ("actions", "divider")
        for line in _lines({**block, "accessory": None}, message)
        if line
    ]
    text = shown(message.text)
    return Preview(desktop=" ".join(said) or text, mobile=text or " ".join(said))
