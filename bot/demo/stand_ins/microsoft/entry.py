"""One input of a card: what it is called, what can be entered, and what the client complains of."""

import re
from collections.abc import Sequence
from datetime import date, time

from .people import Json

Filled = str | bool | int | float | date | time | Sequence[str]


def label_of(field: Json) -> str:
    """What a person calls an input: its label, else a toggle's title, else the placeholder."""
    return str(field.get("label") or field.get("title") or field.get("placeholder") or "")


def typed(field: Json, value: Filled) -> str:
    """What the client would send for this value; AssertionError when it could not be entered."""
    kind, label = field["type"], label_of(field)
    if kind == "Input.Toggle":
        return str(field.get("valueOn", "true") if value else field.get("valueOff", "false"))
    if kind == "Input.ChoiceSet":
        return _chosen(field, [value] if isinstance(value, str) else value)
    if kind == "Input.Number":
        return f"{float(str(value)):g}"
    if kind == "Input.Date":
        return value.isoformat() if isinstance(value, date) else date.fromisoformat(str(value)).isoformat()
    if kind == "Input.Time":
        moment = value if isinstance(value, time) else time.fromisoformat(str(value))
        return moment.strftime("%H:%M")
    text = str(value) if field.get("isMultiline") else str(value).replace("\n", " ")
    if len(text) > int(field.get("maxLength") or len(text)):
        raise AssertionError(f"{label!r} takes at most {field['maxLength']} characters, not {len(text)}")
    return text


def _chosen(field: Json, titles: Filled) -> str:
    if not isinstance(titles, Sequence):
        raise AssertionError(f"choose in {label_of(field)!r} by the titles seen, not {titles!r}")
    if len(titles) > 1 and not field.get("isMultiSelect"):
        raise AssertionError(f"{label_of(field)!r} takes one choice, not {list(titles)}")
    offered = {choice["title"]: str(choice["value"]) for choice in field.get("choices") or []}
    missing = [title for title in titles if title not in offered]
    if missing:
        raise AssertionError(f"{label_of(field)!r} does not offer {missing}; it offers {list(offered)}")
    return ",".join(offered[title] for title in titles)


def complaint(field: Json, value: str) -> str:
    """The error shown under an input, or nothing."""
    message = str(field.get("errorMessage") or f"{label_of(field)}: this value is not valid")
    if field["type"] == "Input.Toggle":
        return message if field.get("isRequired") and value != field.get("valueOn", "true") else ""
    if not value:
        return message if field.get("isRequired") else ""
    low, high = field.get("min"), field.get("max")
    if field["type"] == "Input.Number":
        amount = float(value)
        wrong = (low is not None and amount < float(low)) or (high is not None and amount > float(high))
    elif field["type"] in ("Input.Date", "Input.Time"):
        wrong = (low is not None and value < str(low)) or (high is not None and value > str(high))
    else:
        wrong = bool(field.get("regex")) and not re.search(str(field["regex"]), value)
    return message if wrong else ""
