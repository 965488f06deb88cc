"""How much one person may ask in a minute: looked at before the database is touched, and answered in plain words."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from bot.app.bus import Bus
from bot.app.cards import Card, Option, Text, Value
from bot.app.conversation.front import Conversation
from bot.app.even_flow import REMEMBERED, EvenFlow
from bot.app.replies import Reply, Say
from bot.app.wording.talk import too_often
from bot.domain.people import Identity, Person
from bot.turned_away import turned_away

# [A] Half a minute's worth may come at once: somebody ticks off a list, or tries a button until it answers.
IN_HAND = 0.5
# [A] A search asks anew with each letter that is typed, and a page is drawn anew after each click.
LOOKS = 5


@dataclass(frozen=True, slots=True)
class Allowance:
    """What one person may do in a minute."""

    a_minute: int = 60


class MeasuredConversation(Conversation):
    """The same conversation, for nobody more often than a person can mean it.

    One person is counted once over all their tools, from the moment that an account is known to be theirs.
    """

    def __init__(self, bus: Bus, allowance: Allowance) -> None:
        super().__init__(bus)
        each = allowance.a_minute
        self._does, self._looks = EvenFlow(each, each * IN_HAND), EvenFlow(each * LOOKS, each * LOOKS * IN_HAND)
        # Apart: a refused form loses what was typed, and many clicks just before must not cost somebody that.
        self._sends = EvenFlow(each, each * IN_HAND)
        self._whose: OrderedDict[str, str] = OrderedDict()

    async def lists(self, who: Identity) -> bool:
        """Whether the directory names the account; not asked again and again."""
        return not self._wait(self._looks, who) and await super().lists(who)

    async def said(self, who: Identity, text: str, key: str) -> Reply:
        """A typed line."""
        wait = self._wait(self._does, who)
        return _slower(wait) if wait else await super().said(who, text, key)

    async def pressed(self, who: Identity, verb: str, subject: str, values: dict[str, Value], key: str) -> Reply:
        """A button."""
        wait = self._wait(self._does, who)
        return _slower(wait) if wait else await super().pressed(who, verb, subject, values, key)

    async def submitted(self, who: Identity, verb: str, subject: str, values: dict[str, Value], key: str) -> Reply:
        """A form."""
        wait = self._wait(self._sends, who)
        return _slower(wait) if wait else await super().submitted(who, verb, subject, values, key)

    async def reached(self, who: Identity, key: str) -> Reply:
        """The app was opened."""
        wait = self._wait(self._looks, who)
        return _slower(wait) if wait else await super().reached(who, key)

    async def options(self, who: Identity, verb: str, subject: str, field: str, query: str) -> tuple[Option, ...]:
        """Whom to offer; nobody for a while when it is asked too often."""
        return () if self._wait(self._looks, who) else await super().options(who, verb, subject, field, query)

    async def home(self, who: Identity) -> Card:
        """The person's own page."""
        wait = self._wait(self._looks, who)
        if wait:
            return Card("Quorate", "Quorate", (Text(too_often(wait), "warning"),))
        return await super().home(who)

    def _wait(self, flow: EvenFlow, who: Identity) -> int:
        """0 when they may, which counts it; else the seconds until they may."""
        account = _account(who)
        one, at = self._whose.get(account, account), self.bus.now().timestamp()
        wait = flow.wait(one, at)
        if not wait:
            flow.count(one, at)
        elif flow.first_refusal(one, at):
            turned_away("person", "too_often", channel=who.channel, who=one, wait=wait)
        return wait

    async def _person(self, who: Identity, *, fresh: bool = False) -> Person | None:
        person = await super()._person(who, fresh=fresh)
        account = _account(who)
        self._whose.pop(account, None)
        if person is not None:
            self._whose[account] = person.id
            if len(self._whose) > REMEMBERED:
                self._whose.popitem(last=False)
        return person


def _account(who: Identity) -> str:
    return f"{who.channel}:{who.tenant}:{who.account or who.address_id}"


def _slower(wait: int) -> Say:
    return Say(too_often(wait), "warning")
