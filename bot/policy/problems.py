"""What is wrong with a policy file, a line each: the file, the key, what is wrong and what to write instead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError

from bot.domain.errors import QuorateError
from bot.policy.file_lines import line_of
from bot.policy.known_keys import instead_of


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend. `key` is dotted, as in `concerns.neglect.advised[1]`; `line` counts from 1."""

    file: str
    key: str
    wrong: str
    instead: str = ""
    line: int | None = None

    def __str__(self) -> str:
        place = f"{self.file}: {self.key}" if self.key else self.file
        at = "" if self.line is None else f" (line {self.line})"
        return f"{place}: {self.wrong}{at}" + (f"; {self.instead}" if self.instead else "")


class PolicyError(QuorateError):
    """A policy file cannot be used. The message has a line for each problem."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def in_text(self, text: str) -> PolicyError:
        """The same, each problem with the line of this text that it is about, where there is one."""
        return PolicyError(replace(each, line=line_of(text, each.key)) for each in self.problems)


def from_validation(
    error: ValidationError, file: str, model: type[BaseModel], tables: Mapping[str, Any]
) -> PolicyError:
    """The same errors in plain words. `tables` are the shipped policy's, for names that were misspelt."""
    found = (_problem(file, dict(each), model, tables) for each in error.errors(include_url=False))
    return PolicyError(found)


def _problem(file: str, error: dict[str, Any], model: type[BaseModel], tables: Mapping[str, Any]) -> Problem:
    where = [part for part in error["loc"] if part != "[key]"]
    key, kind, message, limits = dotted(where), str(error["type"]), str(error["msg"]), error.get("ctx", {})
    if kind == "extra_forbidden":
        return Problem(file, key, "is not a key Quorate knows", instead_of(model, where))
    if kind == "missing":
        return Problem(file, key, "is missing", _add_it(where, tables))
    if kind == "value_error":
        return Problem(file, key, "cannot be used", message.removeprefix("Value error, "))
    if kind in _BOUNDS:
        words, name = _BOUNDS[kind]
        return Problem(file, key, "is too much or too little", words.format(limits.get(name)))
    if kind == "too_short" and limits.get("min_length", 1) > 1:
        return Problem(file, key, "is too short", "name at least two")
    if kind == "literal_error":
        return Problem(file, key, "is none of the words it may be", f"write {limits.get('expected')}")
    instead = _PLAIN.get(kind) or message[:1].lower() + message[1:]
    return Problem(file, key, "has the wrong kind of value", instead)


_PLAIN = {
    "tuple_type": "write a list, in square brackets",
    "bool_type": "write true or false, without quotes",
    "int_type": "write a whole number, without quotes",
    "float_type": "write a number, without quotes",
    "string_type": "write it in quotes",
    "dict_type": "write a table, such as { key = value }",
    "model_type": "write a table, such as { key = value }",
    "too_short": "it must not be empty",
    "string_too_short": "it must not be empty",
}
_BOUNDS = {
    "greater_than_equal": ("write {} or more", "ge"),
    "less_than_equal": ("write {} or less", "le"),
    "greater_than": ("write more than {}", "gt"),
    "less_than": ("write less than {}", "lt"),
    "too_long": ("at most {} are allowed", "max_length"),
    "string_too_long": ("write at most {} letters", "max_length"),
}


def _add_it(where: list[Any], tables: Mapping[str, Any]) -> str:
    """A section that is new because its name was misspelt gets the right name; any other wants the key."""
    known = tables.get(where[0]) if len(where) > 2 else None
    if not isinstance(known, Mapping) or where[1] in known:
        return "add it"
    near = get_close_matches(str(where[1]), known, n=1, cutoff=0.6)
    return f"did you mean {where[0]}.{near[0]}? If {where[1]} is new, add it" if near else "add it"


def dotted(parts: Iterable[object]) -> str:
    """A path into the file as people write it."""
    written = ""
    for part in parts:
        written += f"[{part}]" if isinstance(part, int) else f".{part}" if written else str(part)
    return written
