"""From which release on this database may be worked on: the newer one says when older ones must stop.

Written once and never changed. Releases before this one do not look, so none of them may run beside it.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.floor import raise_to

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table with its one row."""
    op.create_table(
        "release_floor",
        sa.Column("oldest", sa.Integer(), primary_key=True, autoincrement=False),
    )
    op.execute("INSERT INTO release_floor (oldest) VALUES (0)")
    raise_to(op.get_bind(), 17)
