"""What was done, what has been seen before, and the councils' meeting numbers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from bot.storage.columns import OBJECT, Plain, Utc


class AuditRow(SQLModel, table=True):
    """Who did what."""

    __tablename__ = "audit"
    __table_args__ = (Index("audit_by_time", "council", "at"),)
    id: str = Field(primary_key=True)
    council: str
    at: datetime = Field(sa_type=Utc)
    actor_id: str
    verb: str
    subject_id: str = Field(index=True)
    meeting_id: str = Field(index=True)
    channel: str
    detail: dict[str, Any] = Field(sa_type=Plain(OBJECT))


class AuditLinkRow(SQLModel, table=True):
    """An audit entry's place in the chain."""

    __tablename__ = "audit_link"
    position: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    entry_id: str = Field(unique=True)
    hash: str


class AuditUnlinkedRow(SQLModel, table=True):
    """An audit entry that waits for its link. The database itself writes these, whichever release adds an entry."""

    __tablename__ = "audit_unlinked"
    __table_args__ = ({"sqlite_with_rowid": False},)
    at: datetime = Field(sa_type=Utc, primary_key=True)
    entry_id: str = Field(primary_key=True)


class InboxRow(SQLModel, table=True):
    """A delivery that has been taken in."""

    __tablename__ = "inbox"
    __table_args__ = ({"sqlite_with_rowid": False},)
    key: str = Field(primary_key=True)
    at: datetime = Field(sa_type=Utc, index=True)


class CounterRow(SQLModel, table=True):
    """The last meeting number given out in a council."""

    __tablename__ = "counter"
    council: str = Field(primary_key=True)
    number: int
