"""Everything that may be asked of the core that changes something. Ids come from us; who acts never does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.case import CaseFacts
from bot.domain.people import Address, Caseload, Desk, DeskMember, Identity, Person


@dataclass(frozen=True, slots=True)
class Command:
    """One thing to do, in one transaction."""


@dataclass(frozen=True, slots=True)
class MeetingCommand(Command):
    """A command about one meeting; its row is locked first."""

    meeting_id: str


@dataclass(frozen=True, slots=True)
class InvitationCommand(Command):
    """A command about one invitation, given to one revision of its meeting (0: whatever it now is)."""

    invitation_id: str
    revision: int


@dataclass(frozen=True, slots=True)
class ActionCommand(Command):
    """A command about one action."""

    action_id: str


# Convening


@dataclass(frozen=True, slots=True)
class ConveneMeeting(Command):
    """Plan a meeting and keep it as a draft: nobody is told anything yet. With `meeting_id`, plan that draft anew."""

    council: str
    facts: CaseFacts
    excluded: tuple[str, ...] = ()
    excluded_names: tuple[str, ...] = ()
    meeting_id: str = ""


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


# Answering


@dataclass(frozen=True, slots=True)
class AcceptInvitation(InvitationCommand):
    """I will come. Through a desk: this is mine."""


@dataclass(frozen=True, slots=True)
class DeclineInvitation(InvitationCommand):
    """I can't come."""


@dataclass(frozen=True, slots=True)
class SendDeputy(InvitationCommand):
    """A colleague of my agency will be asked instead."""

    deputy_id: str


@dataclass(frozen=True, slots=True)
class SuggestTime(InvitationCommand):
    """I could come at this time; only the convenor moves the meeting."""

    at: datetime


@dataclass(frozen=True, slots=True)
class NameRightPerson(InvitationCommand):
    """I am not the right person, it is this one: somebody in the directory, or a name, agency and number."""

    person_id: str = ""
    name: str = ""
    agency: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class PromiseInformation(InvitationCommand):
    """I can't come; you will have our information by then."""

    by: datetime


@dataclass(frozen=True, slots=True)
class SendInformation(InvitationCommand):
    """Our information is with the convenor."""


@dataclass(frozen=True, slots=True)
class RecordPhoneAnswer(InvitationCommand):
    """Write down what somebody said by phone: shown as heard by the actor, never as the person's own click."""

    accepted: bool = True


@dataclass(frozen=True, slots=True)
class AddAgencyReference(InvitationCommand):
    """My agency's own reference for this meeting."""

    reference: str


# Actions


@dataclass(frozen=True, slots=True)
class AddAction(MeetingCommand):
    """Write one action down. Owner and time may be missing: it is kept, marked and chased."""

    words: str
    owner_id: str = ""
    owner_words: str = ""
    timescale: str = ""


@dataclass(frozen=True, slots=True)
class CorrectAction(ActionCommand):
    """Put right the words, owner or time of an action while the record is open."""

    words: str
    owner_id: str = ""
    owner_words: str = ""
    timescale: str = ""


@dataclass(frozen=True, slots=True)
class RemoveAction(ActionCommand):
    """Strike an action out of the record while it is open."""


@dataclass(frozen=True, slots=True)
class CloseRecord(MeetingCommand):
    """The meeting is over and its actions stand; whatever lacks an owner or a time is chased from now on."""


@dataclass(frozen=True, slots=True)
class SetTimescale(ActionCommand):
    """Give an action its time, in the words people use."""

    timescale: str


@dataclass(frozen=True, slots=True)
class SetOwner(ActionCommand):
    """Give an action its owner."""

    person_id: str


@dataclass(frozen=True, slots=True)
class FinishActions(Command):
    """Done, several at once; `in_case_record` says that the case record already holds how."""

    action_ids: tuple[str, ...]
    in_case_record: bool = False


@dataclass(frozen=True, slots=True)
class PutOffAction(ActionCommand):
    """It can't be done by then, because; and when it will be. Every earlier date stays in sight."""

    reason: str
    timescale: str


# People


@dataclass(frozen=True, slots=True)
class BindAddress(Command):
    """The platform vouches for this account: bind it to the person whose work address it is."""

    identity: Identity


@dataclass(frozen=True, slots=True)
class LoseAddress(Command):
    """The app was removed for this account."""

    identity: Identity


@dataclass(frozen=True, slots=True)
class DirectoryChange:
    """What an import would do: rows to write, and people who are no longer in the file."""

    people: tuple[Person, ...] = ()
    desks: tuple[Desk, ...] = ()
    members: tuple[DeskMember, ...] = ()
    caseloads: tuple[Caseload, ...] = ()
    addresses: tuple[Address, ...] = ()
    gone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportDirectory(Command):
    """Write a checked directory file, all of it or nothing. Only the operator may.

    `confirmed_by` names the second person who has looked at changes of accounts and of chairs.
    """

    change: DirectoryChange
    confirmed_by: str = ""


@dataclass(frozen=True, slots=True)
class PersonLeaves(Command):
    """Somebody has left: all that waited for them moves to their manager at once. Only the operator may."""

    person_id: str
