"""What stands behind a link."""

from __future__ import annotations

from dataclasses import dataclass

from bot.app.questions.base import Question


@dataclass(frozen=True, slots=True)
class OpenLink(Question):
    """Where a link leads, as far as anybody may know who has it (`ports.Opened`)."""

    link: str


@dataclass(frozen=True, slots=True)
class WhoVisits(Question):
    """The visit with this token (`ports.Visit`), or None."""

    token: str


@dataclass(frozen=True, slots=True)
class ShowVisited(Question):
    """The card that one's own message shows now."""

    notice_id: str
