"""Keeps to Slack's rate limits without ever sleeping: it says how long to wait.

Slack: one message a second a channel, several hundred a minute a workspace; a 429 names its own pause,
which holds for that method in that workspace.
"""

from __future__ import annotations

from collections.abc import Callable

_EVERY = 1.0
_WORKSPACE_A_SECOND = 5.0
_WORKSPACE_BURST = 60.0
# What others leave of the workspace's turns for what is urgent: it never waits behind a morning's lists.
_KEPT_FOR_URGENT = 10.0
_REMEMBERED = 10_000


class Pace:
    """Whose turn it is. `clock` counts seconds and never goes back."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._next: dict[tuple[str, str], float] = {}
        self._paused: dict[tuple[str, str], float] = {}
        self._levels: dict[str, tuple[float, float]] = {}

    def pause(self, workspace: str, method: str, seconds: float) -> None:
        """Slack said 429: leave this method alone for so long."""
        until = self._clock() + seconds
        self._paused[workspace, method] = max(until, self._paused.get((workspace, method), 0.0))

    def paused(self, workspace: str, method: str) -> float:
        """Seconds until this method may be called again; 0 when it may be now."""
        return max(0.0, self._paused.get((workspace, method), 0.0) - self._clock())

    def wait(self, workspace: str, channel: str, *, urgent: bool) -> float:
        """Seconds until it is this post's turn, and nothing is taken; what is not urgent leaves some turns over."""
        now = self._clock()
        needed = 1.0 if urgent else 1.0 + _KEPT_FOR_URGENT
        apart = self._next.get((workspace, channel), 0.0) - now
        return max(0.0, apart, (needed - self._level(workspace, now)) / _WORKSPACE_A_SECOND)

    def turn(self, workspace: str, channel: str) -> float:
        """Take a turn to post: 0 when it is ours, else the seconds to wait (and nothing is taken)."""
        now = self._clock()
        if wait := self.wait(workspace, channel, urgent=True):
            return wait
        level = self._level(workspace, now)
        self._forget(now)
        self._next[workspace, channel] = now + _EVERY
        self._levels[workspace] = (level - 1.0, now)
        return 0.0

    def _level(self, workspace: str, now: float) -> float:
        level, at = self._levels.get(workspace, (_WORKSPACE_BURST, now))
        return min(_WORKSPACE_BURST, level + (now - at) * _WORKSPACE_A_SECOND)

    def _forget(self, now: float) -> None:
        if len(self._next) > _REMEMBERED:
            self._next = {key: at for key, at in self._next.items() if at > now}
