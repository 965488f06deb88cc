"""A change of the directory that one person has asked for and a second has not yet confirmed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

_MOST_TRIES = 5


@dataclass(slots=True)
class DirectoryHold:
    """What is held is only recognised, never kept: `fingerprint` is a hash of it, salted with the id.

    `people` are those whose account would change: each is told on the account they have, with `code`. `asked_by` and
    `confirmed_by` are operators' logins, or "code" for somebody who read the code out. Times are UTC.
    """

    id: str
    fingerprint: str
    people: tuple[str, ...]
    asked_by: str
    asked_at: datetime
    ends_at: datetime
    code: str = ""
    tries: int = 0
    confirmed_by: str = ""
    confirmed_at: datetime | None = None

    def open_at(self, now: datetime) -> bool:
        """True while it may still be confirmed."""
        return self.confirmed_at is None and now < self.ends_at and self.tries < _MOST_TRIES
