"""The short code that proves that whoever came through a link reads the mail it was sent to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

_NO_MORE_TRIES = 1000


@dataclass(slots=True)
class LinkCode:
    """A code owed to one address for one link. The code itself is nowhere: it is worked out from the row's id.

    `tries` counts what was typed; `used_at` is when it was right. Times are UTC.
    """

    id: str
    notice_id: str
    address_id: str
    person_id: str
    made_at: datetime
    expires_at: datetime
    tries: int = 0
    used_at: datetime | None = None

    def open_at(self, now: datetime, most_tries: int) -> bool:
        """True while it may still be typed."""
        return self.used_at is None and self.tries < most_tries and now < self.expires_at

    def end(self) -> None:
        """From now on neither the code is worth anything nor the visit that it opened."""
        self.used_at, self.tries = None, _NO_MORE_TRIES
