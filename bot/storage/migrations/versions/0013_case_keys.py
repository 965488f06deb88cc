"""A key for each case, and which of the process's keys may still write.

Written once and never changed. An older release may not run beside it: it could not read what is sealed from now on.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table and the column."""
    op.create_table(
        "case_key",
        sa.Column("meeting_id", sa.String(), primary_key=True),
        sa.Column("sealed", sa.Text(), nullable=False),
    )
    op.add_column("key_proof", sa.Column("retiring", sa.Boolean(), nullable=False, server_default=sa.false()))
