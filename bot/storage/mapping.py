"""Each thing of the domain and its table: every field has a column of the same name."""

from __future__ import annotations

import inspect
import unicodedata
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Delete, FromClause, Insert, Row, Select, Table, Update, bindparam, select
from sqlmodel import SQLModel

from bot.domain.action import Action
from bot.domain.audit import AuditEntry
from bot.domain.diary import Calendar, CalendarTime, Conflict, Hold, Leave, OfferedSlots, Rota, RotaLine
from bot.domain.directory_hold import DirectoryHold
from bot.domain.feed import CalendarFeed
from bot.domain.handover import HandoverLine
from bot.domain.installation import Installation
from bot.domain.invitation import Invitation
from bot.domain.link_code import LinkCode
from bot.domain.meeting import AgencyReference, Meeting, RoomHold, Seat
from bot.domain.notice import Notice, NoticeState
from bot.domain.people import Address, Caseload, Desk, DeskMember, Person
from bot.domain.phone import PhoneCall
from bot.domain.police_request import PoliceRequest
from bot.domain.retention import LegalHold, PurgeReceipt
from bot.domain.watching import Discrepancy, Failing
from bot.storage.columns import OBJECT
from bot.storage.prepared import Once
from bot.storage.shapes import Shape, conditions, shaped
from bot.storage.tables import (
    diaries,
    directory,
    handovers,
    installation,
    ledger,
    meetings,
    owed,
    people,
    phone,
    police,
    retention,
    table,
    visits,
    watching,
)

E = TypeVar("E")
Values = dict[str, Any]
Write = Insert | Update | Delete


class Mapped(Generic[E]):
    """A kind of thing, its table, and the statements that read and write it. `derive` fills further columns.

    `elsewhere` says where fields are read that are kept in another table, and `joined` brings the two together.
    """

    def __init__(
        self,
        kind: Callable[..., E],
        row: type[SQLModel],
        derive: Callable[[E], Values] = lambda _: {},
        elsewhere: Mapping[str, ColumnElement[Any]] | None = None,
        joined: FromClause | None = None,
    ) -> None:
        self.kind = kind
        self.table: Table = table(row)
        self.names = tuple(inspect.signature(kind).parameters)
        self.derive = derive
        self._elsewhere = elsewhere or {}
        self.objects = tuple(n for n in self.names if getattr(self.column(n).type, "form", None) is OBJECT)
        self.read: Select[Any] = select(*map(self.column, self.names)).select_from(
            self.table if joined is None else joined
        )
        by_id = self.read.where(self.table.c.id == bindparam("this_id"))
        self.by_id = Once(by_id)
        self.locked = Once(by_id.with_for_update(key_share=True, of=self.table))
        self._asked: dict[Hashable, Once] = {}
        self.insert: Insert = self.table.insert()
        self.update: Update = self.table.update().where(self.table.c.id == bindparam("this_id"))

    def column(self, name: str) -> ColumnElement[Any]:
        """Where this field is read. KeyError when it is no field."""
        found = self._elsewhere.get(name)
        return self.table.c[name] if found is None else found

    def thing(self, row: Row[Any]) -> E:
        """The thing that a row of `read` tells of."""
        return self.kind(*row)

    def values(self, thing: E) -> Values:
        """Every column's value, the derived ones included."""
        here = self.table.c
        return {name: getattr(thing, name) for name in self.names if name in here} | self.derive(thing)

    def changes(self, thing: E) -> Values:
        """The same for `update`, which finds the row by its id."""
        values = self.values(thing)
        values["this_id"] = values.pop("id")
        return values

    def matching(self, equals: Mapping[str, Any], order: str, limit: int | None) -> tuple[Once, Values]:
        """Those whose fields equal these values, ordered; ties by id: a statement, and its parameters.

        KeyError for no field, ValueError for a private one.
        """
        shapes, parameters = shaped(self.column, equals)
        key = (order, limit is None, shapes)
        if key not in self._asked:
            self._asked[key] = Once(self._written(shapes, order, limited=limit is not None))
        return self._asked[key], parameters if limit is None else parameters | {"most": limit}

    def _written(self, shapes: Sequence[Shape], order: str, *, limited: bool) -> Select[Any]:
        found = self.read.where(*conditions(self.column, shapes))
        name = order.removeprefix("-")
        column = self.column(name)
        found = found.order_by(column.desc() if order.startswith("-") else column)
        found = found if name == "id" else found.order_by(self.table.c.id)
        return found.limit(bindparam("most")) if limited else found


def folded(words: str) -> str:
    """Small letters without accents, so that "zoe" finds "Zoë"."""
    apart = unicodedata.normalize("NFKD", words.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _claimable(notice: Notice) -> Values:
    waits = {NoticeState.PENDING: notice.due_at, NoticeState.RETRY: notice.due_at}
    return {"claimable_at": (waits | {NoticeState.CLAIMED: notice.lease_until}).get(notice.state)}


def fills(thing: Person | Desk) -> list[Values]:
    """The lines that say for which council somebody fills which seat, and that they serve it at all ("")."""
    who = thing.id
    seats = ("", *thing.seats)
    return [
        {"council": c, "seat": s, "who": who} for c in dict.fromkeys(thing.councils) for s in dict.fromkeys(seats)
    ]


PEOPLE = Mapped(Person, people.PersonRow, lambda person: {"folded": folded(person.name)})
DESKS = Mapped(Desk, people.DeskRow)
DESK_MEMBERS = Mapped(DeskMember, people.DeskMemberRow)
CASELOADS = Mapped(Caseload, people.CaseloadRow)
ADDRESSES = Mapped(Address, people.AddressRow)
MEETINGS = Mapped(Meeting, meetings.MeetingRow, lambda meeting: {"ends_at": meeting.ends_at})
SEATS = Mapped(Seat, meetings.SeatRow)
ROOMS = Mapped(RoomHold, meetings.RoomHoldRow)
AGENCY_REFERENCES = Mapped(AgencyReference, meetings.AgencyReferenceRow)
INVITATIONS = Mapped(Invitation, meetings.InvitationRow)
POLICE_REQUESTS = Mapped(PoliceRequest, police.PoliceRequestRow)
ACTIONS = Mapped(Action, meetings.ActionRow)
NOTICES = Mapped(Notice, owed.NoticeRow, _claimable)
ROTAS = Mapped(Rota, diaries.RotaRow)
ROTA_LINES = Mapped(RotaLine, diaries.RotaLineRow)
LEAVE = Mapped(Leave, diaries.LeaveRow)
OFFERED_SLOTS = Mapped(OfferedSlots, diaries.OfferedSlotsRow)
CALENDARS = Mapped(Calendar, diaries.CalendarRow)
CALENDAR_TIMES = Mapped(CalendarTime, diaries.CalendarTimeRow)
HOLDS = Mapped(Hold, diaries.HoldRow)
LINK_CODES = Mapped(LinkCode, visits.LinkCodeRow)
CALENDAR_FEEDS = Mapped(CalendarFeed, visits.CalendarFeedRow)
CONFLICTS = Mapped(Conflict, diaries.ConflictRow)
PHONE_CALLS = Mapped(PhoneCall, phone.PhoneCallRow)
HANDOVER_LINES = Mapped(HandoverLine, handovers.HandoverLineRow)
INSTALLATION = Mapped(Installation, installation.InstallationRow)
DIRECTORY_HOLDS = Mapped(DirectoryHold, directory.DirectoryHoldRow)
AUDIT = Mapped(AuditEntry, ledger.AuditRow)
LEGAL_HOLDS = Mapped(LegalHold, retention.LegalHoldRow)
PURGE_RECEIPTS = Mapped(PurgeReceipt, retention.PurgeReceiptRow)
DISCREPANCIES = Mapped(Discrepancy, watching.DiscrepancyRow)
FAILING = Mapped(Failing, watching.FailingRow)
