"""Accounts that the directory itself names, and changes that wait for a second person.

Written once and never changed. An older release that runs beside names no account: those are then nobody's guests.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column and the table."""
    op.add_column("address", sa.Column("listed", sa.Boolean(), nullable=False, server_default=sa.false()))
    words = ("fingerprint", "asked_by", "confirmed_by")
    op.create_table(
        "directory_hold",
        sa.Column("id", sa.String(), primary_key=True),
        *(sa.Column(name, sa.String(), nullable=False) for name in words),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("people", "code")),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
    )
    op.create_index("ix_directory_hold_ends_at", "directory_hold", ["ends_at"])
