"""What became of one post."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any


@dataclass(frozen=True, slots=True)
class Sent:
    """The channel took it. `account` and `conversation` are what it learnt about the address, if anything."""

    post_id: str
    account: str = ""
    conversation: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Retry:
    """Not now. `in_doubt` means that the platform may have taken it all the same."""

    after: timedelta
    reason: str = ""
    in_doubt: bool = False


# The reason of a `Retry` with which a channel keeps within its platform's limits: nothing was given to the platform.
OWN_RATE = "own_rate"


@dataclass(frozen=True, slots=True)
class Refused:
    """This card cannot be sent or updated this way, ever; the address itself may be well. `reason` is a code.

    An update refused with reason "gone" (the post no longer exists) is sent anew.
    """

    reason: str


@dataclass(frozen=True, slots=True)
class Unreachable:
    """The address is dead for now (blocked, uninstalled, deactivated). `reason` is a code.

    `everybody`: not this person alone, but all of that tenant (an access token withdrawn, the app switched off).
    """

    reason: str
    everybody: bool = False


Delivery = Sent | Retry | Refused | Unreachable
