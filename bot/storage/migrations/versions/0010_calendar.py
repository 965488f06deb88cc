"""What calendars need: each invitation's own id there, how often it was taken back or asked anew, and feeds.

Written once and never changed. An older release may run beside it.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns and the table."""
    op.add_column("invitation", sa.Column("uid", sa.String(), nullable=False, server_default=""))
    op.add_column("invitation", sa.Column("turns", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("invitation", sa.Column("calendar_said_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "calendar_feed",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reads", sa.Integer(), nullable=False),
        sa.Column("hour_began", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reads_in_hour", sa.Integer(), nullable=False),
    )
    op.create_index("ix_calendar_feed_person_id", "calendar_feed", ["person_id"])
