"""Requests to police desks, in place of the control room.

Written once and never changed. An older release that runs beside asks desks without one.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_WORDS = "id council meeting_id seat_id desk_id unit urgency refused_code"
_WHOSE = "acknowledged_by_id claimed_by_id assigned_by_id assigned_to_id refused_by_id"
_STEPS = "acknowledged_at claimed_at assigned_at accepted_at refused_at closed_at"


def upgrade() -> None:
    """Build the table."""
    op.create_table(
        "police_request",
        *(sa.Column(name, sa.String(), nullable=False) for name in _WORDS.split()),
        sa.Column("revision", sa.Integer(), nullable=False),
        *(_time(name, nullable=False) for name in ("requested_at", "needed_by")),
        *(_time(name, nullable=True) for name in _STEPS.split()),
        *(sa.Column(name, sa.String(), nullable=True) for name in _WHOSE.split()),
        sa.Column("refused_words", sa.Text(), nullable=False),
        *(_link(name) for name in ("meeting", "seat", "desk")),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_police_request_meeting_id", "police_request", ["meeting_id"])
    op.create_index("ix_police_request_seat_id", "police_request", ["seat_id"])
    op.create_index("police_request_by_desk", "police_request", ["desk_id", "closed_at", "accepted_at"])
    op.create_index("police_request_by_time", "police_request", ["requested_at"])


def _time(name: str, *, nullable: bool) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _link(to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([f"{to}_id"], [f"{to}.id"], deferrable=True, initially="DEFERRED")
