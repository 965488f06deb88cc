"""Reaching people another way: calls made by phone, when a dead address is looked at again, since when a post waits.

Written once and never changed. An older release that runs beside leaves these columns empty.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table and the columns. What is dead already is looked at once this release runs."""
    op.create_table(
        "phone_call",
        *(sa.Column(name, sa.String(), nullable=False) for name in ("id", "council", "meeting_id", "subject_id")),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], deferrable=True, initially="DEFERRED"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_phone_call_meeting_id", "phone_call", ["meeting_id"])
    op.add_column("notice", sa.Column("waiting_since", sa.DateTime(timezone=True), nullable=True))
    op.add_column("address", sa.Column("look_at", sa.DateTime(timezone=True), nullable=True))
    partial = sa.text("look_at IS NOT NULL")
    op.create_index("address_to_look_at", "address", ["look_at"], sqlite_where=partial, postgresql_where=partial)
    op.execute(
        "UPDATE address SET look_at = failed_at WHERE state = 'dead' AND reason NOT IN ('left', 'replaced')"
    )
