"""Questions about meetings, invitations and people: what a person may see of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.app.commands import InvitationCommand, MeetingCommand
from bot.app.questions.base import Question


@dataclass(frozen=True, slots=True)
class ShowConvene(Question):
    """The form that calls a meeting; `by_phone` for one that has already been held."""

    by_phone: bool = False


@dataclass(frozen=True, slots=True)
class ShowFacts(Question, MeetingCommand):
    """The same form for a meeting that is planned or called, with what is known filled in."""

    detail: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class ShowHelp(Question):
    """What can be typed."""


@dataclass(frozen=True, slots=True)
class ShowHome(Question):
    """The person's own page."""


@dataclass(frozen=True, slots=True)
class ShowOverdue(Question):
    """What is late, or lacks an owner or a time, from a place of the list on.

    `scope`: "all" for everything that the person may answer for; "mine" and "theirs" for what the digest has no
    room for.
    """

    scope: str = "all"
    start: int = 0


@dataclass(frozen=True, slots=True)
class ShowToday(Question):
    """The day's list, as the digest has it."""


@dataclass(frozen=True, slots=True)
class ShowMine(Question):
    """The person's own open meetings."""


@dataclass(frozen=True, slots=True)
class FindMeeting(Question):
    """One meeting by its reference, as the person may see it."""

    reference: str


@dataclass(frozen=True, slots=True)
class SearchPeople(Question):
    """People of the person's own councils by name."""

    words: str


@dataclass(frozen=True, slots=True)
class ShowMeeting(Question, MeetingCommand):
    """The convenor's card; for anybody else with a part, their own invitation."""


@dataclass(frozen=True, slots=True)
class ShowPlan(Question, MeetingCommand):
    """The plan of a draft, to look at before anything is sent."""


@dataclass(frozen=True, slots=True)
class ShowMeetingForm(Question, MeetingCommand):
    """A form for another time, handing over, the recorder, or cancelling; `verb` says which."""

    verb: str


@dataclass(frozen=True, slots=True)
class ShowSwap(Question, MeetingCommand):
    """Who else could fill a seat."""

    seat_id: str


@dataclass(frozen=True, slots=True)
class SearchForSeat(Question, MeetingCommand):
    """People of the meeting's council by name, for a seat, an action or a handover."""

    words: str
    agency: str = ""


@dataclass(frozen=True, slots=True)
class ShowInvitation(Question, InvitationCommand):
    """One's own invitation as it stands."""


@dataclass(frozen=True, slots=True)
class ShowAnswerForm(Question, InvitationCommand):
    """The form of one of the longer answers; `verb` says which."""

    verb: str


@dataclass(frozen=True, slots=True)
class SearchDeputies(Question, InvitationCommand):
    """Colleagues by name: of one's own agency for a deputy, of the council's directory for the right person."""

    words: str
    own_agency: bool = True


@dataclass(frozen=True, slots=True)
class ShowPhoneAnswer(Question, InvitationCommand):
    """What somebody said by phone."""


@dataclass(frozen=True, slots=True)
class MeetingOfInvitation(Question, InvitationCommand):
    """The id of the meeting that an invitation is to."""


@dataclass(frozen=True, slots=True)
class SeatsOf(Question):
    """The seats that a person of one's own councils can fill."""

    person_id: str
