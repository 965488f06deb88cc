"""This installation as a whole: whether it is quiet, since when, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

THIS = "this"


class QuietWhy(StrEnum):
    """`RESTORED` from a backup: what went out after that was made is not known here. `OPERATOR`: somebody said so."""

    RESTORED = "restored"
    OPERATOR = "operator"


@dataclass(slots=True)
class Installation:
    """While `quiet_since` is set, nothing is sent and nobody is chased. `as_of` is when the backup it was restored
    from was made. There is one row; without it the installation has never been quiet.
    """

    id: str
    quiet_since: datetime | None = None
    why: QuietWhy = QuietWhy.OPERATOR
    as_of: datetime | None = None
    resumed_at: datetime | None = None
