"""What proves who came through a link, and the feeds that people's calendars read."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from bot.storage.columns import Utc


class LinkCodeRow(SQLModel, table=True):
    """A code owed to one address; the code itself is not kept."""

    __tablename__ = "link_code"
    __table_args__ = (Index("link_code_by_address", "address_id", "made_at"),)
    id: str = Field(primary_key=True)
    notice_id: str
    address_id: str
    person_id: str
    made_at: datetime = Field(sa_type=Utc)
    expires_at: datetime = Field(sa_type=Utc)
    tries: int
    used_at: datetime | None = Field(sa_type=Utc)


class CalendarFeedRow(SQLModel, table=True):
    """One person's feed of their own meetings; the secret in its address is not kept, only its hash, the id."""

    __tablename__ = "calendar_feed"
    id: str = Field(primary_key=True)
    person_id: str = Field(index=True)
    made_at: datetime = Field(sa_type=Utc)
    ended_at: datetime | None = Field(sa_type=Utc)
    reads: int
    hour_began: datetime | None = Field(sa_type=Utc)
    reads_in_hour: int
