"""Work on its way between the day and emergency duty."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from bot.domain.handover import LineState, Way
from bot.storage.columns import Code, Utc
from bot.storage.tables.links import link


class HandoverLineRow(SQLModel, table=True):
    """One line of a handover; see `HandoverLine`."""

    __tablename__ = "handover_line"
    __table_args__ = (
        Index("handover_line_by_offer", "offer_id"),
        Index("handover_line_by_giver", "giver_id", "offered_at"),
        Index("handover_line_by_state", "council", "state"),
    )
    id: str = Field(primary_key=True)
    council: str
    offer_id: str
    way: Way = Field(sa_type=Code(Way))
    meeting_id: str = link("meeting.id")
    giver_id: str
    offered_at: datetime = Field(sa_type=Utc)
    until: datetime = Field(sa_type=Utc)
    action_id: str
    team: str
    state: LineState = Field(sa_type=Code(LineState))
    taker_id: str | None
    taken_at: datetime | None = Field(sa_type=Utc)
