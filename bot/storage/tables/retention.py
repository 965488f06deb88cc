"""What holds a case back from being deleted, and the receipts of what was."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from bot.storage.columns import NAMES, OBJECT, WORDS, Plain, Private, Utc


class LegalHoldRow(SQLModel, table=True):
    """A case that must not be deleted; see `LegalHold`."""

    __tablename__ = "legal_hold"
    id: str = Field(primary_key=True)
    council: str
    mark: str = Field(index=True)
    reason: str = Field(sa_type=Private(WORDS))
    placed_at: datetime = Field(sa_type=Utc)
    placed_by_id: str
    released_at: datetime | None = Field(sa_type=Utc)
    released_by_id: str | None


class PurgeReceiptRow(SQLModel, table=True):
    """That a case was deleted; see `PurgeReceipt`."""

    __tablename__ = "purge_receipt"
    id: str = Field(primary_key=True)
    council: str
    marks: tuple[str, ...] = Field(sa_type=Plain(NAMES))
    meetings: tuple[str, ...] = Field(sa_type=Plain(NAMES))
    purged_at: datetime = Field(sa_type=Utc)
    purged_by_id: str
    rule: str
    policy_version: str
    counts: dict[str, Any] = Field(sa_type=Plain(OBJECT))
    key_destroyed: bool


class MarkingKeyRow(SQLModel, table=True):
    """The secret that marks are made with: not one of the keys, so that a mark outlives a change of key."""

    __tablename__ = "marking_key"
    id: str = Field(primary_key=True)
    word: str = Field(sa_type=Private(WORDS))
