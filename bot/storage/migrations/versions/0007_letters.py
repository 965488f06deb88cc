"""What letters and links need: the turn a card was last sent at, and the codes that prove who came through a link.

Written once and never changed. An older release may run beside it.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column and the table."""
    op.add_column("notice", sa.Column("turn", sa.String(), nullable=False, server_default=""))
    op.create_table(
        "link_code",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("notice_id", sa.String(), nullable=False),
        sa.Column("address_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
    )
    op.create_index("link_code_by_address", "link_code", ["address_id", "made_at"])
