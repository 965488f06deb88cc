"""The sizes and rates that the Bot Connector allows (msteams-docs, "Optimize your bot: rate limiting")."""

import math
import time
from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass

from .refusals import Refusal

Windows = Sequence[tuple[float, int]]
"""Each a length in seconds and how many operations it may hold."""

SENDING: Windows = ((1, 7), (2, 8), (30, 60), (3600, 1800))
READING: Windows = ((1, 14), (2, 16), (30, 120), (3600, 3600))


@dataclass(frozen=True)
class Limits:
    """Per bot and conversation, per app and tenant; `message_bytes` counts UTF-16, as Teams does."""

    send: Windows = SENDING
    create: Windows = SENDING
    read: Windows = READING
    tenant: Windows = ((1, 50),)
    message_bytes: int = 100 * 1024

    def check_size(self, body: str) -> None:
        """413 when a message is larger than the service takes."""
        if len(body.encode("utf-16-le")) > self.message_bytes:
            raise Refusal(413)


class Throttle:
    """Counts operations in sliding windows by the computer's monotonic clock."""

    def __init__(self) -> None:
        self._seen: defaultdict[str, deque[float]] = defaultdict(deque)

    def count(self, key: str, windows: Windows) -> None:
        """429 with the whole seconds to wait when a window is full; else the operation is counted."""
        now, seen = time.monotonic(), self._seen[key]
        while seen and now - seen[0] > max(length for length, _ in windows):
            seen.popleft()
        for length, most in windows:
            if len(seen) >= most and now - seen[-most] < length:
                raise Refusal(429, retry_after=math.ceil(length - (now - seen[-most])))
        seen.append(now)
