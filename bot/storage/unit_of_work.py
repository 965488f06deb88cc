"""The unit of work: every repository and question, on one transaction."""

from __future__ import annotations

from bot.app.store import Rows
from bot.app.store_audit import AuditEntries
from bot.domain.action import Action
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
from bot.domain.people import Address, Caseload, Desk, DeskMember, Person
from bot.domain.phone import PhoneCall
from bot.domain.police_request import PoliceRequest
from bot.domain.retention import LegalHold, PurgeReceipt
from bot.domain.watching import Discrepancy, Failing
from bot.storage import mapping
from bot.storage.marks import MeetingRows
from bot.storage.queries.of_addresses import AddressQueries
from bot.storage.queries.of_audit import AuditQueries
from bot.storage.queries.of_diaries import DiaryQueries
from bot.storage.queries.of_live_cards import LiveCardQueries
from bot.storage.queries.of_many import ManyQueries
from bot.storage.queries.of_meetings import MeetingQueries
from bot.storage.queries.of_nights import NightQueries
from bot.storage.queries.of_nudges import NudgeQueries
from bot.storage.queries.of_people import PeopleQueries
from bot.storage.queries.of_reports import ReportQueries
from bot.storage.queries.of_retention import RetentionQueries
from bot.storage.queries.of_watching import WatchingQueries
from bot.storage.queries.of_what_is_owed import OwedQueries
from bot.storage.rows import AddedRows, FillerRows, NoticeRows, TableRows
from bot.storage.timers import ObligationRows
from bot.storage.transaction import Transaction


class SqlUnitOfWork(
    PeopleQueries,
    AddressQueries,
    MeetingQueries,
    OwedQueries,
    LiveCardQueries,
    NightQueries,
    NudgeQueries,
    DiaryQueries,
    ManyQueries,
    ReportQueries,
    AuditQueries,
    RetentionQueries,
    WatchingQueries,
):
    """One transaction. Leaving it without `commit` rolls everything back."""

    def __init__(self, transaction: Transaction) -> None:
        self.transaction = transaction
        self.people: Rows[Person] = FillerRows(mapping.PEOPLE, transaction, mapping.fills)
        self.desks: Rows[Desk] = FillerRows(mapping.DESKS, transaction, mapping.fills)
        self.addresses: Rows[Address] = TableRows(mapping.ADDRESSES, transaction)
        self.desk_members: Rows[DeskMember] = TableRows(mapping.DESK_MEMBERS, transaction)
        self.caseloads: Rows[Caseload] = TableRows(mapping.CASELOADS, transaction)
        self.meetings: Rows[Meeting] = MeetingRows(mapping.MEETINGS, transaction)
        self.seats: Rows[Seat] = TableRows(mapping.SEATS, transaction)
        self.rooms: Rows[RoomHold] = TableRows(mapping.ROOMS, transaction)
        self.agency_references: Rows[AgencyReference] = TableRows(mapping.AGENCY_REFERENCES, transaction)
        self.invitations: Rows[Invitation] = TableRows(mapping.INVITATIONS, transaction)
        self.police_requests: Rows[PoliceRequest] = TableRows(mapping.POLICE_REQUESTS, transaction)
        self.actions: Rows[Action] = TableRows(mapping.ACTIONS, transaction)
        self.obligations: Rows[Obligation] = ObligationRows(transaction)
        self.notices: Rows[Notice] = NoticeRows(mapping.NOTICES, transaction)
        self.rotas: Rows[Rota] = TableRows(mapping.ROTAS, transaction)
        self.rota_lines: Rows[RotaLine] = TableRows(mapping.ROTA_LINES, transaction)
        self.leave: Rows[Leave] = TableRows(mapping.LEAVE, transaction)
        self.offered_slots: Rows[OfferedSlots] = TableRows(mapping.OFFERED_SLOTS, transaction)
        self.calendars: Rows[Calendar] = TableRows(mapping.CALENDARS, transaction)
        self.calendar_times: Rows[CalendarTime] = TableRows(mapping.CALENDAR_TIMES, transaction)
        self.holds: Rows[Hold] = TableRows(mapping.HOLDS, transaction)
        self.conflicts: Rows[Conflict] = TableRows(mapping.CONFLICTS, transaction)
        self.link_codes: Rows[LinkCode] = TableRows(mapping.LINK_CODES, transaction)
        self.phone_calls: Rows[PhoneCall] = TableRows(mapping.PHONE_CALLS, transaction)
        self.handover_lines: Rows[HandoverLine] = TableRows(mapping.HANDOVER_LINES, transaction)
        self.calendar_feeds: Rows[CalendarFeed] = TableRows(mapping.CALENDAR_FEEDS, transaction)
        self.installation: Rows[Installation] = TableRows(mapping.INSTALLATION, transaction)
        self.legal_holds: Rows[LegalHold] = TableRows(mapping.LEGAL_HOLDS, transaction)
        self.purge_receipts: Rows[PurgeReceipt] = TableRows(mapping.PURGE_RECEIPTS, transaction)
        self.directory_holds: Rows[DirectoryHold] = TableRows(mapping.DIRECTORY_HOLDS, transaction)
        self.audit: AuditEntries = AddedRows(mapping.AUDIT, transaction)
        self.discrepancies: Rows[Discrepancy] = TableRows(mapping.DISCREPANCIES, transaction)
        self.failing: Rows[Failing] = TableRows(mapping.FAILING, transaction)

    async def destroy_case_key(self, meeting_id: str) -> None:
        """What is private of this case can be read and written by nobody any more, once this is committed."""
        await self.transaction.destroy_case_key(meeting_id)

    async def commit(self) -> None:
        """Make it so."""
        await self.transaction.commit()
