"""Work on its way between the day and emergency duty; open actions are found by when they are due.

Written once and never changed. An older release may run beside it.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table and the index."""
    op.create_table(
        "handover_line",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("council", sa.String(), nullable=False),
        sa.Column("offer_id", sa.String(), nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column(
            "meeting_id",
            sa.String(),
            sa.ForeignKey("meeting.id", deferrable=True, initially="DEFERRED"),
            nullable=False,
        ),
        sa.Column("giver_id", sa.String(), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("action_id", sa.String(), nullable=False),
        sa.Column("team", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("taker_id", sa.String(), nullable=True),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
    )
    op.create_index("ix_handover_line_meeting_id", "handover_line", ["meeting_id"])
    op.create_index("handover_line_by_offer", "handover_line", ["offer_id"])
    op.create_index("handover_line_by_giver", "handover_line", ["giver_id", "offered_at"])
    op.create_index("handover_line_by_state", "handover_line", ["council", "state"])
    still_open = sa.text("state = 'open'")
    op.create_index("action_due", "action", ["due_at"], sqlite_where=still_open, postgresql_where=still_open)
