"""How often Slack lets an app call: a tier a method and workspace, and one message a second a channel."""

import math
from dataclasses import dataclass, field

from bot.demo.stand_ins.slack.refusals import Refused

PER_MINUTE = {
    "users.list": 20,
    "users.lookupByEmail": 50,
    "chat.update": 50,
    "chat.delete": 50,
    "conversations.open": 50,
    "apps.connections.open": 20,
}
_TIER_FOUR = 100


@dataclass
class _Bucket:
    level: float
    at: float


@dataclass
class RateLimits:
    """Slack documents "N+ a minute" and "1+ a second, short bursts allowed": `burst` is how much more.

    `posts_in_a_burst` messages go to one channel at once, then one a second. A storm answers every
    call of the named methods (all, when none is named) with 429 until it is calmed.
    """

    posts_in_a_burst: int = 10
    burst: float = 5.0
    enforced: bool = True
    _buckets: dict[tuple[str, ...], _Bucket] = field(default_factory=dict)
    _storms: dict[str, int] = field(default_factory=dict)

    def storm(self, *methods: str, retry_after: int = 30) -> None:
        """Refuse these methods (none named: all of them) until `calm`."""
        self._storms.update(dict.fromkeys(methods or ("*",), retry_after))

    def calm(self) -> None:
        """End every storm."""
        self._storms.clear()

    def spend(self, team_id: str, method: str, now: float) -> None:
        """Count one call; Refused (429, `ratelimited`) when it is one too many."""
        stormy = self._storms.get(method, self._storms.get("*"))
        if stormy is not None:
            raise Refused("ratelimited", status=429, retry_after=stormy)
        if method != "chat.postMessage":
            rate = PER_MINUTE.get(method, _TIER_FOUR)
            self._take((team_id, method), rate / 60, rate * self.burst, now)

    def spend_post(self, team_id: str, channel_id: str, now: float) -> None:
        """Count one message to a channel."""
        self._take((team_id, "chat.postMessage", channel_id), 1.0, self.posts_in_a_burst, now)

    def _take(self, key: tuple[str, ...], a_second: float, capacity: float, now: float) -> None:
        if not self.enforced:
            return
        bucket = self._buckets.setdefault(key, _Bucket(capacity, now))
        bucket.level = min(capacity, bucket.level + (now - bucket.at) * a_second)
        bucket.at = now
        if bucket.level < 1:
            wait = max(1, math.ceil((1 - bucket.level) / a_second))
            raise Refused("ratelimited", status=429, retry_after=wait)
        bucket.level -= 1
