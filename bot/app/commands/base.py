"""What every command is: one thing to do, in one transaction. Ids come from us; who acts never does."""

from __future__ import annotations

from dataclasses import dataclass


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
