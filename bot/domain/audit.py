"""Who did what, when, to which thing: written in the same transaction as the change itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(slots=True)
class AuditEntry:
    """`detail` holds codes, ids and counts only, never words about a case. `actor_id` is "quorate" for the sweep."""

    id: str
    council: str
    at: datetime
    actor_id: str
    verb: str
    subject_id: str
    meeting_id: str = ""
    channel: str = ""
    detail: dict[str, Any] = field(default_factory=dict)
