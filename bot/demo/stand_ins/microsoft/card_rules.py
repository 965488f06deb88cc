"""The basics of the Adaptive Cards 1.5 schema that Teams refuses a card for."""

from collections import Counter
from collections.abc import Iterator

from .people import Json
from .refusals import Refusal

REQUIRED = {
    "TextBlock": ("text",),
    "RichTextBlock": ("inlines",),
    "TextRun": ("text",),
    "Image": ("url",),
    "ImageSet": ("images",),
    "Media": ("sources",),
    "Container": ("items",),
    "ColumnSet": (),
    "Column": (),
    "FactSet": ("facts",),
    "ActionSet": ("actions",),
    "Table": (),
    "TableRow": (),
    "TableCell": ("items",),
    "Input.Text": ("id",),
    "Input.Number": ("id",),
    "Input.Date": ("id",),
    "Input.Time": ("id",),
    "Input.Toggle": ("id", "title"),
    "Input.ChoiceSet": ("id",),
    "Action.Execute": (),
    "Action.Submit": (),
    "Action.OpenUrl": ("url",),
    "Action.ShowCard": ("card",),
    "Action.ToggleVisibility": ("targetElements",),
}
VERSIONS = ("1.0", "1.1", "1.2", "1.3", "1.4", "1.5")
NESTED = ("body", "items", "columns", "rows", "cells", "images", "inlines", "actions", "selectAction")
IMPLIED = {"columns": "Column", "rows": "TableRow", "cells": "TableCell", "images": "Image"}


def check_card(card: Json) -> None:
    """400 with the first thing wrong: type, version, unknown or incomplete parts, repeated ids."""
    for node in _cards(card):
        if node.get("type") != "AdaptiveCard":
            raise _bad(f"a card's type is {node.get('type')!r}, not 'AdaptiveCard'")
    version = card.get("version")
    if version not in VERSIONS:
        raise _bad(f"card version {version!r} is not supported; the newest is 1.5")
    parts = list(_parts(card))
    for part in parts:
        _check_part(part, str(version))
    ids = Counter(p["id"] for p in parts if p.get("id") and not str(p["type"]).startswith("Action."))
    for name, times in ids.items():
        if times > 1:
            raise _bad(f"the element id {name!r} is used {times} times")


def _bad(message: str) -> Refusal:
    return Refusal(400, "BadArgument", f"Invalid Adaptive Card: {message}")


def _check_part(part: Json, version: str) -> None:
    kind = part.get("type")
    if kind not in REQUIRED:
        raise _bad(f"{kind!r} is not an element or action of version 1.5")
    for name in REQUIRED[kind]:
        if part.get(name) in (None, "") and not (kind in ("TextBlock", "TextRun") and part.get(name) == ""):
            raise _bad(f"{kind} lacks {name!r}")
    if kind == "Action.Execute" and version < "1.4":
        raise _bad(f"Action.Execute needs card version 1.4, not {version}")
    if kind == "Input.ChoiceSet":
        for choice in part.get("choices") or []:
            if not {"title", "value"} <= set(choice):
                raise _bad("a choice lacks its title or value")


def _cards(card: Json) -> Iterator[Json]:
    """The card itself and each card inside it."""
    yield card
    for part in _parts(card):
        if part.get("type") == "Action.ShowCard" and isinstance(part.get("card"), dict):
            yield part["card"]


def _parts(node: Json) -> Iterator[Json]:
    """Every element and action inside, however deep, with its type filled in where the schema implies it."""
    for name in NESTED:
        children = node.get(name) or []
        for child in [children] if isinstance(children, dict) else children:
            if isinstance(child, str) and name == "inlines":
                continue
            if not isinstance(child, dict):
                raise _bad(f"{name} holds something that is not an object")
            if node.get("type") == "Table" and name == "columns":
                continue
            part = {"type": IMPLIED.get(name, child.get("type")), **child}
            yield part
            yield from _parts(part)
    for name in ("card", "inlineAction"):
        if isinstance(node.get(name), dict):
            if name == "inlineAction":
                yield node[name]
            yield from _parts(node[name])
