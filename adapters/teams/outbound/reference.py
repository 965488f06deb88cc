"""Where a person can be written to, as plain JSON in their address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Reference:
    """A conversation of the bot with one person, and the connector that serves it."""

    service_url: str
    conversation_id: str
    bot_id: str
    user_id: str
    tenant_id: str

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> Self | None:
        """The stored reference, or None when there is none or a part of it is missing."""
        names = ("service_url", "conversation_id", "bot_id", "user_id", "tenant_id")
        parts = [stored.get(name) for name in names]
        if not all(isinstance(part, str) for part in parts) or not (parts[0] and parts[1]):
            return None
        return cls(*(str(part) for part in parts))

    def as_json(self) -> dict[str, str]:
        """For keeping."""
        return asdict(self)
