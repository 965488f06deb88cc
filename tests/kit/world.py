"""A small partnership to tell stories in: the real core on a real database, tools that remember what they were
given, and a clock that moves only when the story says so. Everybody in it is invented."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from bot.app.bus import Bus
from bot.app.cards import Button, Card, Form, Item, Value
from bot.app.conversation import Conversation
from bot.app.links import Links
from bot.app.replies import Ask, Reply, Say, Show, Wrong
from bot.app.seals import Seals
from bot.domain.people import Address, Caseload, Desk, DeskMember, Identity, Person
from bot.policy import Policies, load_policies
from bot.storage import Storage
from scheduling.london import LONDON
from tests.kit.tool import Letterbox, Post, Tool, read
from tests.kit.usual_people import REFERENCE, usual_people

COUNCIL = "EXMP"
KEY = "an invented key for seals"
TUESDAY = datetime(2026, 3, 10, 10, 20, tzinfo=LONDON)

POLICY = """
[council]
code = "EXMP"
name = "Exampleshire"
contact_name = "Quorate desk"
contact_phone = "01632 960000"

[[rooms]]
id = "one"
name = "Room one"
join_url = "https://meet.example.org/one"
dial_in = "01632 960801"
pin = "1001"

[[rooms]]
id = "two"
name = "Room two"
join_url = "https://meet.example.org/two"
dial_in = "01632 960802"
"""


_READ: dict[tuple[tuple[str, str], ...], Policies] = {}


def partnership(policy_dir: Path, policy: str) -> Policies:
    """The policies in this folder; read and checked once for all stories, since nothing can change what was read."""
    (policy_dir / "EXMP.toml").write_text(policy)
    files = tuple((file.name, file.read_text()) for file in sorted(policy_dir.glob("*.toml")))
    if files not in _READ:
        _READ[files] = load_policies(policy_dir)
    return _READ[files]


class Somebody:
    """One person's hands and eyes in their own tool."""

    def __init__(self, world: World, person: Person, channel: str, tenant: str) -> None:
        self.world, self.person = world, person
        self.identity = Identity(channel, tenant, f"acc-{person.id}")
        self.shown: Card | Form | None = None
        self.said = ""
        self.values: dict[str, Value] = {}

    @property
    def posts(self) -> list[Post]:
        tool = self.world.tools[self.identity.channel]
        return [post for post in tool.posts.values() if post.account == self.identity.account]

    @property
    def cards(self) -> list[Card]:
        return [post.card for post in self.posts]

    def card(self, containing: str) -> Card:
        """The newest card in the chat that says this."""
        for card in reversed(self.cards):
            if containing in read(card):
                return card
        raise AssertionError(f"{self.person.name} sees no card with {containing!r}; sees:\n{self.sees()}")

    def sees(self) -> str:
        """Everything in the chat, and what was just shown."""
        shown = [read(self.shown)] if self.shown else []
        return "\n---\n".join([*map(read, self.cards), *shown, self.said])

    async def types(self, text: str, key: str = "") -> None:
        await self._take(await self.world.front.said(self.identity, text, key or self.world.key()))

    async def presses(self, label: str, *, beside: str = "", key: str = "") -> None:
        """Press the button with this label: on what was just shown if it is there, else on the newest card."""
        button = self.button(label, beside)
        await self.sends(button.verb, button.subject, key)

    async def sends(self, verb: str, subject: str, key: str = "") -> None:
        """A click with this verb and subject, however the person came by it."""
        front = self.world.front
        await self._take(await front.pressed(self.identity, verb, subject, {}, key or self.world.key()))

    async def fills(self, **values: Value) -> None:
        """Fill the form in and send it."""
        form = self.shown
        assert isinstance(form, Form), f"{self.person.name} has no form open; sees:\n{self.sees()}"
        names = {each.name for each in form.fields}
        assert set(values) <= names, f"the form has {names}"
        kept = {each.name: each.value for each in form.fields}
        front = self.world.front
        reply = await front.submitted(self.identity, form.verb, form.subject, kept | values, self.world.key())
        await self._take(reply)

    def button(self, label: str, beside: str = "") -> Button:
        """The button with this label: on what was just shown, else on the newest card that has it."""
        for card in [*([self.shown] if self.shown else []), *reversed(self.cards)]:
            for text, button in _buttons(card):
                if button.label == label and beside in text:
                    return button
        raise AssertionError(f"{self.person.name} has no button {label!r}; sees:\n{self.sees()}")

    async def _take(self, reply: Reply) -> None:
        self.said, self.shown = "", None
        match reply:
            case Say(text, _):
                self.said = text
            case Show(card):
                self.shown = card
            case Ask(form) | Wrong(form, _):
                self.shown = form
        await self.world.settle()


def _buttons(card: Card | Form) -> list[tuple[str, Button]]:
    inner = [(block.text, each) for block in card.blocks if isinstance(block, Item) for each in block.buttons]
    return [*inner, *((card.title, each) for each in card.buttons)]


class World:
    """The partnership."""

    def __init__(self, storage: Storage, policy_dir: Path, at: datetime = TUESDAY, more_policy: str = "") -> None:
        self.clock = at.astimezone(UTC)
        self.tools = {name: Tool(name) for name in ("slack", "teams")}
        self.storage = storage
        policies, links = (
            partnership(policy_dir, POLICY + more_policy),
            Links(Seals([KEY]), "https://quorate.example"),
        )
        self.bus = Bus(storage.units, policies, self.tools, lambda: self.clock, links=links)
        self.front = Conversation(self.bus)
        self.people: dict[str, Somebody] = {}
        self._keys = count(1)
        self._joining: Any = None

    def key(self) -> str:
        return f"key-{next(self._keys)}"

    async def settle(self) -> None:
        """Deliver until nothing waits."""
        while await self.bus.deliver():
            pass

    async def sweep(self) -> None:
        """One tick: chase, then deliver."""
        while await self.bus.chase():
            pass
        await self.settle()

    async def wait(self, **span: float) -> None:
        """Let time pass, from one thing that falls due to the next."""
        end = self.clock + timedelta(**span)
        await self.sweep()
        while self.clock < end:
            self.clock = min(end, await self._next_due() or end)
            await self.sweep()

    async def until(self, at: datetime) -> None:
        """Let time pass until then."""
        await self.wait(seconds=(at - self.clock).total_seconds())

    async def _next_due(self) -> datetime | None:
        owed = await self.rows("obligations", state="open", order="due_at")
        waiting = await self.rows("notices", state=("pending", "retry"), order="due_at")
        return min((each.due_at for each in (*owed, *waiting) if each.due_at > self.clock), default=None)

    @asynccontextmanager
    async def together(self) -> AsyncIterator[Any]:
        """One transaction for everybody who joins inside."""
        if self._joining is not None:
            yield self._joining
            return
        async with self.storage.units.write() as uow:
            self._joining = uow
            try:
                yield uow
            finally:
                self._joining = None
            await uow.commit()

    async def joins(
        self,
        person_id: str,
        name: str,
        agency: str,
        seats: tuple[str, ...] = (),
        channel: str = "slack",
        *,
        manager: str | None = None,
        desk: str = "",
        cases: tuple[str, ...] = (),
        **more: Any,
    ) -> Somebody:
        """Add somebody to the directory, with the app installed in their tool."""
        tenant = {"social_care": "T-COUNCIL", "police": "TENANT-POLICE"}.get(agency, "TENANT-NHS")
        more.setdefault("phone", f"01632 960{100 + len(self.people)}")
        person = Person(person_id, name, agency, (COUNCIL,), seats, manager_id=manager, **more)
        somebody = Somebody(self, person, channel, tenant)
        address = Address(f"a-{person_id}", person_id, channel, tenant, somebody.identity.account, state="live")
        async with self.together() as uow:
            await uow.people.add(person)
            await uow.addresses.add(address)
            for case in cases:
                await uow.caseloads.add(Caseload(f"c-{person_id}-{case}", COUNCIL, person_id, case))
            if desk:
                await uow.desk_members.add(DeskMember(f"m-{person_id}", desk, person_id))
        self.people[person_id] = somebody
        return somebody

    async def has_mail(self, person_id: str, email: str, *, alone: bool = True) -> Somebody:
        """This person is written to by e-mail: as the only way to reach them, or after their chat tool."""
        self.tools.setdefault("email", Letterbox())
        somebody = self.people[person_id]
        async with self.storage.units.write() as uow:
            for row in await uow.addresses.where(person_id=person_id) if alone else ():
                row.state, row.reason = "dead", "left"
                await uow.addresses.save(row)
            await uow.addresses.add(Address(f"e-{person_id}", person_id, "email", "", email=email, rank=9))
            await uow.commit()
        return somebody

    def letters(self, email: str) -> list[Card]:
        """What has come to this address, the oldest first."""
        box = self.tools["email"]
        assert isinstance(box, Letterbox)
        return box.letters_to(email)

    async def opens_desk(self, desk_id: str, name: str, agency: str, seats: tuple[str, ...]) -> None:
        """Add a desk."""
        async with self.together() as uow:
            await uow.desks.add(Desk(desk_id, name, agency, (COUNCIL,), seats, "01632 960900"))

    async def rows(self, table: str, /, **equals: Any) -> list[Any]:
        """Rows of one kind, as the database has them."""
        async with self.storage.units.read() as uow:
            return await getattr(uow, table).where(**equals)

    async def with_everybody(self) -> World:
        """The usual people: social care in Slack, police and health in two Teams tenants."""
        async with self.together():
            await usual_people(self)
        return self

    async def called(self, urgency: str = "same_day", reference: str = REFERENCE, **more: Value) -> Somebody:
        """Sam calls a meeting about one child and sends the plan as it is."""
        sam = self.people["sam"]
        await sam.types("")
        await sam.fills(references=reference, urgency=urgency, ages="3 years", **more)
        assert isinstance(sam.shown, Form), sam.sees()
        assert sam.shown.verb == "send", sam.sees()
        await sam.fills()
        return sam

    async def recorded(self, *lines: dict[str, str]) -> Somebody:
        """At one o'clock Sam writes these actions down and closes the record."""
        sam = self.people["sam"]
        await self.until(at(10, 13))
        await sam.presses("Write the actions")
        for line in lines:
            await sam.fills(**line)
        await sam.presses("Finish")
        await sam.fills()
        return sam


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A time in March 2026, London."""
    return datetime(2026, 3, day, hour, minute, tzinfo=LONDON)


__all__ = ["REFERENCE", "TUESDAY", "Somebody", "Tool", "World", "at", "read"]
