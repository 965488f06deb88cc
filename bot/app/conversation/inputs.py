"""Reading what people typed into a form: references, ages, days and times, and people by name."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence
from datetime import date, datetime, time

from bot.app.cards import Option, Value
from bot.app.wording.talk import NOBODY, SEVERAL
from bot.app.wording.times import clock
from bot.domain.age import Age
from bot.domain.errors import Invalid
from bot.policy import Policy
from scheduling.london import LONDON, AmbiguousLocalTime, MissingLocalTime, local_instant

Values = dict[str, Value]
Search = Callable[[str], Awaitable[tuple[Option, ...]]]

_AGE = re.compile(r"(?:aged?\s*)?(\d{1,3})\s*(?:(y|m|w|d)\w*)?(?:\s*old)?", re.IGNORECASE)
_UNBORN = re.compile(r"unborn\D{0,12}(\d{1,2})?\D*", re.IGNORECASE)
_UNKNOWN = ("", "?", "not known", "unknown", "nk")


class Unclear(Invalid):
    """A name that fits several people: `options` are who it may be, by field; `chosen` those who are clear."""

    def __init__(
        self,
        fields: dict[str, str],
        options: dict[str, tuple[Option, ...]],
        chosen: dict[str, tuple[str, ...]] | None = None,
    ) -> None:
        super().__init__(fields)
        self.options, self.chosen = options, chosen or {}


def one(values: Values, name: str) -> str:
    """A single value, trimmed."""
    value = values.get(name, "")
    return (value if isinstance(value, str) else next(iter(value), "")).strip()


def several(values: Values, name: str) -> tuple[str, ...]:
    """Several values; text is split at `;` and new lines."""
    value = values.get(name, ())
    parts: Sequence[str] = re.split(r"[;\n]", value) if isinstance(value, str) else value
    return tuple(part.strip() for part in parts if part.strip())


def references(values: Values, policy: Policy) -> tuple[str, ...]:
    """Case references, each as the policy's pattern has them. What was typed is never repeated: it may be a name."""
    typed = one(values, "references")
    found = tuple(dict.fromkeys(each.strip().upper() for each in re.split(r"[,;\n]", typed) if each.strip()))
    example = policy.council.case_reference_example
    if not found:
        raise Invalid({"references": f"Write the case reference, such as {example}."})
    if not all(policy.case_reference_ok(each) for each in found):
        raise Invalid({"references": f"Only case references, such as {example}, with a comma between. Never a name."})
    if len(found) > policy.limits.children:
        raise Invalid({"references": f"At most {policy.limits.children} children in one meeting."})
    return found


def ages(values: Values, count: int) -> tuple[Age | None, ...]:
    """Ages in the order of the references; missing ones are not known yet."""
    parts = [part.strip() for part in re.split(r"[,;\n]", one(values, "ages"))]
    if len(parts) > count and any(parts):
        raise Invalid(
            {"ages": f"You gave {len(parts)} ages for {count} children. Write one each, in the same order."}
        )
    found = [_age(part) for part in parts]
    return tuple([*found, *[None] * (count - len(found))][:count])


def _age(text: str) -> Age | None:
    if text.lower() in _UNKNOWN:
        return None
    if unborn := _UNBORN.fullmatch(text):
        return Age.parse(f"unborn:{unborn[1]}w" if unborn[1] else "unborn")
    if plain := _AGE.fullmatch(text):
        return Age.parse(f"P{plain[1]}{(plain[2] or 'y').upper()}")
    raise Invalid({"ages": "Write ages such as: 4 months, 3 years, unborn 24 weeks. Leave it empty if not known."})


def instant(values: Values) -> datetime:
    """The London day and time of a form, as an instant. A time that the clocks skip or repeat is asked about."""
    try:
        day = date.fromisoformat(one(values, "date"))
    except ValueError:
        raise Invalid({"date": "Write the day as year-month-day, such as 2026-03-11."}) from None
    try:
        at = time.fromisoformat(one(values, "time"))
    except ValueError:
        raise Invalid({"time": "Write the time as hours and minutes, such as 14:30."}) from None
    wall = at.replace(second=0, microsecond=0, tzinfo=None)
    found = local_instant(day, wall)
    if isinstance(found, AmbiguousLocalTime) and at.tzinfo is not None:
        # It was asked which of the two, and this is the answer.
        return found.summer if at.utcoffset() else found.winter
    match found:
        case MissingLocalTime():
            words = (
                f"The clocks go forward that night: there is no {at:%H:%M}. Choose {clock(found.resumes)} or later."
            )
            raise Invalid({"time": words})
        case AmbiguousLocalTime():
            both = [each.astimezone(LONDON) for each in (found.summer, found.winter)]
            words = (
                "The clocks go back that night: this time comes twice, first BST, an hour later GMT. Choose which."
            )
            raise Unclear({"time": words}, {"time": tuple(Option(f"{each:%H:%M%z}", clock(each)) for each in both)})
    return found


async def person(values: Values, name: str, search: Search, *, required: bool = True) -> str:
    """One person's id; "" when the field is empty and need not be filled."""
    typed = one(values, name)
    if not typed:
        if required:
            raise Invalid({name: "Write a name."})
        return ""
    return await _resolve(typed, name, search)


async def people(values: Values, name: str, search: Search) -> tuple[str, ...]:
    """Several people's ids; a name that fits nobody, or several, is asked about."""
    clear: dict[str, Option] = {}
    asked: dict[str, Option] = {}
    for typed in several(values, name):
        fitting = await _fitting(typed, name, search)
        (clear if len(fitting) == 1 else asked).update({each.value: each for each in fitting})
    if asked:
        # Whoever was clear stays in the question: it takes the place of everything that was typed.
        raise Unclear({name: SEVERAL}, {name: tuple((clear | asked).values())}, {name: tuple(clear)})
    return tuple(clear)


async def _resolve(typed: str, name: str, search: Search) -> str:
    fitting = await _fitting(typed, name, search)
    if len(fitting) == 1:
        return fitting[0].value
    raise Unclear({name: SEVERAL}, {name: tuple(fitting)})


async def _fitting(typed: str, name: str, search: Search) -> list[Option]:
    found = await search(typed)
    chosen = [each for each in found if each.value == typed]
    exact = [each for each in found if each.label.lower() == typed.lower()]
    fitting = chosen or exact or list(found)
    if not fitting:
        raise Invalid({name: NOBODY})
    return fitting
