"""What the core asks of whatever keeps its things: rows of each kind, questions about them, one transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar

from bot.app.store_addresses import Addresses
from bot.app.store_audit import AuditChain, AuditEntries
from bot.app.store_many import ManyAtOnce
from bot.app.store_retention import Retention
from bot.app.store_watching import Watching
from bot.domain.action import Action
from bot.domain.counted import ClosedRecord, CountedAction
from bot.domain.diary import Calendar, CalendarTime, Conflict, Hold, Leave, OfferedSlots, Rota, RotaLine
from bot.domain.directory_hold import DirectoryHold
from bot.domain.feed import CalendarFeed
from bot.domain.handover import HandoverLine
from bot.domain.installation import Installation
from bot.domain.invitation import Invitation
from bot.domain.link_code import LinkCode
from bot.domain.meeting import AgencyReference, Meeting, RoomHold, Seat
from bot.domain.notice import Notice
from bot.domain.obligation import Obligation
from bot.domain.people import Address, Caseload, Desk, DeskMember, Identity, Person
from bot.domain.phone import PhoneCall
from bot.domain.police_request import CountedRequest, PoliceRequest
from bot.domain.retention import LegalHold, PurgeReceipt
from bot.domain.watching import Discrepancy, Failing

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


class UnitOfWork(ManyAtOnce, Addresses, AuditChain, Retention, Watching, Protocol):
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
    police_requests: Rows[PoliceRequest]
    actions: Rows[Action]
    obligations: Rows[Obligation]
    notices: Rows[Notice]
    rotas: Rows[Rota]
    rota_lines: Rows[RotaLine]
    leave: Rows[Leave]
    offered_slots: Rows[OfferedSlots]
    calendars: Rows[Calendar]
    calendar_times: Rows[CalendarTime]
    holds: Rows[Hold]
    conflicts: Rows[Conflict]
    link_codes: Rows[LinkCode]
    phone_calls: Rows[PhoneCall]
    handover_lines: Rows[HandoverLine]
    calendar_feeds: Rows[CalendarFeed]
    installation: Rows[Installation]
    legal_holds: Rows[LegalHold]
    purge_receipts: Rows[PurgeReceipt]
    discrepancies: Rows[Discrepancy]
    failing: Rows[Failing]
    audit: AuditEntries
    directory_holds: Rows[DirectoryHold]

    async def commit(self) -> None:
        """Make it so."""
        ...

    async def destroy_case_key(self, meeting_id: str) -> None:
        """What is private of this case can be read and written by nobody any more, in backups neither, once this is
        committed. For a case whose time has ended.
        """
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

    async def people_for_seats(self, council: str, seats: Iterable[str]) -> dict[str, list[Person]]:
        """People here who can fill each of these seats for this council, by id; every seat has an entry."""
        ...

    async def desks_for_seats(self, council: str, seats: Iterable[str]) -> dict[str, list[Desk]]:
        """Open desks that fill each of these seats for this council, by id; every seat has an entry."""
        ...

    async def called_to(
        self, who: Sequence[str], start: datetime, end: datetime, *, besides: str = ""
    ) -> dict[str, list[tuple[datetime, datetime]]]:
        """Times in the window at which each person, or desk, is called to a meeting other than `besides`.

        A desk that is called to two meetings at once has two spans.
        """
        ...

    async def held(
        self, who: Sequence[str], start: datetime, end: datetime, now: datetime, *, besides: str = ""
    ) -> dict[str, list[tuple[datetime, datetime]]]:
        """Times in the window at which a draft other than `besides` holds each person or desk, still unexpired."""
        ...

    async def let_go(self, meeting_id: str) -> None:
        """Give up everybody whom this draft holds."""
        ...

    async def diaries(self, who: Sequence[str]) -> dict[str, int]:
        """The version of each desk's or person's diary: how often what they are called to has changed."""
        ...

    async def hold_diaries(self, who: Sequence[str]) -> dict[str, int]:
        """The same, and nobody else can call any of them until this transaction ends."""
        ...

    async def turn_diaries(self, who: Sequence[str]) -> None:
        """What these are called to has changed: their version grows by one."""
        ...

    async def rota_of(self, people: Sequence[str], start: datetime, end: datetime) -> list[RotaLine]:
        """The lines of these people's rotas that touch the window."""
        ...

    async def leave_of(self, people: Sequence[str], start: datetime, end: datetime) -> list[Leave]:
        """The leave of these people that touches the window."""
        ...

    async def calendars_of(
        self, people: Sequence[str], start: datetime, end: datetime, *, unsure: bool = False
    ) -> dict[str, list[tuple[datetime, datetime]]]:
        """Times in the window that these people's calendars say are busy or, with `unsure`, only tentative."""
        ...

    async def forget_calendar(self, calendar_id: str) -> None:
        """Strike out everything that was read from this calendar."""
        ...

    async def forget_rota(self, rota_id: str, start: datetime, end: datetime) -> None:
        """Strike out the rota's lines that lie within the window, and cut off there those that reach into it."""
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

    async def claim_notice(self, notice_id: str, now: datetime, lease: timedelta) -> Notice | None:
        """One of them, where one among many cannot be read; None when somebody else has it."""
        ...

    async def record_delivery(self, notice: Notice, claimed_version: int) -> bool:
        """Write a delivery's result only if the fence is still ours; False when somebody else took it over.

        When the row's version has grown past `claimed_version` in the meantime, a sent notice is left pending
        with its post, so that the card is brought up to date.
        """
        ...

    async def told_lately(self, people: Collection[str], since: datetime) -> list[Notice]:
        """These people's messages that first came since then, still wait, or were owed since and came to nothing."""
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

    async def meets_between(self, council: str, start: datetime, end: datetime) -> list[Meeting]:
        """Called meetings of this council that begin in [start, end), the earliest first."""
        ...

    async def actions_due(self, council: str, start: datetime, end: datetime) -> list[Action]:
        """Open actions of this council that are due in [start, end), the earliest first."""
        ...

    async def left_with(self, convenors: Sequence[str], council: str, since: datetime) -> list[Meeting]:
        """This council's meetings of these convenors under way, or closed since with an action still open."""
        ...

    async def closed_records(self, council: str, start: datetime | None, end: datetime | None) -> list[ClosedRecord]:
        """The records of this council ("" is any) that were closed in [start, end); None is no bound."""
        ...

    async def counted_actions(
        self, council: str, start: datetime | None, end: datetime | None
    ) -> list[CountedAction]:
        """The actions on these records, with their owners' agencies and teams, without a word of them."""
        ...

    async def counted_requests(
        self, council: str, start: datetime | None, end: datetime | None
    ) -> list[CountedRequest]:
        """What police desks were asked in [start, end) for this council ("" is any), without a word of a case."""
        ...


class Units(Protocol):
    """Opens units of work. A writing one is opened as such from the start (SQLite's `BEGIN IMMEDIATE`)."""

    def write(self) -> AbstractAsyncContextManager[UnitOfWork]:
        """A transaction that may write."""
        ...

    def read(self) -> AbstractAsyncContextManager[UnitOfWork]:
        """A transaction that only reads."""
        ...
