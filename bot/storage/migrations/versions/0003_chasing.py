"""What chasing keeps of an action: later dates asked for, given back, what changed for the child, turns, silence;
and the hour at which somebody wants their list.

Written once and never changed. An older release that runs beside leaves these columns as they are filled here.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns."""
    for name in ("given_back", "outcome_words", "turns"):
        op.add_column("action", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    op.add_column("action", sa.Column("longer", sa.Text(), nullable=True))
    op.add_column("action", sa.Column("outcome", sa.String(), nullable=True))
    op.add_column("action", sa.Column("quiet_until", sa.DateTime(timezone=True), nullable=True))
    op.add_column("person", sa.Column("digest_at", sa.String(), nullable=False, server_default=""))
