"""Keys under keys: each case's own, and a word for each of the process's keys that is in use."""

from __future__ import annotations

from sqlalchemy import Text
from sqlmodel import Field, SQLModel


class CaseKeyRow(SQLModel, table=True):
    """A case's key, sealed with the process's keys. Empty once it has been destroyed: no other takes its place."""

    __tablename__ = "case_key"
    meeting_id: str = Field(primary_key=True)
    sealed: str = Field(sa_type=Text)


class KeyProofRow(SQLModel, table=True):
    """A word sealed with one key of the process alone: that key is in use. Nothing is written any more with one that
    is `retiring`; what was written with it is being moved under the newest key.
    """

    __tablename__ = "key_proof"
    id: str = Field(primary_key=True)
    word: str = Field(sa_type=Text)
    retiring: bool
