"""The small language the rules are written in: a check yields what is wrong, with a JSON pointer."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

Check = Callable[[Any, str], Iterator[str]]


def wrong(what: str, at: str) -> str:
    """One complaint in the words and form Slack uses in `response_metadata.messages`."""
    return f"{what} [json-pointer:{at}]"


def string(most: int, least: int = 1) -> Check:
    """A string of `least` to `most` characters."""

    def check(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, str):
            yield wrong("must provide a string", at)
        elif len(value) > most:
            yield wrong(f"must be less than {most + 1} characters", at)
        elif len(value) < least:
            yield wrong(f"must be more than {least - 1} characters", at)

    return check


def number(low: int, high: int) -> Check:
    """A whole number between `low` and `high`."""

    def check(value: Any, at: str) -> Iterator[str]:
        if isinstance(value, bool) or not isinstance(value, int):
            yield wrong("must provide a number", at)
        elif value < low:
            yield wrong(f"must be greater than or equal to {low}", at)
        elif value > high:
            yield wrong(f"must be less than or equal to {high}", at)

    return check


def flag(value: Any, at: str) -> Iterator[str]:
    """True or false, nothing else."""
    if not isinstance(value, bool):
        yield wrong("must provide a boolean", at)


def one_of(*allowed: str) -> Check:
    """One of a few words."""

    def check(value: Any, at: str) -> Iterator[str]:
        if value not in allowed:
            yield wrong("must be one of the allowed values", at)

    return check


def matching(pattern: str, what: str) -> Check:
    """A string of a fixed form, such as a date."""

    def check(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, str) or re.fullmatch(pattern, value) is None:
            yield wrong(f"must be a valid {what}", at)

    return check


def anything(_value: Any, _at: str) -> Iterator[str]:
    """Not looked into."""
    yield from ()


def list_of(each: Check, most: int, least: int = 1) -> Check:
    """A list of `least` to `most` items, each of which passes `each`."""

    def check(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield wrong("must provide an array", at)
            return
        if len(value) > most:
            yield wrong(f"no more than {most} items allowed", at)
        if len(value) < least:
            yield wrong(f"no fewer than {least} items allowed", at)
        for number_, item in enumerate(value[:most]):
            yield from each(item, f"{at}/{number_}")

    return check


@dataclass(frozen=True)
class Shape:
    """An object: the fields it must have, those it may have, and what must hold between sound ones."""

    required: Mapping[str, Check] = field(default_factory=dict)
    optional: Mapping[str, Check] = field(default_factory=dict)
    between: tuple[Check, ...] = ()

    def __call__(self, value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield wrong("must provide an object", at)
            return
        found = [*self._fields(value, at)]
        yield from found
        if not found:
            for check in self.between:
                yield from check(value, at)

    def _fields(self, value: dict[str, Any], at: str) -> Iterator[str]:
        for name in self.required:
            if value.get(name) is None:
                yield wrong(f"missing required field: {name}", at)
        known = {**self.required, **self.optional}
        for name, given in value.items():
            if name == "type":
                continue
            if name not in known:
                yield wrong(f"invalid additional property: {name}", at)
            elif given is not None:
                yield from known[name](given, f"{at}/{name}")


def typed(shapes: Mapping[str, Check], allowed: frozenset[str] | None = None) -> Check:
    """An object whose `type` chooses its shape; `allowed` narrows the types of this place."""

    def check(value: Any, at: str) -> Iterator[str]:
        kind = value.get("type") if isinstance(value, dict) else None
        if not isinstance(kind, str):
            yield wrong("missing required field: type", at)
        elif kind not in shapes or (allowed is not None and kind not in allowed):
            yield wrong(f"unsupported type: {kind}", f"{at}/type")
        else:
            yield from shapes[kind](value, at)

    return check
