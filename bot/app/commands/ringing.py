"""What came of a telephone call that was made for us, where it is no answer to an invitation."""

from __future__ import annotations

from dataclasses import dataclass

from bot.app.commands.base import InvitationCommand, MeetingCommand
from bot.domain.phone import CallOutcome


@dataclass(frozen=True, slots=True)
class TellCall(InvitationCommand):
    """Nobody answered, a message was left, or they have been told that they need not come."""

    outcome: CallOutcome


@dataclass(frozen=True, slots=True)
class TellInformationByPhone(InvitationCommand):
    """Somebody said by phone that their information is on its way, or `sent`."""

    sent: bool = False


@dataclass(frozen=True, slots=True)
class TellSeatCall(MeetingCommand):
    """The same of somebody who was named for a seat and is not in the directory."""

    seat_id: str
    outcome: CallOutcome
