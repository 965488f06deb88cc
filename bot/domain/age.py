"""A child's age as a case states it: an ISO 8601 duration ("P9Y", "P4M", "P6W"), or "unborn:24w"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

_UNBORN = re.compile(r"unborn(?::(\d{1,2})w)?", re.ASCII)
_BORN = re.compile(r"P(?:(\d{1,3})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Age:
    """Whole months and days since birth, or weeks of pregnancy when `unborn`. `text` is as written."""

    text: str
    unborn: bool = False
    months: int = 0
    days: int = 0

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read an age. Raises ValueError, in plain words, for anything else."""
        if _UNBORN.fullmatch(text):
            return cls(text, unborn=True)
        born = _BORN.fullmatch(text)
        if born is None or not any(born.groups()):
            raise ValueError('write the age as "P9Y" (years), "P4M" (months), "P6W" (weeks) or "unborn:24w"')
        years, months, weeks, days = (int(part or 0) for part in born.groups())
        days += 7 * weeks
        # Only whole years matter to a rule. 30.3 days stand for a month: 52 weeks are a year, 30 days no month.
        more = days * 10 // 303
        return cls(text, months=12 * years + months + more, days=days - more * 303 // 10)

    @property
    def years(self) -> int:
        """Whole years; 0 for a baby and for an unborn child."""
        return self.months // 12

    def over(self, years: int) -> bool:
        """True when older than this many years, even by a day ("over eight" is P8Y1D, not P8Y)."""
        return not self.unborn and (self.months, self.days) > (12 * years, 0)
