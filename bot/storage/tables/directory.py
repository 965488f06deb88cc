"""What waits for a second person before the directory may say so."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel

from bot.storage.columns import NAMES, WORDS, Plain, Private, Utc


class DirectoryHoldRow(SQLModel, table=True):
    """A change that one person asked for: a fingerprint, not the change."""

    __tablename__ = "directory_hold"
    id: str = Field(primary_key=True)
    fingerprint: str
    people: tuple[str, ...] = Field(sa_type=Plain(NAMES))
    asked_by: str
    asked_at: datetime = Field(sa_type=Utc)
    ends_at: datetime = Field(sa_type=Utc, index=True)
    code: str = Field(sa_type=Private(WORDS))
    tries: int
    confirmed_by: str
    confirmed_at: datetime | None = Field(sa_type=Utc)
