"""How much may be in hand at once, from whomever: everybody comes through one proxy, so addresses say nothing.

What has arrived whole is worked on; what still arrives only costs memory. So the two are counted apart, and somebody
who sends a thousand bodies without end keeps nobody else out.
"""

from __future__ import annotations

# [A] At the measured pace of one process this is under a second's work: whoever waits longer is not answered in time.
MOST_WORKED_ON = 512
MOST_ARRIVING = 2_048
MOST_BYTES = 64 * 1024 * 1024
RETRY_AFTER = 2
"""Seconds after which it is worth asking again."""


class Crowded(Exception):
    """There is too much in hand already."""


class Crowd:
    """Everything in hand in this process."""

    def __init__(self) -> None:
        self.arriving = self.worked_on = self.bytes = 0

    def comes(self) -> Place:
        """One more begins to arrive. Crowded when there is no room."""
        if self.arriving >= MOST_ARRIVING:
            raise Crowded
        self.arriving += 1
        return Place(self)


class Place:
    """One request's place among the others, until it leaves."""

    def __init__(self, crowd: Crowd) -> None:
        self._crowd, self._bytes, self._whole = crowd, 0, False

    def grows(self, size: int) -> None:
        """So many bytes more have come. Crowded when all bodies together take too much memory."""
        self._bytes += size
        self._crowd.bytes += size
        if self._crowd.bytes > MOST_BYTES:
            raise Crowded

    def whole(self) -> None:
        """It is there, and is worked on from now. Crowded when too many are."""
        if self._whole:
            return
        if self._crowd.worked_on >= MOST_WORKED_ON:
            raise Crowded
        self._crowd.arriving -= 1
        self._crowd.worked_on += 1
        self._whole = True

    def leaves(self) -> None:
        """It has been answered, or given up."""
        self._crowd.bytes -= self._bytes
        if self._whole:
            self._crowd.worked_on -= 1
        else:
            self._crowd.arriving -= 1
