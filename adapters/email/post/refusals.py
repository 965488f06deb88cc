"""Tells a server that refuses one person's mail from one that refuses ours, whoever it is to."""

from __future__ import annotations

from collections.abc import Callable

from adapters.email.post.answers import Answer

_SEVERAL = 3
_WITHIN = 600.0


class Refusals:
    """Refusals by policy since anything was taken. `clock` counts seconds and never goes back."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._refused: dict[str, float] = {}

    def of_us(self, to: str, given: Answer) -> bool:
        """True from the third person on whose mail is refused by policy, one after another, and nobody's taken.

        A blocked sender looks so: then no more addresses must be given up, for there is nothing wrong with them.
        """
        now = self._clock()
        if given.taken:
            self._refused.clear()
        if given.code < 500 or not given.status.startswith("7."):
            return False
        self._refused = {each: at for each, at in self._refused.items() if now - at < _WITHIN}
        self._refused[to.lower()] = now
        return len(self._refused) >= _SEVERAL
