"""The directory and the accounts of those who are in it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.app.commands.base import Command
from bot.domain.people import Address, Caseload, Desk, DeskMember, Identity, Person


@dataclass(frozen=True, slots=True)
class BindAddress(Command):
    """The platform vouches for this account: bind it to the person whose work address it is."""

    identity: Identity


@dataclass(frozen=True, slots=True)
class LoseAddress(Command):
    """The app was removed for this account."""

    identity: Identity


@dataclass(frozen=True, slots=True)
class LoseTenant(Command):
    """The platform says that nobody of this tenant can be written to any more; `reason` is its code."""

    channel: str
    tenant: str
    reason: str


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
    """Write a checked directory file, all of it or nothing. Only the operator may; `by` is their login.

    With changes of accounts or of chairs in it, it is held until a second person confirms it.
    """

    change: DirectoryChange
    by: str = ""


@dataclass(frozen=True, slots=True)
class ConfirmDirectory(Command):
    """Write a directory file that was held. Only the operator may; `by` is the second one's login.

    `code` stands in the message to those whose account changes: who has it has read it there.
    """

    change: DirectoryChange
    by: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class PersonLeaves(Command):
    """Somebody has left: all that waited for them moves to their manager at once. Only the operator may."""

    person_id: str
