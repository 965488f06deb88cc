"""How much may be in hand at once, from whomever: everybody comes through one proxy, so addresses say nothing.

What has arrived whole is worked on; what still arrives only costs memory. So the two are counted apart. When there is
no room for more to arrive, whoever has been arriving longest gives way: a click is there within the second.
"""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

# [A] At the measured pace of one process this is under a second's work: whoever waits longer is not answered in time.
MOST_WORKED_ON = 512
MOST_ARRIVING = 2_048
MOST_BYTES = 64 * 1024 * 1024
ARRIVES_WITHIN = 1.0
"""Seconds, within which nobody has to give way."""
RETRY_AFTER = 2
"""Seconds after which it is worth asking again."""


class Crowded(Exception):
    """There is too much in hand already."""


class Crowd:
    """Everything in hand in this process."""

    def __init__(self, seconds: Callable[[], float] = monotonic) -> None:
        self.worked_on = self.bytes = 0
        self.seconds = seconds
        self.on_their_way: dict[Place, None] = {}

    @property
    def arriving(self) -> int:
        """How many are not there whole."""
        return len(self.on_their_way)

    def comes(self, give_up: Callable[[], None]) -> Place:
        """One more begins to arrive; `give_up` ends it. Crowded when there is no room."""
        if self.arriving >= MOST_ARRIVING and not self.makes_room():
            raise Crowded
        place = Place(self, give_up)
        self.on_their_way[place] = None
        return place

    def makes_room(self, besides: Place | None = None) -> bool:
        """Whoever has been arriving longest gives way; False when nobody has been at it for long."""
        slowest = next((each for each in self.on_their_way if each is not besides), None)
        if slowest is None or self.seconds() - slowest.since < ARRIVES_WITHIN:
            return False
        del self.on_their_way[slowest]
        slowest.forgets()
        slowest.give_up()
        return True


class Place:
    """One request's place among the others, until it leaves."""

    def __init__(self, crowd: Crowd, give_up: Callable[[], None]) -> None:
        self._crowd, self._bytes, self._whole = crowd, 0, False
        self.give_up, self.since = give_up, crowd.seconds()

    def grows(self, size: int) -> None:
        """So many bytes more have come. Crowded when all bodies together take too much memory."""
        self._bytes += size
        self._crowd.bytes += size
        if self._crowd.bytes > MOST_BYTES and not self._crowd.makes_room(besides=self):
            raise Crowded

    def forgets(self) -> None:
        """What came of it is kept no longer."""
        self._crowd.bytes -= self._bytes
        self._bytes = 0

    def whole(self) -> None:
        """It is there, and is worked on from now. Crowded when too many are."""
        if self._whole:
            return
        if self._crowd.worked_on >= MOST_WORKED_ON:
            raise Crowded
        self._crowd.on_their_way.pop(self, None)
        self._crowd.worked_on += 1
        self._whole = True

    def leaves(self) -> None:
        """It has been answered, or given up."""
        self.forgets()
        self._crowd.on_their_way.pop(self, None)
        if self._whole:
            self._crowd.worked_on -= 1
