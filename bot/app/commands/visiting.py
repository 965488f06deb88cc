"""Coming through a link, and letters that come back."""

from __future__ import annotations

from dataclasses import dataclass

from bot.app.commands.base import Command


@dataclass(frozen=True, slots=True)
class LinkCommand(Command):
    """A command by whoever holds a link of ours: nothing but mail to the address it was sent to comes of it."""

    link: str


@dataclass(frozen=True, slots=True)
class SendCode(LinkCommand):
    """Mail a code to the address that this link was sent to."""


@dataclass(frozen=True, slots=True)
class SendAgain(LinkCommand):
    """Mail the present message with a fresh link to the address that this link was sent to."""


@dataclass(frozen=True, slots=True)
class ProveVisit(LinkCommand):
    """This is the code that was mailed."""

    code: str


@dataclass(frozen=True, slots=True)
class EndVisit(Command):
    """Whoever holds this visit has finished."""

    token: str


@dataclass(frozen=True, slots=True)
class TellUndelivered(Command):
    """The letter of this notice, sent to this e-mail address, has come back for good; `reason` is a code."""

    notice_id: str
    to: str
    reason: str
