"""Telephone calls that were made for us."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel

from bot.domain.phone import CallOutcome
from bot.storage.columns import Code, Utc
from bot.storage.tables.links import link


class PhoneCallRow(SQLModel, table=True):
    """One call, and what came of it."""

    __tablename__ = "phone_call"
    id: str = Field(primary_key=True)
    council: str
    meeting_id: str = link("meeting.id")
    subject_id: str
    outcome: CallOutcome = Field(sa_type=Code(CallOutcome))
    made_at: datetime = Field(sa_type=Utc)
    made_by_id: str
    revision: int
