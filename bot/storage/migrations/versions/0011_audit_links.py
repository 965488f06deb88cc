"""The audit's chain, and the audit itself made to grow only.

Written once and never changed. An older release may run beside it: the database notes for itself which entries have no
link yet, whoever adds them. What was written before waits for its links as well.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_GROWING = ("audit", "audit_link")
_REFUSED = "The audit only grows: nothing in it is changed or struck out."


def upgrade() -> None:
    """Add the tables; from here on every new entry waits for its link."""
    op.create_table(
        "audit_link",
        sa.Column("position", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("entry_id", sa.String(), nullable=False, unique=True),
        sa.Column("hash", sa.String(), nullable=False),
    )
    op.create_table(
        "audit_unlinked",
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entry_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("at", "entry_id"),
        sqlite_with_rowid=False,
    )
    for statement in _in_file() if op.get_bind().dialect.name == "sqlite" else _on_server():
        op.execute(statement)
    op.execute("INSERT INTO audit_unlinked (at, entry_id) SELECT at, id FROM audit")


def _in_file() -> list[str]:
    noted = (
        "CREATE TRIGGER audit_waits AFTER INSERT ON audit"
        " BEGIN INSERT INTO audit_unlinked (at, entry_id) VALUES (NEW.at, NEW.id); END"
    )
    refused = [
        f"CREATE TRIGGER {table}_no_{what.lower()} BEFORE {what} ON {table}"
        f" BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END"
        for table in _GROWING
        for what in ("UPDATE", "DELETE")
    ]
    return [noted, *refused]


def _on_server() -> list[str]:
    """A statement's new entries are noted together: lists of a sweep come by the hundred."""
    noted = [
        "CREATE FUNCTION audit_waits() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        " INSERT INTO audit_unlinked (at, entry_id) SELECT at, id FROM fresh; RETURN NULL; END $$",
        "CREATE TRIGGER audit_waits AFTER INSERT ON audit REFERENCING NEW TABLE AS fresh"
        " FOR EACH STATEMENT EXECUTE FUNCTION audit_waits()",
    ]
    refused = [
        "CREATE FUNCTION audit_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" RAISE EXCEPTION '{_REFUSED}'; END $$",
        *(
            f"CREATE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION audit_only_grows()"
            for table in _GROWING
        ),
    ]
    return [*noted, *refused]
