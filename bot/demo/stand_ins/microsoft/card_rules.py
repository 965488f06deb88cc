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
SINGLE = ("card", "selectAction", "inlineAction")
NESTED = (
    "body",
    "items",
    "columns",
    "rows",
    "cells",
    "images",
    "inlines",
    "actions",
    "selectAction",
    "inlineAction",
)
IMPLIED = {"columns": "Column", "rows": "TableRow", "cells": "TableCell", "images": "Image"}


STRINGS = ("id", "text", "title", "label", "url", "version", "errorMessage", "placeholder")


def check_card(card: Json) -> None:
    """400 with the first thing wrong: type, version, unknown or incomplete parts, repeated ids."""
    if card.get("type") != "AdaptiveCard":
        raise _bad(f"a card's type is {card.get('type')!r}, not 'AdaptiveCard'")
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
    if not isinstance(kind, str) or kind not in REQUIRED:
        raise _bad(f"{kind!r} is not an element or action of version 1.5")
    for name in REQUIRED[kind]:
        if part.get(name) is None or (part[name] == "" and name != "text"):
            raise _bad(f"{kind} lacks {name!r}")
    for name in STRINGS:
        if not isinstance(part.get(name, ""), str):
            raise _bad(f"{kind}: {name!r} is not text")
    if kind == "Action.Execute" and version < "1.4":
        raise _bad(f"Action.Execute needs card version 1.4, not {version}")
    if kind == "Action.ShowCard" and part["card"].get("type") != "AdaptiveCard":
        raise _bad("Action.ShowCard holds something that is not a card")
    for name in ("choices", "facts"):
        for pair in _objects(part, name):
            if not isinstance(pair.get("title"), str) or not isinstance(pair.get("value"), str):
                raise _bad(f"one of the {name} lacks its title or value")


def _parts(node: Json) -> Iterator[Json]:
    """Every element and action inside, however deep, with its type filled in where the schema implies it."""
    for name in NESTED:
        for child in _objects(node, name):
            if node.get("type") == "Table" and name == "columns":
                continue
            part = {**child, "type": child.get("type", IMPLIED.get(name))}
            yield part
            yield from _parts(part)
    for card in _objects(node, "card"):
        yield from _parts(card)


def _objects(node: Json, name: str) -> list[Json]:
    """What a list property holds (a single object counts as one); plain text may stand among inlines."""
    value = node.get(name)
    if value is None:
        return []
    single = name in SINGLE
    if isinstance(value, dict) != single or not isinstance(value, dict | list):
        raise _bad(f"{name!r} is not {'an object' if single else 'a list'}")
    found = [value] if isinstance(value, dict) else value
    if name == "inlines":
        found = [item for item in found if not isinstance(item, str)]
    if not all(isinstance(item, dict) for item in found):
        raise _bad(f"{name!r} holds something that is not an object")
    return found
