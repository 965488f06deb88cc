"""What the self-audit has found, and the rows whose work fails."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from bot.domain.watching import RowKind
from bot.storage.columns import Code, Utc


class DiscrepancyRow(SQLModel, table=True):
    """Found amiss; open while `cleared_at` is empty."""

    __tablename__ = "discrepancy"
    __table_args__ = (
        Index(
            "discrepancy_open",
            "id",
            sqlite_where=text("cleared_at IS NULL"),
            postgresql_where=text("cleared_at IS NULL"),
        ),
    )
    id: str = Field(primary_key=True)
    check_name: str
    subject_id: str
    council: str
    meeting_id: str
    found_at: datetime = Field(sa_type=Utc)
    cleared_at: datetime | None = Field(sa_type=Utc)
    repairs: int


class FailingRow(SQLModel, table=True):
    """Work that raised; gone when it succeeds."""

    __tablename__ = "failing"
    id: str = Field(primary_key=True)
    kind: RowKind = Field(sa_type=Code(RowKind))
    row_id: str
    council: str
    meeting_id: str
    failures: int
    error: str
    release: str
    first_at: datetime = Field(sa_type=Utc)
    last_at: datetime = Field(sa_type=Utc)
    next_at: datetime = Field(sa_type=Utc)
    aside_at: datetime | None = Field(sa_type=Utc)
