"""People, the desks they serve, where each can be reached, and what each can fill."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from bot.storage.columns import NAMES, OBJECT, Plain, Private, Utc
from bot.storage.tables.links import link

# What asks for an account says it in these words: with a value in their place every address would be looked through.
BOUND = "account <> ''"


class PersonRow(SQLModel, table=True):
    """`folded` is the name in small letters without accents, for finding people."""

    __tablename__ = "person"
    __table_args__ = (Index("person_by_name", "folded", "id"),)
    id: str = Field(primary_key=True)
    name: str
    folded: str
    agency: str
    councils: tuple[str, ...] = Field(sa_type=Plain(NAMES))
    seats: tuple[str, ...] = Field(sa_type=Plain(NAMES))
    team: str
    manager_id: str | None = Field(index=True)
    agency_contact_id: str | None
    phone: str
    email: str = Field(index=True)
    works: str
    digest_at: str
    left_at: datetime | None = Field(sa_type=Utc)


class DeskRow(SQLModel, table=True):
    """A duty team."""

    __tablename__ = "desk"
    id: str = Field(primary_key=True)
    name: str
    agency: str
    councils: tuple[str, ...] = Field(sa_type=Plain(NAMES))
    seats: tuple[str, ...] = Field(sa_type=Plain(NAMES))
    phone: str
    works: str
    at_once: int
    closed_at: datetime | None = Field(sa_type=Utc)


class FillsRow(SQLModel, table=True):
    """Who can fill which seat for which council, a line each; seat "" says only that they serve the council.

    Kept from `councils` and `seats` of people and desks, so that both are found without reading everybody.
    """

    __tablename__ = "fills"
    __table_args__ = (Index("fills_by_who", "who"), {"sqlite_with_rowid": False})
    council: str = Field(primary_key=True)
    seat: str = Field(primary_key=True)
    who: str = Field(primary_key=True)


class DeskMemberRow(SQLModel, table=True):
    """One person's membership of a desk."""

    __tablename__ = "desk_member"
    id: str = Field(primary_key=True)
    desk_id: str = link("desk.id")
    person_id: str = link("person.id")


class CaseloadRow(SQLModel, table=True):
    """This person holds this child's case."""

    __tablename__ = "caseload"
    __table_args__ = (Index("caseload_by_reference", "council", "reference"),)
    id: str = Field(primary_key=True)
    council: str
    person_id: str = link("person.id")
    reference: str


class AddressRow(SQLModel, table=True):
    """One way to reach a person. An account belongs to one person only."""

    __tablename__ = "address"
    __table_args__ = (
        Index(
            "address_by_account",
            "channel",
            "tenant",
            "account",
            unique=True,
            sqlite_where=text(BOUND),
            postgresql_where=text(BOUND),
        ),
        Index("address_by_email", "channel", "tenant", "email"),
        Index(
            "address_to_look_at",
            "look_at",
            sqlite_where=text("look_at IS NOT NULL"),
            postgresql_where=text("look_at IS NOT NULL"),
        ),
    )
    id: str = Field(primary_key=True)
    person_id: str = link("person.id")
    channel: str
    tenant: str
    account: str
    email: str
    rank: int
    state: str
    reason: str
    conversation: dict[str, Any] = Field(sa_type=Private(OBJECT))
    worked_at: datetime | None = Field(sa_type=Utc)
    failed_at: datetime | None = Field(sa_type=Utc)
    look_at: datetime | None = Field(sa_type=Utc)
    listed: bool
