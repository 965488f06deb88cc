"""Answering an invitation, in all the ways there are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.app.commands.base import InvitationCommand


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
class TellConnection(InvitationCommand):
    """I know this family. The person is out of every meeting about the child; no reason is asked."""


@dataclass(frozen=True, slots=True)
class RecordPhoneAnswer(InvitationCommand):
    """Write down what somebody said by phone: shown as heard by the actor, never as the person's own click."""

    accepted: bool = True


@dataclass(frozen=True, slots=True)
class AddAgencyReference(InvitationCommand):
    """My agency's own reference for this meeting."""

    reference: str
