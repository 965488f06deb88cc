"""The first tables.

Written once and never changed: the words of a later release must not alter what an older one built.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Build everything."""
    _people()
    _whose()
    _meetings()
    _invitations()
    _obligations()
    _notices()
    _ledger()


def _people() -> None:
    op.create_table(
        "person",
        *_words("id name folded agency team phone email works"),
        *_long("councils seats"),
        *_words("manager_id agency_contact_id", empty=True),
        *_times("left_at", empty=True),
        sa.PrimaryKeyConstraint("id"),
    )
    _index("ix_person_email", "person", "email")
    _index("ix_person_manager_id", "person", "manager_id")
    _index("person_by_name", "person", "folded id")
    op.create_table(
        "desk",
        *_words("id name agency phone works"),
        *_long("councils seats"),
        *_times("closed_at", empty=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "fills",
        *_words("council seat who"),
        sa.PrimaryKeyConstraint("council", "seat", "who"),
        sqlite_with_rowid=False,
    )
    _index("fills_by_who", "fills", "who")


def _whose() -> None:
    """Who sits at which desk, who holds which case, and where each is reached."""
    op.create_table(
        "desk_member",
        *_words("id desk_id person_id"),
        _link("desk_id", "desk.id"),
        _link("person_id", "person.id"),
        sa.PrimaryKeyConstraint("id"),
    )
    _index("ix_desk_member_desk_id", "desk_member", "desk_id")
    _index("ix_desk_member_person_id", "desk_member", "person_id")
    op.create_table(
        "caseload",
        *_words("id council person_id reference"),
        _link("person_id", "person.id"),
        sa.PrimaryKeyConstraint("id"),
    )
    _index("caseload_by_reference", "caseload", "council reference")
    _index("ix_caseload_person_id", "caseload", "person_id")
    op.create_table(
        "address",
        *_words("id person_id channel tenant account email state reason"),
        *_numbers("rank"),
        *_long("conversation"),
        *_times("worked_at failed_at", empty=True),
        _link("person_id", "person.id"),
        sa.PrimaryKeyConstraint("id"),
    )
    _index("address_by_account", "address", "channel tenant account", unique=True, where="account <> ''")
    _index("address_by_email", "address", "channel tenant email")
    _index("ix_address_person_id", "address", "person_id")


def _meetings() -> None:
    op.create_table(
        "meeting",
        *_words("id council urgency convenor_id policy_version state room_id"),
        *_numbers("number minutes revision"),
        *_times("raised_at deadline"),
        *_long("facts excluded excluded_names offered reason"),
        *_times("starts_at ends_at called_at happened_at entered_at closed_at", empty=True),
        *_words("recorder_id handover_to_id", empty=True),
        sa.PrimaryKeyConstraint("id"),
    )
    _index("ix_meeting_handover_to_id", "meeting", "handover_to_id")
    _index("meeting_by_convenor", "meeting", "convenor_id state")
    _index("meeting_by_number", "meeting", "council number", unique=True)
    _index("meeting_by_recorder", "meeting", "recorder_id state")
    _index("meeting_by_time", "meeting", "state starts_at")
    op.create_table(
        "seat",
        *_words("id council meeting_id name why child person_why"),
        *_flags("required closed"),
        *_words("person_id desk_id", empty=True),
        *_numbers("tier"),
        *_long("named_elsewhere"),
        _link("meeting_id", "meeting.id"),
        sa.PrimaryKeyConstraint("id"),
    )
    _index("ix_seat_meeting_id", "seat", "meeting_id")
    op.create_table(
        "room_hold",
        *_words("id council room_id meeting_id"),
        *_times("starts_at ends_at"),
        _link("meeting_id", "meeting.id"),
        sa.PrimaryKeyConstraint("id"),
    )
    _index("ix_room_hold_meeting_id", "room_hold", "meeting_id")
    _index("room_hold_by_time", "room_hold", "room_id ends_at")
    op.create_table(
        "agency_reference",
        *_words("id council meeting_id agency added_by_id"),
        *_long("reference"),
        _link("meeting_id", "meeting.id"),
        sa.PrimaryKeyConstraint("id"),
    )
    _index("ix_agency_reference_meeting_id", "agency_reference", "meeting_id")


def _invitations() -> None:
    op.create_table(
        "invitation",
        *_words("id council meeting_id seat_id person_id answer via"),
        *_times("asked_at"),
        *_numbers("revision answered_revision"),
        *_words("desk_id recorded_by_id deputy_for_id deputy_id", empty=True),
        *_times("answered_at suggested_at information_by information_sent_at", empty=True),
        *_long("instead"),
        _link("meeting_id", "meeting.id"),
        _link("seat_id", "seat.id"),
        _link("person_id", "person.id"),
        sa.PrimaryKeyConstraint("id"),
    )
    _index("invitation_by_person", "invitation", "person_id answer")
    _index("ix_invitation_meeting_id", "invitation", "meeting_id")
    _index("ix_invitation_seat_id", "invitation", "seat_id")
    op.create_table(
        "action",
        *_words("id council meeting_id verb expected state"),
        *_numbers("number"),
        *_long("words owner_words timescale_words extensions"),
        *_times("created_at"),
        *_words("owner_id done_by_id", empty=True),
        *_times("due_at time_given_at done_at", empty=True),
        *_flags("in_case_record"),
        _link("meeting_id", "meeting.id"),
        sa.PrimaryKeyConstraint("id"),
    )
    _index("action_by_owner", "action", "owner_id state due_at")
    _index("ix_action_meeting_id", "action", "meeting_id")


def _obligations() -> None:
    """SQLite keeps the rows in the order of this key: what is open and due lies together. PostgreSQL cannot."""
    clustered = op.get_bind().dialect.name == "sqlite"
    key = ("state", "due_at", "id") if clustered else ("id",)
    op.create_table(
        "obligation",
        *_words("id council kind subject_id meeting_id state"),
        *_times("opened_at due_at"),
        *_words("person_id", empty=True),
        *_numbers("step"),
        *_times("target_at previous_at", empty=True),
        *_long("ladder"),
        sa.PrimaryKeyConstraint(*key),
        sqlite_with_rowid=False,
    )
    _index("obligation_by_meeting", "obligation", "meeting_id")
    _index("obligation_by_person", "obligation", "person_id")
    _index("obligation_by_subject", "obligation", "subject_id")
    if clustered:
        _index("obligation_by_id", "obligation", "id", unique=True)
    else:
        _index("obligation_due", "obligation", "due_at id", where="state = 'open'")


def _notices() -> None:
    op.create_table(
        "notice",
        *_words("id council kind subject_id person_id dedupe meeting_id code state channel post_id reason shown"),
        *_times("due_at created_at"),
        *_times("claimable_at lease_until sent_at first_sent_at", empty=True),
        *_flags("urgent attempted repeated retired"),
        *_numbers("version attempts fence"),
        *_words("address_id", empty=True),
        *_long("tried"),
        _link("person_id", "person.id"),
        sa.PrimaryKeyConstraint("id"),
    )
    _index("ix_notice_person_id", "notice", "person_id")
    _index("notice_by_dedupe", "notice", "dedupe", unique=True)
    _index("notice_by_meeting", "notice", "meeting_id")
    _index("notice_by_subject", "notice", "subject_id")
    _index("notice_claimable", "notice", "urgent claimable_at id", where="claimable_at IS NOT NULL")


def _ledger() -> None:
    op.create_table(
        "audit",
        *_words("id council actor_id verb subject_id meeting_id channel"),
        *_times("at"),
        *_long("detail"),
        sa.PrimaryKeyConstraint("id"),
    )
    _index("audit_by_time", "audit", "council at")
    _index("ix_audit_meeting_id", "audit", "meeting_id")
    _index("ix_audit_subject_id", "audit", "subject_id")
    op.create_table("inbox", *_words("key"), *_times("at"), sa.PrimaryKeyConstraint("key"), sqlite_with_rowid=False)
    _index("ix_inbox_at", "inbox", "at")
    op.create_table("counter", *_words("council"), *_numbers("number"), sa.PrimaryKeyConstraint("council"))
    op.create_table("key_proof", *_words("id"), *_long("word"), sa.PrimaryKeyConstraint("id"))


def _columns(kind: sa.types.TypeEngine[Any], names: str, empty: bool) -> list[sa.Column[Any]]:
    return [sa.Column(name, kind, nullable=empty) for name in names.split()]


def _words(names: str, empty: bool = False) -> list[sa.Column[Any]]:
    return _columns(sa.String(), names, empty)


def _long(names: str) -> list[sa.Column[Any]]:
    return _columns(sa.Text(), names, False)


def _numbers(names: str) -> list[sa.Column[Any]]:
    return _columns(sa.Integer(), names, False)


def _flags(names: str) -> list[sa.Column[Any]]:
    return _columns(sa.Boolean(), names, False)


def _times(names: str, empty: bool = False) -> list[sa.Column[Any]]:
    return _columns(sa.DateTime(timezone=True), names, empty)


def _link(name: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([name], [to], deferrable=True, initially="DEFERRED")


def _index(name: str, table: str, columns: str, unique: bool = False, where: str = "") -> None:
    only = sa.text(where) if where else None
    op.create_index(name, table, columns.split(), unique=unique, sqlite_where=only, postgresql_where=only)
