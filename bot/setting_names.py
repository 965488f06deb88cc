"""What the settings of a process are called, as an administrator writes them: read from the models themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from pydantic import SecretStr, ValidationError
from pydantic_core import PydanticUndefined
from pydantic_settings import BaseSettings

from bot.failpoints import SETTING as FAILPOINT

PREFIX = "QUORATE_"
_ELSEWHERE = {FAILPOINT}


@dataclass(frozen=True, slots=True)
class Described:
    """One setting: its full name, what it is for, and its default as it would be written."""

    name: str
    words: str
    default: str


def described(model: type[BaseSettings]) -> list[Described]:
    """Every setting of a model, in its order."""
    prefix = str(model.model_config.get("env_prefix", ""))
    return [
        Described(f"{prefix}{name}".upper(), field.description or "", _written(field.default))
        for name, field in model.model_fields.items()
    ]


def _written(default: Any) -> str:
    if default is None or default is PydanticUndefined:
        return ""
    if isinstance(default, SecretStr):
        return default.get_secret_value()
    if isinstance(default, bool):
        return str(default).lower()
    if isinstance(default, tuple | list):
        return ",".join(str(each) for each in default)
    return "" if isinstance(default, Mapping) else str(default)


def misspelt(names: Iterable[str], known: Iterable[str]) -> list[str]:
    """A sentence for each of our variables that no setting reads: most likely a slip of the pen."""
    wanted = {name.upper() for name in known} | _ELSEWHERE
    found = []
    for name in sorted({name.upper() for name in names} - wanted):
        if name.startswith(PREFIX):
            near = get_close_matches(name, sorted(wanted), n=1, cutoff=0.7)
            hint = f" Did you mean {near[0]}?" if near else ""
            found.append(f"{name} is not a setting of Quorate, so it does nothing.{hint}")
    return found


def in_words(error: ValidationError, model: type[BaseSettings]) -> list[str]:
    """What cannot be read, a sentence each, without the value (it may be a secret)."""
    prefix = str(model.model_config.get("env_prefix", "")).upper()
    found = []
    for each in error.errors(include_url=False, include_input=False, include_context=False):
        name = prefix + str(each["loc"][0] if each["loc"] else "").upper()
        message = str(each["msg"]).removeprefix("Value error, ")
        found.append(f"{name} cannot be used: {message[:1].lower()}{message[1:]}.")
    return found
