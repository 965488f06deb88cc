"""What a person pressed and typed, from the data that Teams sends back."""

from __future__ import annotations

import re
from dataclasses import dataclass

from adapters.teams.rendering.buttons import VERB
from adapters.teams.rendering.inputs import ID, from_wire
from bot.app.cards import Value

SEVERAL = ("choices", "people")


@dataclass(frozen=True, slots=True)
class Pressed:
    """One press. `submits`: the form's own button; `answered`: the card answered something typed."""

    verb: str
    subject: str
    values: dict[str, Value]
    submits: bool = False
    answered: bool = False


def pressed_from(verb: object, data: object) -> Pressed | None:
    """The press, or None when this is not one of our buttons. Every value is taken as untrusted text."""
    if not isinstance(verb, str) or not verb.startswith(VERB) or not isinstance(data, dict):
        return None
    carried = data.get("q", {})
    if not isinstance(carried, dict):
        return None
    kinds, names = carried.get("fields", {}), carried.get("people", {})
    if not isinstance(kinds, dict) or not isinstance(names, dict):
        return None
    values = {str(name): _value(str(kind), data.get(ID + str(name)), names) for name, kind in kinds.items()}
    return Pressed(
        verb=verb.removeprefix(VERB),
        subject=_text(carried.get("subject")),
        values=values,
        submits=carried.get("form") is True,
        answered=carried.get("answer") is True,
    )


def _value(kind: str, raw: object, names: dict[str, object]) -> Value:
    text = _text(raw)
    match kind:
        case "choices":
            return tuple(from_wire(part) for part in text.split(",") if part)
        case "choice":
            return from_wire(text)
        case "people":
            lines = (" ".join(line.split()) for line in re.split(r"[;\n]", text))
            return tuple(_text(names.get(line, line)) for line in lines if line)
        case "person":
            line = " ".join(text.split())
            return _text(names.get(line, line))
        case "confirm":
            return "yes" if text == "yes" else ""
        case "text":
            return text.strip()
        case _:
            return text


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
