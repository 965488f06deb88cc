"""The inputs of one page, as a browser sends them: what each answer is, or what is wrong with it, in words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from adapters.web.course import Course
from adapters.web.sent import SEVERAL, NotTaken, Sent, one
from bot.app.cards import Field, Value

MISSING = {
    "choice": "Choose one.",
    "choices": "Choose at least one.",
    "date": "Write the date.",
    "time": "Write the time.",
    "person": "Write a name.",
    "people": "Write at least one name.",
    "confirm": "Tick the box to go on.",
}
NOT_A_DATE = "That is not a date. Write it like this: 27 3 2026."
NOT_A_TIME = "That is not a time. Use the 24-hour clock, like this: 14 30."
FIGURES = "0123456789"


@dataclass(frozen=True, slots=True)
class Read:
    """The course with what was answered on this page; `typed` are the raw inputs, for showing them again."""

    course: Course
    errors: dict[str, str]
    typed: Sent


def read_page(course: Course, sent: Sent) -> Read:
    """Every question of the page. NotTaken (403) for a choice that was not offered."""
    values, names, errors = dict(course.values), dict(course.names), dict[str, str]()
    for each in course.page:
        if each.kind in ("person", "people"):
            lines = [" ".join(line.split()) for line in one(sent, f"f.{each.name}").splitlines()]
            names[each.name] = tuple(dict.fromkeys(line for line in lines if line))
            empty, wrong = not names[each.name], _too_long(each, "\n".join(lines))
        else:
            values[each.name], wrong = _answer(each, sent)
            empty = not values[each.name]
        if wrong or (empty and each.required):
            errors[each.name] = wrong or MISSING.get(each.kind, "Write something here.")
    return Read(replace(course, values=values, names=names), errors, sent)


def _answer(each: Field, sent: Sent) -> tuple[Value, str]:
    match each.kind:
        case "choices":
            chosen = sent.get(f"{SEVERAL}{each.name}", ())
            _offered(each, chosen)
            return tuple(dict.fromkeys(chosen)), ""
        case "choice":
            picked = one(sent, f"f.{each.name}")
            _offered(each, (picked,) if picked else ())
            return picked, ""
        case "confirm":
            return "yes" if one(sent, f"f.{each.name}") == "yes" else "", ""
        case "date":
            return _date(each, sent)
        case "time":
            return _time(each, sent)
    words = one(sent, f"f.{each.name}").replace("\r\n", "\n").strip()
    return words, _too_long(each, words)


def _date(each: Field, sent: Sent) -> tuple[str, str]:
    day, month, year = parts = [one(sent, f"f.{each.name}.{part}").strip() for part in ("day", "month", "year")]
    if not any(parts):
        return "", ""
    if not all(part and len(part) <= 4 and all(sign in FIGURES for sign in part) for part in parts) or len(year) != 4:
        return "", NOT_A_DATE
    try:
        return date(int(year), int(month), int(day)).isoformat(), ""
    except ValueError:
        return "", NOT_A_DATE


def _time(each: Field, sent: Sent) -> tuple[str, str]:
    hour, minute = parts = [one(sent, f"f.{each.name}.{part}").strip() for part in ("hour", "minute")]
    if not any(parts):
        return "", ""
    if not all(part and len(part) <= 2 and all(sign in FIGURES for sign in part) for part in parts):
        return "", NOT_A_TIME
    if int(hour) > 23 or int(minute) > 59:
        return "", NOT_A_TIME
    return f"{int(hour):02}:{int(minute):02}", ""


def _offered(each: Field, chosen: tuple[str, ...]) -> None:
    if not set(chosen) <= {option.value for option in each.options}:
        raise NotTaken(403)


def _too_long(each: Field, words: str) -> str:
    if len(words) <= each.max_length:
        return ""
    return f"That is {len(words):,} characters. Write at most {each.max_length:,}."
