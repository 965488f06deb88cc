"""Which releases may work on this database."""

from __future__ import annotations

from sqlmodel import Field, SQLModel


class ReleaseFloorRow(SQLModel, table=True):
    """The newest migration that the oldest of them knows; one row."""

    __tablename__ = "release_floor"
    oldest: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
