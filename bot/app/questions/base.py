"""What every question is: something to look at that changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to look at. `detail` is True when the answer holds words about a case: then the reading is kept."""

    detail: ClassVar[bool] = False
