"""The meeting, its seats and room, who was asked, and the actions agreed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from bot.domain.action import ActionState, Extension, GivenBack, LongerAsked, Outcome, Turn
from bot.domain.case import CaseFacts
from bot.domain.invitation import Answer
from bot.domain.meeting import MeetingState, OtherTime
from bot.storage.columns import FACTS, NAMES, OTHER_TIMES, WORDS, Code, OfCase, Plain, Utc
from bot.storage.histories import EXTENSIONS, GIVEN_BACK, LONGER, TURNS
from bot.storage.tables.links import link

# An action's, in words as its index has them: with a value in their place every action would be looked through.
STILL_OPEN = "action.state = 'open'"


class MeetingRow(SQLModel, table=True):
    """`ends_at` is the planned end, worked out when the row is written, to find who is busy. `case_marks` stand for
    the children's references (see `bot.storage.marks`), and are empty on a row that an older release wrote."""

    __tablename__ = "meeting"
    __table_args__ = (
        Index("meeting_by_number", "council", "number", unique=True),
        Index("meeting_by_convenor", "convenor_id", "state"),
        Index("meeting_by_recorder", "recorder_id", "state"),
        Index("meeting_by_time", "state", "starts_at"),
    )
    id: str = Field(primary_key=True)
    council: str
    number: int
    urgency: str
    convenor_id: str
    raised_at: datetime = Field(sa_type=Utc)
    deadline: datetime = Field(sa_type=Utc)
    facts: CaseFacts = Field(sa_type=OfCase(FACTS))
    policy_version: str
    state: MeetingState = Field(sa_type=Code(MeetingState))
    minutes: int
    revision: int
    starts_at: datetime | None = Field(sa_type=Utc)
    ends_at: datetime | None = Field(sa_type=Utc)
    room_id: str
    recorder_id: str | None
    excluded: tuple[str, ...] = Field(sa_type=OfCase(NAMES))
    excluded_names: tuple[str, ...] = Field(sa_type=OfCase(NAMES))
    offered: tuple[OtherTime, ...] = Field(sa_type=Plain(OTHER_TIMES))
    handover_to_id: str | None = Field(index=True)
    called_at: datetime | None = Field(sa_type=Utc)
    happened_at: datetime | None = Field(sa_type=Utc)
    entered_at: datetime | None = Field(sa_type=Utc)
    closed_at: datetime | None = Field(sa_type=Utc)
    reason: str = Field(sa_type=OfCase(WORDS))
    follows_id: str | None = Field(index=True)
    case_marks: str | None


class SeatRow(SQLModel, table=True):
    """One place at the meeting."""

    __tablename__ = "seat"
    id: str = Field(primary_key=True)
    council: str
    meeting_id: str = link("meeting.id")
    name: str
    required: bool
    why: str
    child: str
    person_id: str | None
    desk_id: str | None
    tier: int
    person_why: str
    named_elsewhere: str = Field(sa_type=OfCase(WORDS))
    closed: bool
    unsure: bool


class RoomHoldRow(SQLModel, table=True):
    """A room kept for a meeting."""

    __tablename__ = "room_hold"
    __table_args__ = (Index("room_hold_by_time", "room_id", "ends_at"),)
    id: str = Field(primary_key=True)
    council: str
    room_id: str
    meeting_id: str = link("meeting.id")
    starts_at: datetime = Field(sa_type=Utc)
    ends_at: datetime = Field(sa_type=Utc)


class AgencyReferenceRow(SQLModel, table=True):
    """An agency's own reference for the meeting."""

    __tablename__ = "agency_reference"
    id: str = Field(primary_key=True)
    council: str
    meeting_id: str = link("meeting.id")
    agency: str
    reference: str = Field(sa_type=OfCase(WORDS))
    added_by_id: str


class InvitationRow(SQLModel, table=True):
    """One person asked to fill one seat."""

    __tablename__ = "invitation"
    __table_args__ = (Index("invitation_by_person", "person_id", "answer"),)
    id: str = Field(primary_key=True)
    council: str
    meeting_id: str = link("meeting.id")
    seat_id: str = link("seat.id")
    person_id: str = link("person.id", index=False)
    asked_at: datetime = Field(sa_type=Utc)
    revision: int
    desk_id: str | None
    answer: Answer = Field(sa_type=Code(Answer))
    answered_at: datetime | None = Field(sa_type=Utc)
    answered_revision: int
    via: str
    recorded_by_id: str | None
    deputy_for_id: str | None
    deputy_id: str | None
    suggested_at: datetime | None = Field(sa_type=Utc)
    information_by: datetime | None = Field(sa_type=Utc)
    information_sent_at: datetime | None = Field(sa_type=Utc)
    instead: str = Field(sa_type=OfCase(WORDS))
    uid: str
    turns: int
    calendar_said_at: datetime | None = Field(sa_type=Utc)


class ActionRow(SQLModel, table=True):
    """An action agreed at a meeting."""

    __tablename__ = "action"
    __table_args__ = (
        Index("action_by_owner", "owner_id", "state", "due_at"),
        Index(
            "action_due",
            "due_at",
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
        Index(
            "action_quiet",
            "quiet_until",
            sqlite_where=text("quiet_until IS NOT NULL"),
            postgresql_where=text("quiet_until IS NOT NULL"),
        ),
    )
    id: str = Field(primary_key=True)
    council: str
    meeting_id: str = link("meeting.id")
    number: int
    words: str = Field(sa_type=OfCase(WORDS))
    created_at: datetime = Field(sa_type=Utc)
    verb: str
    owner_id: str | None
    owner_words: str = Field(sa_type=OfCase(WORDS))
    timescale_words: str = Field(sa_type=OfCase(WORDS))
    expected: str
    due_at: datetime | None = Field(sa_type=Utc)
    time_given_at: datetime | None = Field(sa_type=Utc)
    state: ActionState = Field(sa_type=Code(ActionState))
    done_at: datetime | None = Field(sa_type=Utc)
    done_by_id: str | None
    in_case_record: bool
    extensions: tuple[Extension, ...] = Field(sa_type=OfCase(EXTENSIONS))
    longer: LongerAsked | None = Field(sa_type=OfCase(LONGER))
    given_back: tuple[GivenBack, ...] = Field(sa_type=OfCase(GIVEN_BACK))
    outcome: Outcome | None = Field(sa_type=Code(Outcome))
    outcome_words: str = Field(sa_type=OfCase(WORDS))
    turns: tuple[Turn, ...] = Field(sa_type=OfCase(TURNS))
    quiet_until: datetime | None = Field(sa_type=Utc)
