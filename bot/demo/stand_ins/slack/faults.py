"""Faults a test asks for: the next calls of a method fail as told."""

from dataclasses import dataclass, field
from typing import Any


@dataclass
class Fault:
    """What happens to one call: answered with an error or a status, late, or accepted and cut off."""

    error: str | None = None
    status: int | None = None
    delay: float = 0.0
    drop_after_accept: bool = False
    retry_after: int | None = None
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def refuses(self) -> bool:
        """The call has no effect."""
        return self.error is not None or self.status is not None


@dataclass
class Faults:
    """The script: first asked, first used."""

    _script: dict[str, list[Fault]] = field(default_factory=dict)

    def add(self, method: str, fault: Fault, times: int) -> None:
        """The next `times` calls of `method` meet this fault."""
        self._script.setdefault(method, []).extend([fault] * times)

    def next(self, method: str) -> Fault | None:
        """The fault this call meets, if any."""
        waiting = self._script.get(method)
        return waiting.pop(0) if waiting else None
