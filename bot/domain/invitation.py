"""An invitation and its answer. An answer belongs to the revision of the meeting that it was given to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Answer(StrEnum):
    """What a person has said, or what has become of their invitation."""

    NONE = "none"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    TAKEN = "taken"
    WITHDRAWN = "withdrawn"


@dataclass(slots=True)
class Invitation:
    """One person asked to fill one seat. Through a desk, each member on shift has one; the first claim has it.

    `recorded_by_id` is set when somebody else wrote down an answer given by phone. `information_by` is the
    promise "you will have our information by then". `deputy_for_id` is the invitation this one stands in for.

    `uid` is the entry's in the person's calendar, as long as it lives, and nobody else's to guess. `turns` counts how
    often the invitation was taken back or asked anew; `calendar_said_at` is when the calendar's answer that counted
    last was given there (its DTSTAMP).
    """

    id: str
    council: str
    meeting_id: str
    seat_id: str
    person_id: str
    asked_at: datetime
    revision: int
    desk_id: str | None = None
    answer: Answer = Answer.NONE
    answered_at: datetime | None = None
    answered_revision: int = 0
    via: str = ""
    recorded_by_id: str | None = None
    deputy_for_id: str | None = None
    deputy_id: str | None = None
    suggested_at: datetime | None = None
    information_by: datetime | None = None
    information_sent_at: datetime | None = None
    instead: str = ""
    uid: str = ""
    turns: int = 0
    calendar_said_at: datetime | None = None

    def counts_for(self, revision: int) -> bool:
        """True when this person has accepted the meeting as it now stands."""
        return self.answer is Answer.ACCEPTED and self.answered_revision == revision

    def awaits(self, revision: int) -> bool:
        """True when nothing has been said to the meeting as it now stands."""
        if self.answer is Answer.ACCEPTED:
            return self.answered_revision != revision
        return self.answer is Answer.NONE

    @property
    def only_informs(self) -> bool:
        """True for somebody who was not asked to come, only for what they know."""
        return self.answer is Answer.DECLINED and self.answered_at is None and self.information_by is not None

    @property
    def live(self) -> bool:
        """True while the person still has a part in the meeting."""
        return self.answer not in (Answer.WITHDRAWN, Answer.TAKEN)

    def answered(self, answer: Answer, at: datetime, revision: int, via: str, by: str | None) -> None:
        """Take down an answer to the given revision; `by` is the colleague who heard it by phone, if any."""
        self.answer, self.answered_at, self.answered_revision = answer, at, revision
        self.via, self.recorded_by_id = via, by
