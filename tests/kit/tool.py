"""A tool that remembers what it was given, and what a person reads there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any, Literal

from bot.app.cards import Block, Card, Facts, Form, Heading, Item, Link, Text
from bot.app.ports import Delivery, Sent
from bot.domain.people import Address, Identity


def words_of(blocks: tuple[Block, ...]) -> str:
    """What a person reads, a line a block."""
    lines: list[str] = []
    for block in blocks:
        match block:
            case Heading(text) | Text(text, _):
                lines.append(text)
            case Item(text, buttons, _):
                lines.append(text + "".join(f" [{button.label}]" for button in buttons))
            case Facts(rows):
                lines += [f"{k}: {f'{v.label} {v.url}' if isinstance(v, Link) else v}" for k, v in rows]
    return "\n".join(lines)


def read(card: Card | Form) -> str:
    """A card or form as text."""
    fields = "".join(f"\n{each.label}: {each.error}" for each in card.fields) if isinstance(card, Form) else ""
    buttons = "".join(f" [{button.label}]" for button in card.buttons)
    return f"{card.title}\n{words_of(card.blocks)}{fields}\n{buttons}"


@dataclass
class Post:
    """One message in somebody's tool, with everything it ever said."""

    account: str
    versions: list[Card]

    @property
    def card(self) -> Card:
        return self.versions[-1]


@dataclass
class Tool:
    """A channel that takes everything, remembers it, and answers what the story scripted.

    `during` happens while a message is on its way, `after` once a post has arrived and before that is known.
    """

    name: str
    posts: dict[str, Post] = field(default_factory=dict)
    scripted: list[Delivery] = field(default_factory=list)
    always: dict[str, Delivery] = field(default_factory=dict)
    emails: dict[str, str] = field(default_factory=dict)
    sends: list[str] = field(default_factory=list)
    updates: list[str] = field(default_factory=list)
    during: Callable[[], Awaitable[None]] | None = None
    after: Callable[[], Awaitable[None]] | None = None
    _ids: Any = field(default_factory=lambda: count(1))

    async def send(self, to: Address, card: Card) -> Delivery:
        self.sends.append(to.account)
        await _meanwhile(self.during)
        if to.account in self.always:
            return self.always[to.account]
        if self.scripted and not isinstance(answer := self.scripted.pop(0), Sent):
            return answer
        post_id = f"{self.name}-{next(self._ids)}"
        self.posts[post_id] = Post(to.account, [card])
        await _meanwhile(self.after)
        return Sent(post_id)

    async def update(self, to: Address, post_id: str, card: Card) -> Delivery:
        self.updates.append(post_id)
        await _meanwhile(self.during)
        if to.account in self.always:
            return self.always[to.account]
        if self.scripted and not isinstance(answer := self.scripted.pop(0), Sent):
            return answer
        if self.posts[post_id].card != card:
            self.posts[post_id].versions.append(card)
        return Sent(post_id)

    async def verified_email(self, identity: Identity) -> str:
        return self.emails.get(identity.account, "")


@dataclass
class Letterbox(Tool):
    """A tool in which nothing can be pressed and nothing changed: each update is another letter."""

    name: str = "email"
    letters: Literal[True] = True
    hears_calendars: bool = True

    async def send(self, to: Address, card: Card) -> Delivery:
        return await super().send(replace(to, account=to.email), card)

    async def update(self, to: Address, post_id: str, card: Card) -> Delivery:
        self.updates.append(post_id)
        return await self.send(to, card)

    def letters_to(self, email: str) -> list[Card]:
        """What lies in somebody's letterbox, the oldest first."""
        return [post.card for post in self.posts.values() if post.account == email]


async def _meanwhile(happens: Callable[[], Awaitable[None]] | None) -> None:
    if happens is not None:
        await happens()
