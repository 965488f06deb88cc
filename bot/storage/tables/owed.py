"""What is awaited from people, and what is owed to them: the due table and the outbox."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from bot.domain.notice import NoticeKind, NoticeState
from bot.domain.obligation import Awaited, ObligationState
from bot.storage.columns import NAMES, OBJECT, Code, Plain, Utc
from bot.storage.tables.links import link

# SQLite keeps this table in the order of its primary key and without row ids (see the first migration): what is
# open and due lies together at one place, and a sweep reads that and nothing else. PostgreSQL cannot, so there a
# partial index does the same. `info` says which database has which index.
ONLY = "only"


class ObligationRow(SQLModel, table=True):
    """Something awaited. The key is what SQLite clusters by; `id` alone is unique on both."""

    __tablename__ = "obligation"
    __table_args__ = (
        Index("obligation_due", "due_at", "id", postgresql_where=text("state = 'open'"), info={ONLY: "postgresql"}),
        Index("obligation_by_id", "id", unique=True, info={ONLY: "sqlite"}),
        Index("obligation_by_subject", "subject_id"),
        Index("obligation_by_meeting", "meeting_id"),
        Index("obligation_by_person", "person_id"),
    )
    id: str = Field(primary_key=True)
    council: str
    kind: Awaited = Field(sa_type=Code(Awaited))
    subject_id: str
    meeting_id: str
    opened_at: datetime = Field(sa_type=Utc)
    due_at: datetime = Field(sa_type=Utc)
    person_id: str | None
    step: int
    state: ObligationState = Field(sa_type=Code(ObligationState))
    target_at: datetime | None = Field(sa_type=Utc)
    previous_at: datetime | None = Field(sa_type=Utc)
    ladder: dict[str, Any] = Field(sa_type=Plain(OBJECT))


class NoticeRow(SQLModel, table=True):
    """A message owed to one person. `claimable_at` is when it may next be claimed, empty when there is nothing to do.

    It is worked out when the row is written: `due_at` while it waits, the end of the lease while it is claimed.
    """

    __tablename__ = "notice"
    __table_args__ = (
        Index(
            "notice_claimable",
            "urgent",
            "claimable_at",
            "id",
            sqlite_where=text("claimable_at IS NOT NULL"),
            postgresql_where=text("claimable_at IS NOT NULL"),
        ),
        Index("notice_by_dedupe", "dedupe", unique=True),
        Index("notice_by_subject", "subject_id"),
        Index("notice_by_meeting", "meeting_id"),
    )
    id: str = Field(primary_key=True)
    council: str
    kind: NoticeKind = Field(sa_type=Code(NoticeKind))
    subject_id: str
    person_id: str = link("person.id")
    dedupe: str
    due_at: datetime = Field(sa_type=Utc)
    claimable_at: datetime | None = Field(sa_type=Utc)
    created_at: datetime = Field(sa_type=Utc)
    meeting_id: str
    code: str
    urgent: bool
    state: NoticeState = Field(sa_type=Code(NoticeState))
    version: int
    attempted: bool
    repeated: bool
    attempts: int
    fence: int
    lease_until: datetime | None = Field(sa_type=Utc)
    address_id: str | None
    channel: str
    post_id: str
    sent_at: datetime | None = Field(sa_type=Utc)
    first_sent_at: datetime | None = Field(sa_type=Utc)
    tried: tuple[str, ...] = Field(sa_type=Plain(NAMES))
    reason: str
    retired: bool
    shown: str
