"""How one table points at another."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey
from sqlmodel import Field


def link(to: str, *, index: bool = True) -> Any:
    """A foreign key, looked at when the transaction commits: so a command writes in any order."""
    key = ForeignKey(to, deferrable=True, initially="DEFERRED")
    return Field(index=index, sa_column_args=[key])
