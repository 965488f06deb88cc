"""The unit of work: every repository and question, on one transaction."""

from __future__ import annotations

from bot.storage import mapping
from bot.storage.queries.of_meetings import MeetingQueries
from bot.storage.queries.of_people import PeopleQueries
from bot.storage.queries.of_what_is_owed import OwedQueries
from bot.storage.rows import FillerRows, NoticeRows, TableRows
from bot.storage.transaction import Transaction


class SqlUnitOfWork(PeopleQueries, MeetingQueries, OwedQueries):
    """One transaction. Leaving it without `commit` rolls everything back."""

    def __init__(self, transaction: Transaction) -> None:
        self.transaction = transaction
        self.people = FillerRows(mapping.PEOPLE, transaction, mapping.fills)
        self.desks = FillerRows(mapping.DESKS, transaction, mapping.fills)
        self.addresses = TableRows(mapping.ADDRESSES, transaction)
        self.desk_members = TableRows(mapping.DESK_MEMBERS, transaction)
        self.caseloads = TableRows(mapping.CASELOADS, transaction)
        self.meetings = TableRows(mapping.MEETINGS, transaction)
        self.seats = TableRows(mapping.SEATS, transaction)
        self.rooms = TableRows(mapping.ROOMS, transaction)
        self.agency_references = TableRows(mapping.AGENCY_REFERENCES, transaction)
        self.invitations = TableRows(mapping.INVITATIONS, transaction)
        self.actions = TableRows(mapping.ACTIONS, transaction)
        self.obligations = TableRows(mapping.OBLIGATIONS, transaction)
        self.notices = NoticeRows(mapping.NOTICES, transaction)
        self.audit = TableRows(mapping.AUDIT, transaction)

    async def commit(self) -> None:
        """Make it so."""
        await self.transaction.commit()
