"""Actions: written down, given a time and an owner, done, put off."""

from __future__ import annotations

from dataclasses import dataclass

from bot.app.commands.base import ActionCommand, Command, MeetingCommand
from bot.domain.action import Outcome


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
    """Give an action its owner. `nobodys`: only while nobody owns it, as whoever chooses was told."""

    person_id: str
    nobodys: bool = False


@dataclass(frozen=True, slots=True)
class FinishActions(Command):
    """Done, several at once; `in_case_record` says that the case record already holds how.

    `outcome` is what changed for the child, `outcome_words` more of it if somebody wants to say so.
    """

    action_ids: tuple[str, ...]
    in_case_record: bool = False
    outcome: Outcome | None = None
    outcome_words: str = ""


@dataclass(frozen=True, slots=True)
class PutOffAction(ActionCommand):
    """It can't be done by then, because; and when it will be. Every earlier date stays in sight."""

    reason: str
    timescale: str
