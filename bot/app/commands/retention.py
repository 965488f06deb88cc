"""How long a case is kept: held back, deleted, and handed out to whom it is about. Only the operator may."""

from __future__ import annotations

from dataclasses import dataclass

from bot.app.commands.base import Command


@dataclass(frozen=True, slots=True)
class PlaceHold(Command):
    """Keep a case, whatever its age. `reference` is a meeting's (EXMP-SM-12) or social care's own; the reason is
    private. `council` is "" where the reference says it."""

    reference: str
    council: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReleaseHold(Command):
    """The case need not be kept any longer than others. `hold` is the id of one, where several are on it."""

    reference: str
    council: str
    hold: str = ""


@dataclass(frozen=True, slots=True)
class MarkCases(Command):
    """Mark some of the meetings that an older release wrote, so that their cases are found."""


@dataclass(frozen=True, slots=True)
class PurgeCase(Command):
    """Delete these meetings of one case, if their time is over and nothing holds them back."""

    council: str
    meeting_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TidyUp(Command):
    """Delete what belongs to no case and is older than it need be."""


@dataclass(frozen=True, slots=True)
class ExportCase(Command):
    """Hand out everything that is held about a case; that it was handed out is written down."""

    reference: str
    council: str
