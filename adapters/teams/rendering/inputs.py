"""The questions of a form as inputs, each with its error and hint directly under it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from adapters.teams.rendering.literal import clean, label, one_line, shorten
from adapters.teams.rendering.measure import Json, Measure
from bot.app.cards import Field, Option

ID = "f_"
DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
EXPANDED = 4
UNFOLDED = 12


def question(field: Field, measure: Measure, *, insists: bool) -> Iterator[Json]:
    """One question; a long list of ticks that may be left alone is folded away, so that the button stays in sight.

    `insists`: the client itself refuses to send while a required one is empty.
    """
    asked = list(_asked(field, measure, insists=insists))
    if field.kind != "choices" or len(field.options) <= UNFOLDED or field.value or field.error or field.required:
        yield from asked
        return
    folded = f"fold_{field.name}"
    unfold = {"type": "Action.ToggleVisibility", "title": f"{label(field.label, 60)} …", "targetElements": [folded]}
    yield {"type": "ActionSet", "actions": [unfold]}
    yield {"type": "Container", "id": folded, "isVisible": False, "items": asked}


def _asked(field: Field, measure: Measure, *, insists: bool) -> Iterator[Json]:
    must: Json = {"isRequired": True, "errorMessage": "Please answer this."}
    need = must if field.required and insists else {}
    yield {"id": ID + field.name, "label": label(field.label, 120), **_input(field, measure), **need}
    if field.error:
        yield _note(field.error, measure, {"color": "attention", "weight": "bolder"})
    needed = "Needed." if field.required and not insists and not field.value else ""
    several = "One name a line." if field.kind == "people" else ""
    hint = " ".join(part for part in (needed, field.hint, several) if part)
    left_out = len(field.options) - measure.options
    if left_out > 0 and field.kind in ("choice", "choices"):
        hint = f"{hint} … and {left_out} more: type home to find them another way.".strip()
    if hint:
        yield _note(hint, measure, {"isSubtle": True})


def _note(text: str, measure: Measure, look: Json) -> Json:
    inline = {"type": "TextRun", "text": one_line(text, measure.line), **look}
    return {"type": "RichTextBlock", "inlines": [inline], "spacing": "small"}


def _input(field: Field, measure: Measure) -> Json:
    match field.kind:
        case "text" | "long_text":
            return _text(field, measure, _first(field), many=field.kind == "long_text")
        case "person" | "people":
            return _text(field, measure, "\n".join(shown_names(field)), many=field.kind == "people")
        case "choice" | "choices":
            return _choices(field, measure)
        case "date":
            value = _first(field)
            return {"type": "Input.Date", **({"value": value} if DATE.fullmatch(value) else {})}
        case "time":
            value = _first(field)
            return {"type": "Input.Time", **({"value": value} if TIME.fullmatch(value) else {})}
        case "confirm":
            on = "yes" if _first(field) == "yes" else "no"
            title = label(field.placeholder, 150) or "Yes"
            shown = {"title": title, "value": on, "valueOn": "yes", "valueOff": "no", "wrap": True}
            return {"type": "Input.Toggle", **shown}


def _text(field: Field, measure: Measure, value: str, *, many: bool) -> Json:
    found: Json = {"type": "Input.Text", "maxLength": field.max_length}
    if many:
        found["isMultiline"] = True
    if field.placeholder:
        found["placeholder"] = one_line(field.placeholder, 120)
    if value:
        found["value"] = shorten(clean(value), min(measure.value, field.max_length))
    return found


def _choices(field: Field, measure: Measure) -> Json:
    several = field.kind == "choices"
    wanted = (field.value,) if isinstance(field.value, str) else field.value
    offered = _offered(field, wanted, measure)
    chosen = [option.value for option in offered if option.value in wanted]
    found: Json = {
        "type": "Input.ChoiceSet",
        "choices": [{"title": _title(option, measure), "value": to_wire(option.value)} for option in offered],
        "style": "expanded" if several or len(offered) <= EXPANDED else "compact",
        "wrap": True,
    }
    if several:
        found["isMultiSelect"] = True
    if field.placeholder and found["style"] != "expanded":
        found["placeholder"] = one_line(field.placeholder, 120)
    if chosen:
        found["value"] = ",".join(map(to_wire, chosen if several else chosen[:1]))
    return found


def _offered(field: Field, wanted: tuple[str, ...], measure: Measure) -> list[Option]:
    """The first options there is room for, with those already chosen among them."""
    usable = [option for option in field.options if option.value]
    first = usable[: measure.options]
    return first + [option for option in usable[measure.options :] if option.value in wanted]


def _title(option: Option, measure: Measure) -> str:
    words = f"{option.label} – {option.hint}" if option.hint else option.label
    return label(words, measure.choice) or "…"


def to_wire(value: str) -> str:
    """A choice's value without a comma, which separates several chosen ones."""
    return value.replace("%", "%25").replace(",", "%2C")


def from_wire(value: str) -> str:
    """The choice's own value again."""
    return value.replace("%2C", ",").replace("%25", "%")


def shown_names(field: Field) -> tuple[str, ...]:
    """The people already chosen, by name where the form says who they are."""
    chosen = (field.value,) if isinstance(field.value, str) else field.value
    names = {option.value: option.label for option in field.options}
    return tuple(" ".join(clean(names.get(each, each)).split()) for each in chosen if each)


def known_names(field: Field) -> tuple[tuple[str, str], ...]:
    """Each name that stands in the field for a chosen person, with that person's opaque value."""
    if field.kind not in ("person", "people"):
        return ()
    chosen = (field.value,) if isinstance(field.value, str) else field.value
    known = {option.value for option in field.options}
    pairs = zip(shown_names(field), [each for each in chosen if each], strict=True)
    return tuple((name, value) for name, value in pairs if value in known)


def _first(field: Field) -> str:
    return field.value if isinstance(field.value, str) else "\n".join(field.value)
