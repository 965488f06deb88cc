"""Fields of a JSON object, read one by one: what cannot be read is named by its path, with what to write instead."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Set
from datetime import UTC, datetime
from difflib import get_close_matches
from itertools import islice
from typing import Any, TypeVar

_CODE = re.compile(r"[a-z0-9][a-z0-9_]{0,39}", re.ASCII)
_WRITE_CODE = "use small letters, digits and underscores, such as health_visitor"
_YEARS = range(2000, 2101)
_MOST_ROWS = 1000
_MOST_NAMES = 100
V = TypeVar("V")


class Fields:
    """Reads fields of one JSON object and collects, by dotted path, what is wrong with them.

    Other fields than these are left alone, but one that is almost the name of a field is taken for a slip.
    """

    def __init__(
        self, data: Any, path: str = "", problems: dict[str, str] | None = None, *, fields: tuple[str, ...]
    ) -> None:
        self.problems: dict[str, str] = {} if problems is None else problems
        self.path = path
        self.data: Mapping[str, Any] = data if isinstance(data, Mapping) else {}
        if not isinstance(data, Mapping):
            self.problems[path.rstrip(".") or "case"] = "write an object with named fields"
        for name in fields:
            if name not in self.data and _misspelt(name, self.data.keys() - set(fields)):
                self.problems[f"{path}{name}"] = f"is misspelt here: write {name}"

    def read(self, name: str, convert: Callable[[Any], V], default: V, *, required: bool = False) -> V:
        """One field, converted; `default` when it is absent or null, or cannot be read (and is noted)."""
        value = self.data.get(name)
        if value is None:
            if required:
                self.problems.setdefault(f"{self.path}{name}", "is missing")
            return default
        try:
            return convert(value)
        except (ValueError, TypeError) as wrong:
            self.problems[f"{self.path}{name}"] = str(wrong)
            return default

    def inner(self, name: str, fields: tuple[str, ...]) -> Fields:
        """The object under this name."""
        return Fields(self.data.get(name), f"{self.path}{name}.", self.problems, fields=fields)

    def rows(self, name: str, fields: tuple[str, ...]) -> list[Fields]:
        """The objects of the list under this name."""
        rows: list[Any] = self.read(name, listed, [])
        return [Fields(row, f"{self.path}{name}[{i}].", self.problems, fields=fields) for i, row in enumerate(rows)]


def _misspelt(name: str, others: Set[Any]) -> bool:
    written = islice((each for each in others if isinstance(each, str)), _MOST_NAMES)
    return bool(get_close_matches(name, written, n=1, cutoff=0.8))


def listed(value: Any) -> list[Any]:
    """A list of at most so many rows. Raises ValueError with what to write instead."""
    if not isinstance(value, list):
        raise ValueError("write a list, in square brackets")
    if len(value) > _MOST_ROWS:
        raise ValueError(f"write at most {_MOST_ROWS}")
    return value


def text(value: Any) -> str:
    """A short text of printable letters. Raises ValueError with what to write instead."""
    if not isinstance(value, str) or not 0 < len(value) <= 200 or not value.isprintable():
        raise ValueError("write a short text in quotes")
    return value


def code(value: Any) -> Any:
    """A word of the policy's kind. Raises ValueError with what to write instead."""
    if not isinstance(value, str) or not _CODE.fullmatch(value):
        raise ValueError(_WRITE_CODE)
    return value


def flag(value: Any) -> Any:
    """True or false. Raises ValueError with what to write instead."""
    if not isinstance(value, bool):
        raise ValueError("write true or false")
    return value


def one_of(value: Any, allowed: tuple[str, ...]) -> Any:
    """One of these words. Raises ValueError with what to write instead."""
    if value not in allowed:
        raise ValueError(f"write one of: {', '.join(allowed)}")
    return value


def instant(value: Any) -> datetime:
    """An aware time of this century, in UTC. Raises ValueError with what to write instead."""
    try:
        found = datetime.fromisoformat(text(value))
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise ValueError('write a time with its offset, such as "2026-03-10T10:20:00+00:00"')
    if found.year not in _YEARS:
        raise ValueError(f"write a year from {_YEARS[0]} to {_YEARS[-1]}")
    return found.astimezone(UTC)
