"""Sending nothing for a while, and beginning again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.app.commands.base import Command


@dataclass(frozen=True, slots=True)
class GoQuiet(Command):
    """Send nothing and chase nobody until `Resume`."""


@dataclass(frozen=True, slots=True)
class Resume(Command):
    """Send and chase again. What was due before `since` (UTC; None: when it went quiet) may be with people already,
    if this database was restored: it says so when it comes.
    """

    since: datetime | None = None
