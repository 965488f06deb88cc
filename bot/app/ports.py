"""What the core asks of the outside: a place to keep rows, and channels to reach people."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar

from bot.app.cards import Card
from bot.domain.action import Action
from bot.domain.audit import AuditEntry
from bot.domain.invitation import Invitation
from bot.domain.meeting import AgencyReference, Meeting, RoomHold, Seat
from bot.domain.notice import Notice
from bot.domain.obligation import Obligation
from bot.domain.people import Address, Caseload, Desk, DeskMember, Identity, Person

E = TypeVar("E")


class Rows(Protocol[E]):
    """One kind of thing, kept. Nothing here commits; the unit of work does, once."""

    async def get(self, row_id: str) -> E | None:
        """The thing with this id, or None."""
        ...

    async def lock(self, row_id: str) -> E | None:
        """The same, held until the transaction ends, and read afresh."""
        ...

    async def add(self, thing: E) -> None:
        """Keep a new thing."""
        ...

    async def save(self, thing: E) -> None:
        """Write every field of a thing that was read before."""
        ...

    async def where(self, *, order: str = "id", limit: int | None = None, **equals: Any) -> list[E]:
        """Those whose fields equal these values; a tuple means "one of", None means "is empty".

        `order` is a field name, with a leading `-` for the last first.
        """
        ...


class UnitOfWork(Protocol):
    """One transaction. Leaving it without `commit` rolls everything back."""

    people: Rows[Person]
    addresses: Rows[Address]
    desks: Rows[Desk]
    desk_members: Rows[DeskMember]
    caseloads: Rows[Caseload]
    meetings: Rows[Meeting]
    seats: Rows[Seat]
    rooms: Rows[RoomHold]
    agency_references: Rows[AgencyReference]
    invitations: Rows[Invitation]
    actions: Rows[Action]
    obligations: Rows[Obligation]
    notices: Rows[Notice]
    audit: Rows[AuditEntry]

    async def commit(self) -> None:
        """Make it so."""
        ...

    async def first_time(self, key: str, at: datetime) -> bool:
        """True when this delivery key has never been seen; kept with the transaction (the inbox)."""
        ...

    async def next_number(self, council: str) -> int:
        """The council's next meeting number. Holds the council's row, so rooms are given out one at a time."""
        ...

    async def who_is(self, identity: Identity) -> tuple[Person, Address] | None:
        """The person bound to this account, if any."""
        ...

    async def people_named(
        self, words: str, *, councils: Sequence[str], agency: str = "", limit: int = 20
    ) -> list[Person]:
        """People of these councils whose name holds every word (any case), those who have left apart, by name."""
        ...

    async def people_for_seat(self, council: str, seat: str) -> list[Person]:
        """People here who can fill this seat for this council, by id."""
        ...

    async def desks_for_seat(self, council: str, seat: str) -> list[Desk]:
        """Open desks that fill this seat for this council, by id."""
        ...

    async def busy(
        self, people: Sequence[str], start: datetime, end: datetime, *, besides: str = ""
    ) -> dict[str, list[tuple[datetime, datetime]]]:
        """Times in the window at which each person sits at a called meeting other than `besides`."""
        ...

    async def room_taken(self, room_id: str, start: datetime, end: datetime, *, besides: str = "") -> bool:
        """True when another meeting holds the room at some time of this span."""
        ...

    async def free_room(self, meeting_id: str) -> None:
        """Give up every room held for this meeting."""
        ...

    async def due_obligations(self, now: datetime, limit: int) -> list[Obligation]:
        """Open obligations due by now, the oldest first, each locked for this transaction (others skip it)."""
        ...

    async def claim_notices(self, now: datetime, limit: int, lease: timedelta) -> list[Notice]:
        """Notices to deliver now, urgent ones first, claimed: state, fence, lease and attempts already written.

        Those whose lease ran out while claimed are taken over.
        """
        ...

    async def record_delivery(self, notice: Notice, claimed_version: int) -> bool:
        """Write a delivery's result only if the fence is still ours; False when somebody else took it over.

        When the row's version has grown past `claimed_version` in the meantime, a sent notice is left pending
        with its post, so that the card is brought up to date.
        """
        ...

    async def actions_of(self, owners: Sequence[str]) -> list[Action]:
        """Open actions of these owners, the earliest time first, those without a time last."""
        ...

    async def open_meetings_of(self, person_id: str) -> list[Meeting]:
        """Meetings this person convenes, records, or is invited to, not closed or cancelled; the newest first."""
        ...


class Units(Protocol):
    """Opens units of work. A writing one is opened as such from the start (SQLite's `BEGIN IMMEDIATE`)."""

    def write(self) -> AbstractAsyncContextManager[UnitOfWork]:
        """A transaction that may write."""
        ...

    def read(self) -> AbstractAsyncContextManager[UnitOfWork]:
        """A transaction that only reads."""
        ...


@dataclass(frozen=True, slots=True)
class Sent:
    """The channel took it. `account` and `conversation` are what it learnt about the address, if anything."""

    post_id: str
    account: str = ""
    conversation: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Retry:
    """Not now. `in_doubt` means that the platform may have taken it all the same."""

    after: timedelta
    reason: str = ""
    in_doubt: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """This card cannot be sent or updated this way, ever; the address itself may be well. `reason` is a code.

    An update refused with reason "gone" (the post no longer exists) is sent anew.
    """

    reason: str


@dataclass(frozen=True, slots=True)
class Unreachable:
    """The address is dead for now (blocked, uninstalled, deactivated). `reason` is a code."""

    reason: str


Delivery = Sent | Retry | Refused | Unreachable


class Channel(Protocol):
    """A way to reach people. It never raises for what a network or a platform does: it says it."""

    name: str

    async def send(self, to: Address, card: Card) -> Delivery:
        """Post the card to this address alone, never where others can read it."""
        ...

    async def update(self, to: Address, post_id: str, card: Card) -> Delivery:
        """Bring a posted card up to date, in place."""
        ...

    async def verified_email(self, identity: Identity) -> str:
        """The e-mail address the platform itself vouches for, lower case; "" when it vouches for none."""
        ...


Clock = Callable[[], datetime]
