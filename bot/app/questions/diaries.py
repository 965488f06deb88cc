"""Questions about people's own time: leave, cover, offered slots."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.app.questions.base import Question


@dataclass(frozen=True, slots=True)
class ShowLeave(Question):
    """When somebody is away, now and later; `person_id` "" is the actor."""

    person_id: str = ""


@dataclass(frozen=True, slots=True)
class ShowLeaveForm(Question):
    """The form that says when somebody is away; with `leave_id`, to change that leave."""

    person_id: str = ""
    leave_id: str = ""


@dataclass(frozen=True, slots=True)
class ShowCoverForm(Question):
    """Who covers, of leave that is otherwise clear; `person_id` "?" asks who is away as well."""

    person_id: str
    starts_at: datetime
    ends_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class LeaveTold(Question):
    """The leave that somebody has told, under way or to come."""

    person_id: str = ""


@dataclass(frozen=True, slots=True)
class HoursOf(Question):
    """When somebody's working days begin and end."""

    person_id: str = ""


@dataclass(frozen=True, slots=True)
class SearchOwnPeople(Question):
    """The actor and those below them in the line of managers, by name."""

    words: str


@dataclass(frozen=True, slots=True)
class SearchCover(Question):
    """Colleagues of the same agency, by name, who may cover for somebody."""

    words: str
    person_id: str = ""


@dataclass(frozen=True, slots=True)
class ShowOffer(Question):
    """The times that a desk or person offers; `who` "" is the actor."""

    who: str = ""


@dataclass(frozen=True, slots=True)
class ShowOfferForm(Question):
    """The form that offers times; `who` "" leaves the choice between the actor's desks and the actor."""

    who: str = ""


@dataclass(frozen=True, slots=True)
class OwnDesks(Question):
    """The desks that the actor serves."""


@dataclass(frozen=True, slots=True)
class ShowDigestHour(Question):
    """The question at what hour the actor wants their daily list."""
