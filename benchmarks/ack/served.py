"""A real `quorate serve` on each database, with a thousand people in Slack and in Teams who may write to it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

from benchmarks.ack import shots
from benchmarks.ack.shots import Shot, Way, whole
from benchmarks.generator import Answers, Load, send
from bot.demo.cast import APP_ID, COUNCIL_WORKSPACE, POLICE
from bot.domain.people import Address, Person
from bot.storage import open_storage
from tests.kit.databases import KEYS
from tests.kit.nursery import Nursery
from tests.kit.served import Ground, Process, ground

_SERIAL = count(1)


@dataclass
class Served:
    """One running Quorate, and those who write to it."""

    ground: Ground
    process: Process
    people: int

    @property
    def pid(self) -> int:
        return self.process.running.pid

    def commands(self, many: int) -> list[Shot]:
        """As many signed forms, of everybody by turns."""
        secret = self.ground.their_slack.app.signing_secret
        return [
            shots.submission(secret, in_slack(number % self.people), f"t.{next(_SERIAL)}") for number in range(many)
        ]

    def presses(self, many: int) -> list[Shot]:
        """As many presses in Teams, of everybody by turns."""
        service = f"{self.ground.their_teams.base_url}/emea/"
        way = Way(service, APP_ID, self.token(service))
        return [shots.press(in_teams(number % self.people), next(_SERIAL), way) for number in range(many)]

    def token(self, service_url: str) -> str:
        """As the Bot Framework signs for this service."""
        return self.ground.their_teams.courier.token(serviceurl=service_url)

    async def sent(self, made: Sequence[Shot], connections: int, a_second: float = 0.0) -> Answers:
        """Send these from another process."""
        return await send(Load(self.process.port, (), connections, a_second), whole(made))

    async def restarted(self, **settings: Any) -> None:
        """Another process in its place, on the same database."""
        await self.process.stop()
        self.process = await self.ground.serve(settings=settings)


@asynccontextmanager
async def served(
    folder: Path, url: str, nursery: Nursery, people: int, at: datetime, **settings: Any
) -> AsyncIterator[Served]:
    """Everything up; `url` is an empty database."""
    storage = open_storage(url, KEYS)
    await storage.migrate()
    await storage.close()
    async with ground(folder, url, nursery, at=at) as made:
        await join(made, people)
        process = await made.serve(settings={"tick_seconds": 2.0, **settings})
        yield Served(made, process, people)


async def join(made: Ground, people: int) -> None:
    """So many more in the directory."""
    async with made.storage.units.write() as uow:
        for person, addresses in crowd(people):
            await uow.people.add(person)
            for each in addresses:
                await uow.addresses.add(each)
        await uow.commit()


def crowd(people: int) -> Iterator[tuple[Person, tuple[Address, ...]]]:
    """Invented police officers with an account in Slack and one in Teams; the Teams account is their id."""
    for number in range(people):
        own = in_teams(number)
        slack = Address(f"s-{own}", own, "slack", COUNCIL_WORKSPACE, in_slack(number), state="live", listed=True)
        teams = Address(f"t-{own}", own, "teams", POLICE, own, state="live", listed=True)
        yield Person(own, f"Officer {number}", "police", ("EXMP",), works="always"), (slack, teams)


def in_slack(number: int) -> str:
    """Somebody's account there."""
    return f"U9CROWD{number:05}"


def in_teams(number: int) -> str:
    """Somebody's account there, and their id with us."""
    return f"f5f5f5f5-5555-4555-8555-{number:012}"
