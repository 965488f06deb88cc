"""Tools whose every message is looked at as it leaves: what it says, to whom, and whether it came before."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.app.cards import Card, Form
from bot.app.ports import Delivery
from bot.domain.people import Address
from tests.kit.tool import Post, Tool, read
from tests.quarter.said import PRIVATE

_REFERENCE = re.compile(r"EXMP-SM-(\d+)")
# A message that reads the same as another of this age is the same thing twice.
WINDOW = timedelta(minutes=45)


@dataclass(slots=True)
class Watch:
    """What has been seen. `wrong` holds a line for each thing that must never be."""

    now: datetime
    wrong: list[str] = field(default_factory=list)
    looked_at: int = 0
    people: dict[str, str] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    excluded: dict[int, frozenset[str]] = field(default_factory=dict)
    fresh: list[tuple[str, int]] = field(default_factory=list)
    _last: dict[tuple[str, str], datetime] = field(default_factory=dict)

    def message(self, tool: str, account: str, card: Card, *, new: bool) -> None:
        """One message on its way to one account."""
        self.looked_at += 1
        who, text = self.people[account], f"{card.summary}\n{read(card)}"
        found = PRIVATE.search(text)
        if found:
            self.blame(f"private words ({found[0]}) in a message to {who}: {card.title}")
        if who in self.gone:
            self.blame(f"{who} has left and is sent: {card.title}")
        self.fresh += [(who, int(number)) for number in _REFERENCE.findall(text)]
        last = self._last.get((account, text))
        # Whoever is asked to come is asked again within minutes: that is the ladder of invitations.
        asked = any(each.verb in ("accept", "take_request") for each in card.all_buttons())
        if new and not asked and last is not None and self.now - last < WINDOW:
            self.blame(f"the same message twice to {who} within {self.now - last}, now in {tool}: {card.title}")
        if new:
            self._last[account, text] = self.now

    def shown(self, who: str, card: Card | Form | None) -> None:
        """What somebody was shown in answer to a click."""
        if card is not None:
            self.fresh += [(who, int(number)) for number in _REFERENCE.findall(read(card))]

    def blame(self, line: str) -> None:
        """Something that must never be."""
        self.wrong.append(f"{self.now:%a %d %b %H:%M} {line}")

    def look_for_excluded(self) -> None:
        """Nobody who must stay out of a meeting has seen its reference."""
        for who, number in self.fresh:
            if who in self.excluded.get(number, frozenset()):
                self.blame(f"{who} must stay out of meeting {number} and was told of it")
        self.fresh.clear()


class Watched(Tool):
    """A tool whose messages pass under the eyes of a watch; it keeps each account's posts apart."""

    def __init__(self, name: str, watch: Watch) -> None:
        super().__init__(name)
        self.watch = watch
        self.boxes: defaultdict[str, list[Post]] = defaultdict(list)
        self.unread: defaultdict[str, dict[str, Post]] = defaultdict(dict)

    async def send(self, to: Address, card: Card) -> Delivery:
        """Look at it, and take it."""
        self.watch.message(self.name, to.account, card, new=True)
        known = len(self.posts)
        sent = await super().send(to, card)
        if len(self.posts) > known:
            post_id = next(reversed(self.posts))
            self.boxes[to.account].append(self.posts[post_id])
            self.unread[to.account][post_id] = self.posts[post_id]
        return sent

    async def update(self, to: Address, post_id: str, card: Card) -> Delivery:
        """Look at it, and take it."""
        self.watch.message(self.name, self.posts[post_id].account, card, new=False)
        return await super().update(to, post_id, card)
