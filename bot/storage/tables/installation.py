"""The installation as a whole."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel

from bot.domain.installation import QuietWhy
from bot.storage.columns import Code, Utc


class InstallationRow(SQLModel, table=True):
    """Whether it is quiet; one row, or none."""

    __tablename__ = "installation"
    id: str = Field(primary_key=True)
    quiet_since: datetime | None = Field(sa_type=Utc)
    why: QuietWhy = Field(sa_type=Code(QuietWhy))
    as_of: datetime | None = Field(sa_type=Utc)
    resumed_at: datetime | None = Field(sa_type=Utc)
