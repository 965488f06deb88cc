"""Cards and questions as the templates take them: plain values, with everything decided."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from adapters.web.course import FEW, Course
from adapters.web.sent import SEVERAL, Sent, one
from bot.app.cards import Block, Button, Divider, Facts, Field, Heading, Item, Link, Text

Drawn = dict[str, Any]
_PARTS = {"date": (("day", "Day", 2), ("month", "Month", 2), ("year", "Year", 4)),
          "time": (("hour", "Hour", 2), ("minute", "Minute", 2))}  # fmt: skip
_HINTS = {
    "date": "Such as 27 3 2026.",
    "time": "On the 24-hour clock, such as 14 30.",
    "person": "Write a name. On the next page you choose who you mean.",
    "people": "Write names, one a line. On the next pages you choose who you mean.",
}


def drawn(blocks: tuple[Block, ...], button: Callable[[Button], Drawn]) -> list[Drawn]:
    """The blocks in order; lines of a list that follow one another stand in one list."""
    found: list[Drawn] = []
    for block in blocks:
        match block:
            case Heading(text):
                found.append({"kind": "heading", "text": text})
            case Text(text, tone):
                found.append({"kind": "text", "text": text, "tone": tone})
            case Facts(rows):
                found.append({"kind": "facts", "rows": [(label, _value(value)) for label, value in rows]})
            case Divider():
                found.append({"kind": "rule"})
            case Item(text, buttons, tone):
                if not found or found[-1]["kind"] != "items":
                    found.append({"kind": "items", "rows": []})
                row = {"text": text, "tone": tone, "buttons": [button(each) for each in buttons]}
                found[-1]["rows"].append(row)
    return found


def question(each: Field, course: Course, error: str, typed: Sent | None) -> Drawn:
    """One question with its answer so far: what was typed when that could not be taken."""
    several = each.kind == "choices"
    name = f"{SEVERAL if several else 'f.'}{each.name}"
    parts = _PARTS.get(each.kind, ())
    value = course.values.get(each.name, "")
    if each.kind in ("person", "people"):
        value = "\n".join(course.names.get(each.name, ()))
    if typed is not None:
        value = typed.get(name, ()) if several else one(typed, name)
    return {
        "name": name,
        "id": f"q-{each.name}",
        "first": _first(each),
        "label": each.label,
        "optional": not each.required,
        "kind": "list" if _listed(each) else each.kind,
        "hint": each.hint or _HINTS.get(each.kind, "") or _such_as(each.placeholder),
        "value": value,
        "options": each.options,
        "parts": [
            {"name": f"{name}.{part}", "part": part, "label": label, "width": width, "value": given}
            for (part, label, width), given in zip(parts, _given(each, value, name, typed), strict=True)
        ],
        "error": error,
    }


def _first(each: Field) -> str:
    """Where a summary of errors leads: the question's first input, if it has any."""
    if each.kind in _PARTS:
        return f"q-{each.name}-{_PARTS[each.kind][0][0]}"
    if each.kind not in ("choice", "choices") or _listed(each):
        return f"q-{each.name}"
    return f"q-{each.name}-1" if each.options else ""


def _listed(each: Field) -> bool:
    """True for a choice among so many that a list is shorter than buttons."""
    return each.kind == "choice" and len(each.options) > 2 * FEW


def _given(each: Field, value: Any, name: str, typed: Sent | None) -> list[str]:
    parts = _PARTS.get(each.kind, ())
    if typed is not None:
        return [one(typed, f"{name}.{part}")[:10] for part, _, _ in parts]
    if each.kind == "date" and value.count("-") == 2:
        year, month, day = value.split("-")
        return [day.lstrip("0"), month.lstrip("0"), year]
    if each.kind == "time" and value.count(":") == 1:
        return list(value.split(":"))
    return [""] * len(parts)


def _such_as(placeholder: str) -> str:
    return f"Such as {placeholder}" if placeholder else ""


def _value(value: str | Link) -> Drawn:
    """A link leads somewhere only when it is https and names a host."""
    if isinstance(value, str):
        return {"text": value, "url": ""}
    try:
        parts = urlsplit(value.url)
    except ValueError:
        return {"text": value.label, "url": ""}
    good = parts.scheme == "https" and bool(parts.hostname) and not any(sign.isspace() for sign in value.url)
    return {"text": value.label, "url": value.url if good else ""}
