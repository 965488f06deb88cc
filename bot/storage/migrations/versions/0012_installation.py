"""Whether this installation is quiet: it then sends nothing and chases nobody.

Written once and never changed. An older release that runs beside does not know of it, and would send.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table, empty: it is not quiet."""
    op.create_table(
        "installation",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("quiet_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resumed_at", sa.DateTime(timezone=True), nullable=True),
    )
