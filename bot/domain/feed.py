"""The feed of one's own meetings that a person's calendar reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

ONE_HOUR = timedelta(hours=1)


@dataclass(slots=True)
class CalendarFeed:
    """One address that was given out. `id` is a hash of the secret in it: the secret itself is kept nowhere.

    `reads` counts all of them, `reads_in_hour` those since `hour_began`. Times are UTC.
    """

    id: str
    person_id: str
    made_at: datetime
    ended_at: datetime | None = None
    reads: int = 0
    hour_began: datetime | None = None
    reads_in_hour: int = 0

    def count(self, now: datetime, most: int) -> bool:
        """Count one more reading; False when there were enough in this hour already."""
        if self.hour_began is None or now - self.hour_began >= ONE_HOUR:
            self.hour_began, self.reads_in_hour = now, 0
        if self.reads_in_hour >= most:
            return False
        self.reads, self.reads_in_hour = self.reads + 1, self.reads_in_hour + 1
        return True
