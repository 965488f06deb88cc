"""What every section of a policy file shares: unknown keys are errors, values never change, times are HH:MM."""

from __future__ import annotations

import re
from datetime import time
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, StringConstraints

_HOUR = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)", re.ASCII)


class Section(BaseModel):
    """One table of the policy file. A misspelt key is an error, never silently ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _clock_time(value: Any) -> time:
    if isinstance(value, time):
        return value
    found = _HOUR.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise ValueError('write an hour of the day as "HH:MM", such as "17:00"')
    return time(int(found[1]), int(found[2]))


def matching(pattern: str, instead: str) -> AfterValidator:
    """Take text that wholly matches the pattern; for any other say what to write instead."""
    compiled = re.compile(pattern, re.ASCII)

    def check(value: str) -> str:
        if compiled.fullmatch(value) is None:
            raise ValueError(instead)
        return value

    return AfterValidator(check)


ClockTime = Annotated[time, BeforeValidator(_clock_time)]
Code = Annotated[str, matching(r"[a-z0-9][a-z0-9_]{0,39}", "use small letters, digits and underscores")]
Codes = tuple[Code, ...]
Words = Annotated[str, StringConstraints(min_length=1, max_length=200)]
# Strict, so that `minutes = true` or `always_open = "no"` is an error and not a surprise.
Switch = StrictBool
Whole = Annotated[int, Field(strict=True)]
Count = Annotated[Whole, Field(ge=0, le=100_000)]
Positive = Annotated[Whole, Field(ge=1, le=100_000)]
