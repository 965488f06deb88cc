"""What is awaited from people, and what is owed to them: the due table and the outbox."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from bot.domain.notice import NoticeKind, NoticeState
from bot.domain.obligation import Awaited, ObligationState, Rung
from bot.storage.columns import NAMES, OBJECT, Code, Form, Plain, Utc, dump
from bot.storage.tables.links import link

# `info` says which database has an index that the other does not need.
ONLY = "only"
# A notice that waits and that nobody would ever claim: there is none, and so this index costs nothing.
LOST = "claimable_at IS NULL AND state IN ('pending', 'claimed', 'retry')"
_AT = "%Y-%m-%d %H:%M:%S.%f"
# A rung as text: its instant, in UTC as SQLite writes one; its number in two figures; a 1 when it is `daily`.
AT_WIDE, STEP_AT, DAILY_AT, RUNG_WIDE = 26, 27, 29, 29


def rung_text(at: datetime) -> str:
    """How a rung at this instant begins as text."""
    return at.astimezone(UTC).strftime(_AT)


def past_rungs(at: datetime) -> str:
    """A text after every rung at this instant, and before every later one."""
    return f"{rung_text(at)}~"


def _write_rungs(rungs: tuple[Rung, ...]) -> str:
    return "".join(f"{rung_text(each.due_at)}{each.step:02}{each.daily:d}" for each in rungs)


def _read_rungs(text: str) -> tuple[Rung, ...]:
    return tuple(_rung(text[start : start + RUNG_WIDE]) for start in range(0, len(text), RUNG_WIDE))


def _rung(text: str) -> Rung:
    at = datetime.fromisoformat(text[:AT_WIDE] + "+00:00")
    return Rung(at, int(text[AT_WIDE : DAILY_AT - 1]), text[-1] == "1")


def _write_instants(instants: tuple[datetime, ...]) -> str:
    return dump([rung_text(each) for each in instants])


def _read_instants(text: str) -> tuple[datetime, ...]:
    return tuple(datetime.fromisoformat(each + "+00:00") for each in json.loads(text))


RUNGS = Form(_write_rungs, _read_rungs, ())
INSTANTS = Form(_write_instants, _read_instants, ())


class ObligationRow(SQLModel, table=True):
    """Something awaited. While it is open, `due_at` and `step` are those of its timer, and here only what they were.

    `places` are the instants at which its timer can stand: SQLite finds it by them (see `TimerRow`).
    """

    __tablename__ = "obligation"
    __table_args__ = (
        Index("obligation_by_subject", "subject_id"),
        Index("obligation_by_meeting", "meeting_id"),
        Index("obligation_by_person", "person_id"),
    )
    id: str = Field(primary_key=True)
    council: str
    kind: Awaited = Field(sa_type=Code(Awaited))
    subject_id: str
    meeting_id: str
    opened_at: datetime = Field(sa_type=Utc)
    due_at: datetime = Field(sa_type=Utc)
    person_id: str | None
    step: int
    state: ObligationState = Field(sa_type=Code(ObligationState))
    target_at: datetime | None = Field(sa_type=Utc)
    ladder: dict[str, Any] = Field(sa_type=Plain(OBJECT))
    places: tuple[datetime, ...] = Field(sa_type=Plain(INSTANTS))


class TimerRow(SQLModel, table=True):
    """When an open obligation is due next: all that a sweep reads of it, and all that it writes.

    SQLite keeps this table in the order of its primary key (due_at, person_id, id), without row ids and without any
    index: what is due lies together, a person's beside each other, and moving a row writes nothing else. PostgreSQL
    cannot: there `id` is the key, and an index does the same. `person_id` is "" when nobody in particular owes it.
    """

    __tablename__ = "timer"
    __table_args__ = (Index("timer_due", "due_at", "person_id", "id", info={ONLY: "postgresql"}),)
    id: str = Field(primary_key=True)
    due_at: datetime = Field(sa_type=Utc)
    person_id: str
    council: str
    subject_id: str
    step: int
    daily: bool
    ahead: tuple[Rung, ...] = Field(sa_type=Plain(RUNGS))


class NoticeRow(SQLModel, table=True):
    """A message owed to one person. `claimable_at` is when it may next be claimed, empty when there is nothing to do.

    It is worked out when the row is written: `due_at` while it waits, the end of the lease while it is claimed.
    """

    __tablename__ = "notice"
    __table_args__ = (
        Index(
            "notice_claimable",
            "urgent",
            "claimable_at",
            "id",
            sqlite_where=text("claimable_at IS NOT NULL"),
            postgresql_where=text("claimable_at IS NOT NULL"),
        ),
        Index(
            "notice_digests",
            "person_id",
            "subject_id",
            sqlite_where=text("kind = 'digest' AND NOT retired"),
            postgresql_where=text("kind = 'digest' AND NOT retired"),
        ),
        Index("notice_lost", "id", sqlite_where=text(LOST), postgresql_where=text(LOST)),
        Index("notice_by_dedupe", "dedupe", unique=True),
        Index("notice_by_subject", "subject_id"),
        Index("notice_by_meeting", "meeting_id"),
        Index("notice_by_person", "person_id", "due_at"),
    )
    id: str = Field(primary_key=True)
    council: str
    kind: NoticeKind = Field(sa_type=Code(NoticeKind))
    subject_id: str
    person_id: str = link("person.id")
    dedupe: str
    due_at: datetime = Field(sa_type=Utc)
    claimable_at: datetime | None = Field(sa_type=Utc)
    created_at: datetime = Field(sa_type=Utc)
    meeting_id: str
    code: str
    urgent: bool
    state: NoticeState = Field(sa_type=Code(NoticeState))
    version: int
    attempted: bool
    repeated: bool
    attempts: int
    fence: int
    lease_until: datetime | None = Field(sa_type=Utc)
    address_id: str | None
    channel: str
    post_id: str
    sent_at: datetime | None = Field(sa_type=Utc)
    first_sent_at: datetime | None = Field(sa_type=Utc)
    tried: tuple[str, ...] = Field(sa_type=Plain(NAMES))
    reason: str
    retired: bool
    shown: str
    turn: str
    waiting_since: datetime | None = Field(sa_type=Utc)
