"""What a police desk does with a request, in one click or one form each."""

from __future__ import annotations

from dataclasses import dataclass

from bot.app.commands.base import Command


@dataclass(frozen=True, slots=True)
class RequestCommand(Command):
    """A command about one request to a desk, for one revision of its meeting.

    `named`: the officer who was named when it was shown ("" for none), so that nobody undoes what a colleague has
    done a moment ago without having seen it.
    """

    request_id: str
    revision: int
    named: str = ""


@dataclass(frozen=True, slots=True)
class AcknowledgeRequest(RequestCommand):
    """We have it."""


@dataclass(frozen=True, slots=True)
class TakeRequest(RequestCommand):
    """I come myself."""


@dataclass(frozen=True, slots=True)
class NameOfficer(RequestCommand):
    """This officer comes: somebody in the directory, or a name and number, and an e-mail address if there is one."""

    person_id: str = ""
    name: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class RefuseRequest(RequestCommand):
    """We can't: why, by the policy's code, and what else there is to say."""

    code: str = ""
    words: str = ""
