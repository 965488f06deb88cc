"""What people's time is known from; meetings that follow another; how much a desk can take at one time.

Written once and never changed.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Build the tables, and add the columns that an older release fills by itself."""
    _rotas()
    _told()
    _calendars()
    _holds()
    op.add_column("desk", sa.Column("at_once", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("meeting", sa.Column("follows_id", sa.String(), nullable=True))
    op.create_index("ix_meeting_follows_id", "meeting", ["follows_id"])
    op.add_column("seat", sa.Column("unsure", sa.Boolean(), nullable=False, server_default=sa.false()))


def _rotas() -> None:
    op.create_table(
        "rota",
        _word("id"),
        *_times("starts_at ends_at imported_at"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "rota_line",
        *(_word(name) for name in ("id", "rota_id", "person_id")),
        *_times("starts_at ends_at"),
        sa.Column("works", sa.Boolean(), nullable=False),
        _link("rota_id", "rota.id"),
        _link("person_id", "person.id"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_rota_line_rota_id", "rota_line", ["rota_id"])
    op.create_index("rota_line_by_person", "rota_line", ["person_id", "ends_at"])


def _told() -> None:
    op.create_table(
        "leave",
        *(_word(name) for name in ("id", "person_id", "told_by_id")),
        sa.Column("covered_by_id", sa.String(), nullable=True),
        *_times("starts_at told_at"),
        *_times("ends_at", empty=True),
        _link("person_id", "person.id"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("leave_by_person", "leave", ["person_id", "ends_at"])
    op.create_table(
        "offered_slots",
        *(_word(name) for name in ("id", "who", "works", "told_by_id")),
        *_times("starts_at told_at"),
        *_times("ends_at", empty=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_offered_slots_who", "offered_slots", ["who"])
    op.create_table(
        "conflict",
        *(_word(name) for name in ("id", "council", "reference", "person_id", "told_by_id")),
        *_times("told_at"),
        _link("person_id", "person.id"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("conflict_by_reference", "conflict", ["council", "reference"])
    op.create_index("ix_conflict_person_id", "conflict", ["person_id"])


def _calendars() -> None:
    op.create_table(
        "calendar",
        *(_word(name) for name in ("id", "person_id", "fingerprint", "trouble")),
        sa.Column("address", sa.Text(), nullable=False),
        *_times("added_at"),
        *_times("tried_at read_at until", empty=True),
        _link("person_id", "person.id"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_calendar_person_id", "calendar", ["person_id"])
    op.create_table(
        "calendar_time",
        *(_word(name) for name in ("id", "calendar_id", "person_id")),
        *_times("starts_at ends_at"),
        sa.Column("unsure", sa.Boolean(), nullable=False),
        _link("calendar_id", "calendar.id"),
        _link("person_id", "person.id"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_calendar_time_calendar_id", "calendar_time", ["calendar_id"])
    op.create_index("calendar_time_by_person", "calendar_time", ["person_id", "ends_at"])


def _holds() -> None:
    op.create_table(
        "hold",
        *(_word(name) for name in ("id", "council", "meeting_id", "who")),
        *_times("starts_at ends_at until"),
        sa.Column("diary", sa.Integer(), nullable=False),
        _link("meeting_id", "meeting.id"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_hold_meeting_id", "hold", ["meeting_id"])
    op.create_index("hold_by_who", "hold", ["who", "until"])
    op.create_table(
        "diary",
        _word("who"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("who"),
    )


def _word(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def _times(names: str, empty: bool = False) -> list[sa.Column[object]]:
    return [sa.Column(name, sa.DateTime(timezone=True), nullable=empty) for name in names.split()]


def _link(name: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([name], [to], deferrable=True, initially="DEFERRED")
