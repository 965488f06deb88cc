"""What an operator tells Quorate about its own work."""

from __future__ import annotations

from dataclasses import dataclass

from bot.app.commands.base import Command


@dataclass(frozen=True, slots=True)
class RetryAside(Command):
    """What failed again and again is tried again: this row, or with "" every one. Operator only."""

    row_id: str = ""
