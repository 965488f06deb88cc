"""What is known about people's time, and the version of each diary that plans are checked against."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from bot.storage.columns import WORDS, Private, Utc
from bot.storage.tables.links import link


class RotaRow(SQLModel, table=True):
    """A rota as last imported."""

    __tablename__ = "rota"
    id: str = Field(primary_key=True)
    starts_at: datetime = Field(sa_type=Utc)
    ends_at: datetime = Field(sa_type=Utc)
    imported_at: datetime = Field(sa_type=Utc)


class RotaLineRow(SQLModel, table=True):
    """One span of a person's rota."""

    __tablename__ = "rota_line"
    __table_args__ = (Index("rota_line_by_person", "person_id", "ends_at"),)
    id: str = Field(primary_key=True)
    rota_id: str = link("rota.id")
    person_id: str = link("person.id", index=False)
    starts_at: datetime = Field(sa_type=Utc)
    ends_at: datetime = Field(sa_type=Utc)
    works: bool


class LeaveRow(SQLModel, table=True):
    """Somebody is away."""

    __tablename__ = "leave"
    __table_args__ = (Index("leave_by_person", "person_id", "ends_at"),)
    id: str = Field(primary_key=True)
    person_id: str = link("person.id", index=False)
    starts_at: datetime = Field(sa_type=Utc)
    ends_at: datetime | None = Field(sa_type=Utc)
    covered_by_id: str | None
    told_by_id: str
    told_at: datetime = Field(sa_type=Utc)


class OfferedSlotsRow(SQLModel, table=True):
    """Times offered in advance."""

    __tablename__ = "offered_slots"
    id: str = Field(primary_key=True)
    who: str = Field(index=True)
    works: str
    starts_at: datetime = Field(sa_type=Utc)
    ends_at: datetime | None = Field(sa_type=Utc)
    told_by_id: str
    told_at: datetime = Field(sa_type=Utc)


class CalendarRow(SQLModel, table=True):
    """A free/busy feed of one person."""

    __tablename__ = "calendar"
    id: str = Field(primary_key=True)
    person_id: str = link("person.id")
    address: str = Field(sa_type=Private(WORDS))
    added_at: datetime = Field(sa_type=Utc)
    tried_at: datetime | None = Field(sa_type=Utc)
    read_at: datetime | None = Field(sa_type=Utc)
    until: datetime | None = Field(sa_type=Utc)
    fingerprint: str
    trouble: str


class CalendarTimeRow(SQLModel, table=True):
    """A span of a calendar that is busy."""

    __tablename__ = "calendar_time"
    __table_args__ = (Index("calendar_time_by_person", "person_id", "ends_at"),)
    id: str = Field(primary_key=True)
    calendar_id: str = link("calendar.id")
    person_id: str = link("person.id", index=False)
    starts_at: datetime = Field(sa_type=Utc)
    ends_at: datetime = Field(sa_type=Utc)
    unsure: bool


class HoldRow(SQLModel, table=True):
    """A draft plan's hold on a desk or person."""

    __tablename__ = "hold"
    __table_args__ = (Index("hold_by_who", "who", "until"),)
    id: str = Field(primary_key=True)
    council: str
    meeting_id: str = link("meeting.id")
    who: str
    starts_at: datetime = Field(sa_type=Utc)
    ends_at: datetime = Field(sa_type=Utc)
    until: datetime = Field(sa_type=Utc)
    diary: int


class ConflictRow(SQLModel, table=True):
    """A person who must stay out of a child's case."""

    __tablename__ = "conflict"
    __table_args__ = (Index("conflict_by_reference", "council", "reference"),)
    id: str = Field(primary_key=True)
    council: str
    reference: str
    person_id: str = link("person.id")
    told_by_id: str
    told_at: datetime = Field(sa_type=Utc)


class DiaryRow(SQLModel, table=True):
    """How often what a desk or person (`who`) is called to has changed."""

    __tablename__ = "diary"
    who: str = Field(primary_key=True)
    version: int
