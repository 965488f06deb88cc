"""What retention needs: marks that stand for a meeting's children, legal holds, and receipts of what was deleted.

Written once and never changed. An older release may run beside it: the meetings it writes are marked later.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column and the tables."""
    op.add_column("meeting", sa.Column("case_marks", sa.String(), nullable=True))
    op.create_table(
        "legal_hold",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("council", sa.String(), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("placed_by_id", sa.String(), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("released_by_id", sa.String(), nullable=True),
    )
    op.create_index("ix_legal_hold_mark", "legal_hold", ["mark"])
    op.create_table(
        "purge_receipt",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("council", sa.String(), nullable=False),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.Column("meetings", sa.Text(), nullable=False),
        sa.Column("purged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("purged_by_id", sa.String(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("policy_version", sa.String(), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.Column("key_destroyed", sa.Boolean(), nullable=False),
    )
    op.create_table(
        "marking_key",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("word", sa.Text(), nullable=False),
    )
