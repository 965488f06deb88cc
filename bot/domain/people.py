"""People, the desks they serve, and where each can be reached."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple


@dataclass(slots=True)
class Person:
    """Somebody who can be asked. `works` is a weekly pattern ("Mon-Fri 09:00-17:00") in London time.

    `digest_at` is the London hour ("08:30") at which they want their daily list, "" for the policy's.
    """

    id: str
    name: str
    agency: str
    councils: tuple[str, ...]
    seats: tuple[str, ...] = ()
    team: str = ""
    manager_id: str | None = None
    agency_contact_id: str | None = None
    phone: str = ""
    email: str = ""
    works: str = ""
    digest_at: str = ""
    left_at: datetime | None = None

    @property
    def here(self) -> bool:
        """True while the person has not left."""
        return self.left_at is None


class OwnHours(NamedTuple):
    """When somebody wants their daily list, and their weekly pattern, as `Person` has them."""

    digest_at: str
    works: str


@dataclass(slots=True)
class Desk:
    """A duty team that fills a seat: its members on shift are all asked, and the first to claim has it.

    `at_once`: how many meetings it can take at one time; 0 leaves that to the policy.
    """

    id: str
    name: str
    agency: str
    councils: tuple[str, ...]
    seats: tuple[str, ...] = ()
    phone: str = ""
    works: str = "always"
    at_once: int = 0
    closed_at: datetime | None = None


@dataclass(slots=True)
class DeskMember:
    """One person's membership of a desk. The person's own `works` pattern is the shift."""

    id: str
    desk_id: str
    person_id: str


@dataclass(slots=True)
class Caseload:
    """This person holds this child's case, by the council's own case reference."""

    id: str
    council: str
    person_id: str
    reference: str


@dataclass(slots=True)
class Address:
    """One way to reach a person. `account` is empty until the platform itself has vouched for the address.

    `state` is "unbound" (known only by e-mail), "live", "dead" (`reason` says why, in a code), or "doubted": dead
    until a day ago, and worth a try with what is not urgent. `look_at` is when a dead one is looked at again.
    `listed` says that the directory itself names the account, so that no e-mail address stands behind it.
    `conversation` is what the channel needs to write first (a Teams conversation reference, a Slack DM id).
    """

    id: str
    person_id: str
    channel: str
    tenant: str
    account: str = ""
    email: str = ""
    rank: int = 0
    state: str = "unbound"
    reason: str = ""
    conversation: dict[str, Any] = field(default_factory=dict)
    worked_at: datetime | None = None
    failed_at: datetime | None = None
    look_at: datetime | None = None
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Identity:
    """Who is acting, as the platform signed it. Never taken from a button's value.

    `email` is set only when the platform itself has just verified it. `address_id` is set instead of `account` when
    we ourselves vouch: they came through what we sent to that address, and proved that they read it.
    """

    channel: str
    tenant: str
    account: str
    email: str = ""
    conversation: dict[str, Any] = field(default_factory=dict)
    address_id: str = ""
