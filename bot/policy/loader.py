"""Read the policy that ships with Quorate and one file per council, merged, typed and cross-checked."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bot.domain.errors import Refusal
from bot.policy.checks import UNNAMED, problems_of
from bot.policy.model import Policy
from bot.policy.problems import PolicyError, Problem, from_validation

DEFAULT_FILE = Path(__file__).with_name("default.toml")


@dataclass(frozen=True, slots=True)
class Policies:
    """Every council's policy, and the one that ships with Quorate (`default`)."""

    default: Policy
    by_council: Mapping[str, Policy] = field(default_factory=dict)

    @property
    def councils(self) -> tuple[str, ...]:
        """The codes of the councils served here, in order."""
        return tuple(sorted(self.by_council))

    def of(self, council_code: str) -> Policy:
        """The policy of this council. Refuses one that Quorate does not serve."""
        policy = self.by_council.get(council_code)
        if policy is None:
            raise Refusal(
                "unknown_council",
                "Quorate isn't set up for that council. Nothing was saved. Please ring the council.",
            )
        return policy


def load_policies(directory: Path | None) -> Policies:
    """The default, and every `<CODE>.toml` of the directory laid over it.

    Raises PolicyError with a line for each problem in any of the files.
    """
    default = _read(DEFAULT_FILE)
    shipped = _policy(default, DEFAULT_FILE.name, default)
    by_council: dict[str, Policy] = {}
    problems: list[Problem] = []
    for file in _council_files(directory):
        try:
            policy = load_council(file, default)
            by_council[policy.council.code] = policy
        except PolicyError as error:
            problems += error.problems
    if problems:
        raise PolicyError(problems)
    return Policies(shipped, by_council)


def load_council(file: Path, default: Mapping[str, Any] | None = None) -> Policy:
    """One council's file laid over the default. Raises PolicyError."""
    shipped = _read(DEFAULT_FILE) if default is None else default
    text = _text(file)
    try:
        policy = _policy(merge(shipped, _parsed(text, file)), file.name, shipped)
    except PolicyError as error:
        raise error.in_text(text) from None
    expected = file.name.split(".")[0]
    if policy.council.code == UNNAMED:
        raise PolicyError([Problem(file.name, "council.code", "is missing", "give the council's own code")])
    if file.suffixes == [".toml"] and policy.council.code != expected:
        wrong = f"says {policy.council.code}, but the file is named {file.name}"
        raise PolicyError([Problem(file.name, "council.code", wrong, "make the two the same")])
    return policy


# One of several forms each ({ hours = 2 } or { working_days = 3 }): half of one on half of another says nothing.
_WHOLE = frozenset({"deadline", "red", "amber", "green"})


def merge(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """`over` laid on `base`: tables key by key; lists, single values and times of one of several forms whole."""
    merged = dict(base)
    for key, value in over.items():
        below = merged.get(key)
        if isinstance(below, Mapping) and isinstance(value, Mapping) and key not in _WHOLE:
            merged[key] = merge(below, value)
        else:
            merged[key] = value
    return merged


def _council_files(directory: Path | None) -> list[Path]:
    if directory is None:
        return []
    if not directory.is_dir():
        raise PolicyError([Problem(directory.name, "", "is not a folder", "name the folder of council files")])
    return sorted(file for file in directory.glob("*.toml") if not file.name.endswith(".example.toml"))


def _read(file: Path) -> dict[str, Any]:
    return _parsed(_text(file), file)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except OSError:
        raise PolicyError(
            [Problem(file.name, "", "cannot be read", "check that it exists and may be read")]
        ) from None
    except UnicodeDecodeError:
        raise PolicyError([Problem(file.name, "", "is not UTF-8 text", "save it as UTF-8")]) from None


# Councils share most of their policy, and whoever checks a file has read the shipped one already.
@lru_cache(maxsize=64)
def _tables(text: str) -> dict[str, Any]:
    return tomllib.loads(text)


def _parsed(text: str, file: Path) -> dict[str, Any]:
    try:
        return _tables(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise PolicyError([Problem(file.name, "", "is not valid TOML", str(error))]) from None


def _policy(data: Mapping[str, Any], file: str, shipped: Mapping[str, Any]) -> Policy:
    content = json.dumps(data, sort_keys=True, default=str).encode()
    version = f"{data.get('version', '')}+{hashlib.sha256(content).hexdigest()[:10]}"
    try:
        policy = Policy.model_validate({**data, "version": version})
    except ValidationError as error:
        raise from_validation(error, file, Policy, shipped) from None
    problems = problems_of(policy, file)
    if problems:
        raise PolicyError(problems)
    return policy
