"""What the core asks of the outside: a place to keep rows, and channels to reach people."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar

from starlette.routing import BaseRoute

from bot.app.cards import Card, Option, Value
from bot.app.replies import Reply
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

    async def hold_council(self, council: str) -> None:
        """Hold the council's row until the transaction ends, so that rooms are given out one at a time."""
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

    async def refresh_notices(self, now: datetime, **about: Any) -> None:
        """Bring live cards with these fields up to date: one statement, so that a delivery under way is not undone.

        `version` grows on every notice not retired, failed or moot; a sent one becomes pending again, due now.
        """
        ...

    async def retire_notice(self, notice_id: str, now: datetime) -> None:
        """A newer card takes this one's place: retired, and as `refresh_notices` brought up to date once more."""
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

    async def verified_email(self, identity: Identity) -> str | None:
        """The e-mail address the platform itself vouches for, lower case; "" when it vouches for none.

        None when the platform did not answer: then the person is neither known nor unknown.
        """
        ...


class Front(Protocol):
    """What every adapter speaks to. An adapter checks the signature, the tenant and the form of a request, then
    passes on who signed it and what they did; it never decides anything.

    `key` is the platform's own delivery key (unique a delivery, the same on a retry). The answer is always a
    reply in plain words, also for somebody unknown or not entitled: these calls raise only for a lost database.
    """

    async def recognises(self, who: Identity) -> bool:
        """True when the account is bound to a person; otherwise the first call may ask the platform for them."""
        ...

    async def said(self, who: Identity, text: str, key: str) -> Reply:
        """A line typed to us: the words after the slash command, or a message in the one-to-one chat."""
        ...

    async def pressed(self, who: Identity, verb: str, subject: str, values: dict[str, Value], key: str) -> Reply:
        """A button was pressed; `values` are the inputs of the form or card it stood on, as typed so far."""
        ...

    async def submitted(self, who: Identity, verb: str, subject: str, values: dict[str, Value], key: str) -> Reply:
        """A form was sent. `values` holds every field by name; an empty field is "" or ()."""
        ...

    async def options(self, who: Identity, verb: str, subject: str, field: str, query: str) -> tuple[Option, ...]:
        """What to offer while somebody types in a `person` or `people` field of the form `verb`."""
        ...

    async def home(self, who: Identity) -> Card:
        """The person's own page: waiting for me, waiting for others, overdue."""
        ...

    async def reached(self, who: Identity, key: str) -> Reply:
        """The app was installed or opened for this person: remember how to write to them, and say hello."""
        ...

    async def lost(self, who: Identity, key: str) -> None:
        """The app was removed for this person: the address is dead."""
        ...


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of a check: what was looked at, whether it is right, and how to mend it when it is not."""

    about: str
    ok: bool
    words: str
    mend: str = ""


class Adapter(Protocol):
    """A channel with its way in. `routes` are ASGI routes (Starlette) of the one web host."""

    channel: Channel

    def routes(self, front: Front) -> Sequence[BaseRoute]:
        """The addresses at which this platform calls us."""
        ...

    async def start(self, front: Front) -> None:
        """Open what is not a route (Slack's Socket Mode); called once the web host is ready."""
        ...

    async def stop(self) -> None:
        """Finish what is under way and close every connection."""
        ...

    async def check(self) -> list[Finding]:
        """Look at credentials and the platform, for `quorate doctor`. Never raises for what it finds."""
        ...


class AdapterSettings(Protocol):
    """An adapter's own settings, read from the environment under its own prefix."""

    def wanted(self) -> bool:
        """True when anything of this channel is set: an adapter nobody configured stays out."""
        ...

    def unsafe(self) -> list[str]:
        """Why the process must not start with these settings, a plain sentence each."""
        ...


class Plug(Protocol):
    """What a folder of `adapters/` exports as `plug`; wiring finds it there, so a channel is one folder."""

    name: str
    settings: Callable[..., AdapterSettings]

    def open(self, settings: Any) -> Adapter:
        """Build the adapter from settings that are safe."""
        ...


Clock = Callable[[], datetime]
