"""Calling a meeting, changing it, and telling that it was held."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.app.commands.base import Command, MeetingCommand
from bot.domain.case import CaseFacts


@dataclass(frozen=True, slots=True)
class ConveneMeeting(Command):
    """Plan a meeting and keep it as a draft: nobody is told anything yet. With `meeting_id`, plan that draft anew.

    Who must not be told is added to what was told before. Only a form that showed everybody who is out, and hands
    back its mark (`seen`), can let somebody in again: one opened before the last was kept out cannot.
    """

    council: str
    facts: CaseFacts
    excluded: tuple[str, ...] = ()
    excluded_names: tuple[str, ...] = ()
    meeting_id: str = ""
    seen: str = ""


@dataclass(frozen=True, slots=True)
class ChooseTime(MeetingCommand):
    """Plan the draft for this start."""

    starts_at: datetime


@dataclass(frozen=True, slots=True)
class SwapPerson(MeetingCommand):
    """Put somebody else in a seat, before or after the meeting is called. "" leaves the seat open."""

    seat_id: str
    person_id: str


@dataclass(frozen=True, slots=True)
class SendInvitations(MeetingCommand):
    """Call the meeting: ask everybody in the plan. `starts_at` None keeps the planned time."""

    starts_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PlanFullMeeting(MeetingCommand):
    """Leave the full meeting that follows this one out before it is sent, or plan it after all."""

    wanted: bool = True


@dataclass(frozen=True, slots=True)
class MoveMeeting(MeetingCommand):
    """A new time; everybody is asked again, and no answer to the old time counts."""

    starts_at: datetime


@dataclass(frozen=True, slots=True)
class CancelMeeting(MeetingCommand):
    """Call it off. `reason` is private to social care."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class OfferHandover(MeetingCommand):
    """Offer the whole meeting to a colleague, who must accept it."""

    to_id: str


@dataclass(frozen=True, slots=True)
class AnswerHandover(MeetingCommand):
    """Take the meeting over, or not."""

    accept: bool


@dataclass(frozen=True, slots=True)
class NameRecorder(MeetingCommand):
    """Who writes the actions down."""

    person_id: str


@dataclass(frozen=True, slots=True)
class TellHeldByPhone(Command):
    """It has already happened, by phone. `happened_at` is when; the bus adds when it was entered."""

    council: str
    facts: CaseFacts
    happened_at: datetime
    attended: tuple[str, ...]
    actions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TellMeetingHeld(MeetingCommand):
    """A meeting that was called has been held by phone, at another time than planned or as planned."""

    happened_at: datetime
    attended: tuple[str, ...]
    actions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TakeBack(MeetingCommand):
    """An invitation went to the wrong person: they see and hear no more of the meeting, and it is an incident."""

    invitation_id: str
