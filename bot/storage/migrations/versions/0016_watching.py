"""What the self-audit has found and the rows whose work fails; and an index of notices that nobody would ever send,
which is empty as long as all is well.

Written once and never changed. An older release may run beside it.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Build the tables and the index."""
    op.create_table(
        "discrepancy",
        sa.Column("id", sa.String(), primary_key=True),
        *(sa.Column(name, sa.String(), nullable=False) for name in "check_name subject_id council meeting_id".split()),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cleared_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("repairs", sa.Integer(), nullable=False),
    )
    still = sa.text("cleared_at IS NULL")
    op.create_index("discrepancy_open", "discrepancy", ["id"], sqlite_where=still, postgresql_where=still)
    op.create_table(
        "failing",
        sa.Column("id", sa.String(), primary_key=True),
        *(sa.Column(name, sa.String(), nullable=False) for name in "kind row_id council meeting_id".split()),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("error", sa.String(), nullable=False),
        sa.Column("release", sa.String(), nullable=False),
        *(sa.Column(name, sa.DateTime(timezone=True), nullable=False) for name in "first_at last_at next_at".split()),
        sa.Column("aside_at", sa.DateTime(timezone=True), nullable=True),
    )
    lost = sa.text("claimable_at IS NULL AND state IN ('pending', 'claimed', 'retry')")
    op.create_index("notice_lost", "notice", ["id"], sqlite_where=lost, postgresql_where=lost)
