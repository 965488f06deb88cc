"""What is wrong with a policy file, a line each: the file, the key, what is wrong and what to write instead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from pydantic import ValidationError

from bot.domain.errors import QuorateError


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend. `key` is dotted, as in `concerns.neglect.advised[1]`."""

    file: str
    key: str
    wrong: str
    instead: str = ""

    def __str__(self) -> str:
        place = f"{self.file}: {self.key}" if self.key else self.file
        return f"{place}: {self.wrong}" + (f"; {self.instead}" if self.instead else "")


class PolicyError(QuorateError):
    """A policy file cannot be used. The message has a line for each problem."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def from_validation(error: ValidationError, file: str, known_keys: Iterable[str]) -> PolicyError:
    """The same errors in plain words; a key near a known one is suggested."""
    known = sorted(known_keys)
    return PolicyError(_problem(file, dict(each), known) for each in error.errors(include_url=False))


def _problem(file: str, error: dict[str, object], known: list[str]) -> Problem:
    where = error["loc"] if isinstance(error["loc"], tuple) else ()
    key = dotted(part for part in where if part != "[key]")
    kind, message = str(error["type"]), str(error["msg"])
    if kind == "extra_forbidden":
        return Problem(file, key, "is not a key Quorate knows", _nearest(str(where[-1]), known))
    if kind == "missing":
        return Problem(file, key, "is missing", "add it")
    if kind == "value_error":
        return Problem(file, key, "cannot be used", message.removeprefix("Value error, "))
    if kind in _PLAIN:
        return Problem(file, key, "has the wrong kind of value", _PLAIN[kind])
    return Problem(file, key, "has the wrong kind of value", message[:1].lower() + message[1:])


_PLAIN = {
    "tuple_type": "write a list, in square brackets",
    "bool_type": "write true or false, without quotes",
    "int_type": "write a whole number, without quotes",
    "string_type": "write it in quotes",
    "dict_type": "write a table",
    "model_type": "write a table",
    "too_short": "it must not be empty",
    "string_too_short": "it must not be empty",
}


def _nearest(key: str, known: list[str]) -> str:
    near = get_close_matches(key, known, n=1, cutoff=0.6)
    return f"did you mean {near[0]}?" if near else "remove it"


def dotted(parts: Iterable[object]) -> str:
    """A path into the file as people write it."""
    written = ""
    for part in parts:
        written += f"[{part}]" if isinstance(part, int) else f".{part}" if written else str(part)
    return written
