"""Requests to police desks."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from bot.storage.columns import WORDS, OfCase, Utc
from bot.storage.tables.links import link


class PoliceRequestRow(SQLModel, table=True):
    """One desk asked for one unit, for one time of one meeting."""

    __tablename__ = "police_request"
    __table_args__ = (
        Index("police_request_by_desk", "desk_id", "closed_at", "accepted_at"),
        Index("police_request_by_time", "requested_at"),
    )
    id: str = Field(primary_key=True)
    council: str
    meeting_id: str = link("meeting.id")
    seat_id: str = link("seat.id")
    desk_id: str = link("desk.id", index=False)
    revision: int
    unit: str
    urgency: str
    requested_at: datetime = Field(sa_type=Utc)
    needed_by: datetime = Field(sa_type=Utc)
    acknowledged_at: datetime | None = Field(sa_type=Utc)
    acknowledged_by_id: str | None
    claimed_at: datetime | None = Field(sa_type=Utc)
    claimed_by_id: str | None
    assigned_at: datetime | None = Field(sa_type=Utc)
    assigned_by_id: str | None
    assigned_to_id: str | None
    accepted_at: datetime | None = Field(sa_type=Utc)
    refused_at: datetime | None = Field(sa_type=Utc)
    refused_by_id: str | None
    refused_code: str
    refused_words: str = Field(sa_type=OfCase(WORDS))
    closed_at: datetime | None = Field(sa_type=Utc)
