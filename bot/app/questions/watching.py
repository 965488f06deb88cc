"""What an operator asks Quorate about itself."""

from __future__ import annotations

from dataclasses import dataclass

from bot.app.questions.base import Question


@dataclass(frozen=True, slots=True)
class WhatIsAmiss(Question):
    """What the self-audit has found and what was put aside. Operator only."""
