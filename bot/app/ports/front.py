"""What every adapter speaks to."""

from __future__ import annotations

from typing import Protocol

from bot.app.cards import Card, Option, Value
from bot.app.ports.doors import Doors
from bot.app.replies import Reply
from bot.domain.people import Identity


class Front(Doors, Protocol):
    """What every adapter speaks to. An adapter checks the signature, the tenant and the form of a request, then
    passes on who signed it and what they did; it never decides anything.

    `key` is the platform's own delivery key (unique a delivery, the same on a retry). The answer is always a
    reply in plain words, also for somebody unknown or not entitled: these calls raise only for a lost database.
    """

    async def recognises(self, who: Identity) -> bool:
        """True when the account is bound to a person; otherwise the first call may ask the platform for them."""
        ...

    async def lists(self, who: Identity) -> bool:
        """True when the directory itself names this very account: then a guest's account counts as its person's."""
        ...

    async def said(self, who: Identity, text: str, key: str) -> Reply:
        """A line typed to us: the words after the slash command, or a message in the one-to-one chat."""
        ...

    def looks(self, verb: str) -> bool:
        """True when a button with this verb only shows something: then an address may lead to it."""
        ...

    async def pressed(self, who: Identity, verb: str, subject: str, values: dict[str, Value], key: str) -> Reply:
        """A button was pressed; `values` are the inputs of the form or card it stood on, as typed so far."""
        ...

    async def submitted(self, who: Identity, verb: str, subject: str, values: dict[str, Value], key: str) -> Reply:
        """A form was sent. `values` holds every field by name; an empty field is "" or ()."""
        ...

    async def options(self, who: Identity, verb: str, subject: str, field: str, query: str) -> tuple[Option, ...]:
        """What to offer while somebody types in a `person` or `people` field of the form `verb`."""
        ...

    async def home(self, who: Identity) -> Card:
        """The person's own page: waiting for me, waiting for others, overdue."""
        ...

    async def reached(self, who: Identity, key: str) -> Reply:
        """The app was installed or opened for this person: remember how to write to them, and say hello."""
        ...

    async def lost_everybody(self, channel: str, tenant: str, reason: str, key: str) -> None:
        """The platform says that it is over for a whole tenant (app removed, token withdrawn): all are moved on."""
        ...

    async def lost(self, who: Identity, key: str) -> None:
        """The app was removed for this person: the address is dead."""
        ...
