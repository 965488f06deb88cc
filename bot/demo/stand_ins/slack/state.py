"""Everything the stand-in knows, in one place, without any network."""

import asyncio
import secrets
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from bot.demo.stand_ins.slack.faults import Faults
from bot.demo.stand_ins.slack.limits import RateLimits
from bot.demo.stand_ins.slack.people import App, Person, Workspace
from bot.demo.stand_ins.slack.records import Conversation, Delivery, Message, Sent, View
from bot.demo.stand_ins.slack.tickets import ResponseUrls, Triggers

Who = tuple[str, str]
"""A person: (team_id, user_id)."""


def new_id(letter: str) -> str:
    """An id of Slack's form: one letter of kind, ten capitals and digits."""
    alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"
    return letter + "0" + "".join(secrets.choice(alphabet) for _ in range(9))


@dataclass
class SlackState:
    """Workspaces, conversations, views and the log. `now` is monotonic seconds, `wall` seconds since 1970."""

    app: App
    workspaces: dict[str, Workspace]
    now: Callable[[], float] = time.monotonic
    wall: Callable[[], float] = time.time
    limits: RateLimits = field(default_factory=RateLimits)
    faults: Faults = field(default_factory=Faults)
    triggers: Triggers = field(default_factory=Triggers)
    response_urls: ResponseUrls = field(default_factory=ResponseUrls)
    conversations: dict[str, Conversation] = field(default_factory=dict)
    stacks: dict[Who, list[View]] = field(default_factory=dict)
    homes: dict[Who, View] = field(default_factory=dict)
    sent: list[Sent] = field(default_factory=list)
    deliveries: list[Delivery] = field(default_factory=list)
    _direct: dict[Who, Conversation] = field(default_factory=dict)
    _last_micro: int = 0
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    def changed(self) -> None:
        """Wake whoever waits for something to happen."""
        self._news.set()
        self._news = asyncio.Event()

    async def until(self, happened: Callable[[], object], within: float) -> None:
        """Return as soon as `happened()` is true; TimeoutError after `within` seconds."""
        async with asyncio.timeout(within):
            while not happened():
                await self._news.wait()

    def timestamp(self) -> str:
        """A message time: seconds and micros, never the same twice."""
        micro = max(int(self.wall() * 1_000_000), self._last_micro + 1)
        self._last_micro = micro
        return f"{micro // 1_000_000}.{micro % 1_000_000:06d}"

    def find(self, user_id: str, team_id: str | None = None) -> tuple[Workspace, Person]:
        """The person with this id and the workspace they are met in; KeyError when nobody has it."""
        for workspace in self.workspaces.values():
            person = workspace.person(user_id)
            if person is not None and team_id in (None, workspace.team_id):
                return workspace, person
        raise KeyError(user_id)

    def direct(self, team_id: str, user_id: str) -> Conversation:
        """The app's direct message with a person, opened if need be."""
        known = self._direct.get((team_id, user_id))
        if known is None:
            known = Conversation(new_id("D"), team_id, user_id)
            self._direct[team_id, user_id] = known
            self.conversations[known.channel_id] = known
        return known

    def has_direct(self, team_id: str, user_id: str) -> bool:
        """Whether that direct message has been opened."""
        return (team_id, user_id) in self._direct

    def readable(self, team_id: str, user_id: str) -> Iterator[Message]:
        """What the app has said where this person can read it, in the order it was said."""
        places = [one for one in self.conversations.values() if one.user_id is None and one.team_id == team_id]
        if self.has_direct(team_id, user_id):
            places.append(self.direct(team_id, user_id))
        said = [one for place in places for one in place.messages if one.bot_id and one.to in (None, user_id)]
        yield from sorted(said, key=lambda one: one.ts)

    def views(self) -> Iterator[View]:
        """Every modal and home tab there is."""
        for stack in self.stacks.values():
            yield from stack
        yield from self.homes.values()
