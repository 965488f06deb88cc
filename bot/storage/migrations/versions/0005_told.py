"""What a person has been told is found by the person: so that nobody is chased too often.

Written once and never changed. An older release may run beside it.
"""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the index."""
    op.create_index("notice_by_person", "notice", ["person_id", "due_at"])
