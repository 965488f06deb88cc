"""A smaller nine o'clock through the application's own `deliver`: cards, database and leases included."""

from __future__ import annotations

import asyncio
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from adapters.slack.pace import Pace
from benchmarks.sweep.ground import COUNCIL, KEYS
from benchmarks.sweep.nine_o_clock import SLACK, Platform, Real
from benchmarks.sweep.ours import desk
from bot.app.cards import Card
from bot.app.deliver import deliver
from bot.app.ports import OWN_RATE, Delivery, Retry, Sent
from bot.domain.action import Action
from bot.domain.case import CaseFacts
from bot.domain.meeting import Meeting, MeetingState
from bot.domain.notice import Notice, NoticeKind
from bot.domain.people import Address, Identity, Person
from bot.storage import Storage, open_storage

NINE = datetime(2026, 3, 17, 9, tzinfo=UTC)
TICK = 0.1
WITHIN = 20.0
LONGEST = 600.0


class StandIn:
    """Slack, as its channel asks for turns; what it is given is counted against the limits by the platform itself."""

    name = "slack"

    def __init__(self) -> None:
        self.now = 0.0
        self.sent: dict[str, float] = {}
        self.platform = Platform(SLACK)
        self._pace = Pace(lambda: self.now)

    def wait(self, to: Address, *, urgent: bool) -> float:
        """Seconds until it is this post's turn."""
        return self._pace.wait("T", to.account, urgent=urgent)

    async def send(self, to: Address, card: Card) -> Delivery:  # noqa: ARG002 - what is on it makes no difference
        """Posted, or when to ask again."""
        if wait := self._pace.turn("T", to.account):
            return Retry(timedelta(seconds=wait), OWN_RATE)
        self.platform.post(self.now, to.account)
        self.sent[to.account] = self.now
        return Sent(f"post-{to.account}", account=to.account)

    async def update(self, to: Address, post_id: str, card: Card) -> Delivery:  # noqa: ARG002 - nothing is updated here
        """Done."""
        return Sent(post_id, account=to.account)

    async def verified_email(self, identity: Identity) -> str | None:  # noqa: ARG002 - nobody is new
        """Nobody's."""
        return ""


def morning(lists: int, urgent: int) -> Real:
    """So many lists that wait at nine, and urgent messages that come within seconds."""
    with TemporaryDirectory() as folder:
        return asyncio.run(_morning(open_storage(f"sqlite:///{Path(folder)}/nine.db", KEYS), lists, urgent))


async def _morning(storage: Storage, lists: int, urgent: int) -> Real:
    chance, slack = random.Random(9), StandIn()
    coming = {f"u{number}": chance.uniform(0, WITHIN) for number in range(urgent)}
    try:
        await storage.migrate()
        await _fill(storage, [f"p{number}" for number in range(lists)], coming)
        while len(slack.sent.keys() & coming.keys()) < urgent:
            if slack.now > LONGEST:
                raise RuntimeError("urgent messages never came")
            now = NINE + timedelta(seconds=slack.now)
            while await deliver(desk(storage, now, {"slack": slack})):
                pass
            slack.now += TICK
    finally:
        await storage.close()
    waits = sorted(slack.sent[each] - at for each, at in coming.items())
    longest = max(TICK, waits[min(urgent - 1, urgent * 99 // 100)])
    return Real(lists, urgent, longest, slack.platform.refused, len(slack.sent) - urgent)


async def _fill(storage: Storage, owners: list[str], coming: dict[str, float]) -> None:
    """A closed meeting, an action and a list each, and urgent news of the meeting for others."""
    async with storage.units.write() as uow:
        facts = CaseFacts((), frozenset(), (), None, NINE, "planned")
        meeting = Meeting("m1", COUNCIL, 1, "planned", "p0", NINE, NINE, facts, "1", MeetingState.CLOSED)
        await uow.meetings.add(meeting)
        for number, who in enumerate((*owners, *coming)):
            await uow.people.add(Person(who, f"Somebody {number}", "Agency", (COUNCIL,), works="Mon-Fri 09:00-17:00"))
            await uow.addresses.add(Address(f"a{who}", who, "slack", "T", who, state="live"))
        for number, who in enumerate(owners):
            action = Action(f"act{number}", COUNCIL, "m1", number, "See the child", NINE - timedelta(days=5))
            action.owner_id, action.due_at = who, NINE + timedelta(hours=8)
            await uow.actions.add(action)
            await uow.notices.add(_notice(who, NoticeKind.DIGEST, f"{NINE:%Y-%m-%d}", NINE))
        for who, at in coming.items():
            news = _notice(who, NoticeKind.TELL, "p0", NINE + timedelta(seconds=at))
            news.urgent, news.meeting_id, news.code = True, "m1", "record_missing"
            await uow.notices.add(news)
        await uow.commit()


def _notice(who: str, kind: NoticeKind, about: str, at: datetime) -> Notice:
    return Notice(f"n{who}", COUNCIL, kind, about, who, f"n{who}", due_at=at, created_at=NINE)
