"""Timers: what a sweep reads and writes, apart from the obligations themselves; live digests, and quiet actions.

Written once and never changed. An older release must not run beside it: it would chase by the instants that stand in
`obligation`, which nothing moves on any more, and what it added or settled would have no timer, or keep one. A column
that its every statement about obligations names is gone, so it can neither read nor write one.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_INDEXED = ("subject", "meeting", "person")
_KEPT = "id, council, kind, subject_id, meeting_id, opened_at, due_at, person_id, step, state, target_at, ladder"


def upgrade() -> None:
    """Build timers for what is open; its rungs ahead are worked out when its next one is taken."""
    clustered = op.get_bind().dialect.name == "sqlite"
    op.create_table(
        "timer",
        *(_word(name) for name in ("id", "person_id", "council", "subject_id")),
        _time("due_at"),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("daily", sa.Boolean(), nullable=False),
        sa.Column("ahead", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint(*(("due_at", "person_id", "id") if clustered else ("id",))),
        sqlite_with_rowid=False,
    )
    op.execute(
        # `1 = 0` is false in both.
        "INSERT INTO timer (id, person_id, council, subject_id, due_at, step, daily, ahead)"
        " SELECT id, coalesce(person_id, ''), council, subject_id, due_at, step, 1 = 0, ''"
        " FROM obligation WHERE state = 'open'"
    )
    if clustered:
        _build_obligations_anew()
    else:
        op.create_index("timer_due", "timer", ["due_at", "person_id", "id"])
        op.drop_index("obligation_due", "obligation")
        op.drop_column("obligation", "previous_at")
        op.add_column("obligation", sa.Column("places", sa.Text(), nullable=False, server_default=""))
        op.alter_column("obligation", "places", server_default=None)
    _index("notice_digests", "notice", ["person_id", "subject_id"], "kind = 'digest' AND NOT retired")
    _index("action_quiet", "action", ["quiet_until"], "quiet_until IS NOT NULL")


def _build_obligations_anew() -> None:
    """With their id for key: by when they are due they need no order any more."""
    op.rename_table("obligation", "obligation_before")
    for name in (*_INDEXED, "id"):
        op.drop_index(f"obligation_by_{name}", "obligation_before")
    op.create_table(
        "obligation",
        *(_word(name) for name in ("id", "council", "kind", "subject_id", "meeting_id", "state")),
        *(_time(name) for name in ("opened_at", "due_at")),
        sa.Column("person_id", sa.String(), nullable=True),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("target_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ladder", sa.Text(), nullable=False),
        sa.Column("places", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_with_rowid=False,
    )
    op.execute(f"INSERT INTO obligation ({_KEPT}, places) SELECT {_KEPT}, json_array(due_at) FROM obligation_before")  # noqa: S608  # our own words
    op.drop_table("obligation_before")
    for name in _INDEXED:
        op.create_index(f"obligation_by_{name}", "obligation", [f"{name}_id"])


def _index(name: str, table: str, columns: list[str], where: str) -> None:
    only = sa.text(where)
    op.create_index(name, table, columns, sqlite_where=only, postgresql_where=only)


def _word(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.String(), nullable=False)


def _time(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)
