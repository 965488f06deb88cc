"""A way to reach people, and what more one may offer."""

from __future__ import annotations

from typing import Literal, Protocol, runtime_checkable

from bot.app.cards import Card
from bot.app.ports.delivery import Delivery
from bot.domain.people import Address, Identity


class Channel(Protocol):
    """A way to reach people. It never raises for what a network or a platform does: it says it."""

    name: str

    async def send(self, to: Address, card: Card) -> Delivery:
        """Post the card to this address alone, never where others can read it."""
        ...

    async def update(self, to: Address, post_id: str, card: Card) -> Delivery:
        """Bring a posted card up to date, in place."""
        ...

    async def verified_email(self, identity: Identity) -> str | None:
        """The e-mail address the platform itself vouches for, lower case; "" when it vouches for none.

        None when the platform did not answer: then the person is neither known nor unknown.
        """
        ...


@runtime_checkable
class Paced(Protocol):
    """A channel that keeps within its platform's limits."""

    def wait(self, to: Address, *, urgent: bool) -> float:
        """Seconds until a post to this address may go, taking nothing; what is not urgent leaves room for what is."""
        ...


@runtime_checkable
class Probing(Protocol):
    """A channel that can see whether an address is alive again without writing to anybody."""

    async def probe(self, to: Address) -> Delivery | None:
        """`Sent` (with what was learnt, and no post) when it is; None when that can't be seen for this address."""
        ...


@runtime_checkable
class Letters(Protocol):
    """A channel whose posts stay as they were sent, and in which nothing can be pressed: e-mail, or paper.

    Delivery gives it cards with a `letter`, and calls `update` only when the card's `turn` has changed: then another
    letter goes out, after the one with this `post_id`, and its own id is the result's. `hears_calendars` is False
    where nobody would know what was answered by a calendar's own buttons: then no entry goes out.
    """

    letters: Literal[True]
    hears_calendars: bool
