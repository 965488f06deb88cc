"""The one door of the core: `do` a command, `ask` a question, run the periodic work. It alone reads the clock."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import structlog

from bot.app import standstill, sweep
from bot.app.audit_linking import link_waiting
from bot.app.commands import Command
from bot.app.handlers import ANSWERS, HANDLERS
from bot.app.links import Links
from bot.app.night_watch import NightWatch
from bot.app.ports import Channel, Clock
from bot.app.questions import Question
from bot.app.retention.rounds import RESTORED, NightlyRound, Purged, purge
from bot.app.rights import allow
from bot.app.store import UnitOfWork, Units
from bot.app.wording.talk import ALREADY, UNEXPECTED
from bot.app.work import QUORATE, Actor, Work
from bot.domain.audit import READ_DETAIL, Head
from bot.domain.errors import Outdated, QuorateError, Refusal, TryAgain, came_from
from bot.domain.installation import Installation, QuietWhy
from bot.domain.people import Address, Identity, Person
from bot.failpoints import reach
from bot.policy import Policies

log = structlog.get_logger()

TRIES = 3


class Repeated(Refusal):
    """This delivery was done before: nothing was done now, and the present state is the answer."""

    def __init__(self) -> None:
        super().__init__("repeated", ALREADY)


def _now() -> datetime:
    return datetime.now(UTC)


class Bus:
    """Opens a transaction once a command, and closes it; handlers neither commit nor send."""

    def __init__(
        self,
        units: Units,
        policies: Policies,
        channels: Mapping[str, Channel],
        clock: Clock | None = None,
        feeds: sweep.Feeds | None = None,
        links: Links | None = None,
    ) -> None:
        self.units, self.policies, self.channels = units, policies, channels
        self.feeds, self.links = feeds, links
        self._clock = clock or _now
        self.owed = asyncio.Event()
        self._nights, self._purges = NightWatch(policies), NightlyRound(policies)
        self.quiet: Installation | None = None
        self.outdated = False
        self.watch = sweep.SelfWatch()

    def now(self) -> datetime:
        """The instant, read once a command."""
        return self._clock()

    async def do(self, command: Command, actor: Actor, key: str = "") -> Any:
        """Authorise, then do it in one transaction. With `key`, a delivery is done once however often it comes.

        Raises QuorateError in plain words; nothing is saved then.
        """
        reach("verified")
        done = await self._tried(lambda: self._do(command, actor, key), type(command).__name__)
        self.owed.set()
        return done

    async def ask(self, question: Question, actor: Actor) -> Any:
        """Authorise, then read. A question about detail writes its reading into the audit."""
        return await self._tried(lambda: self._ask(question, actor), type(question).__name__)

    async def known(self, identity: Identity) -> tuple[Person, Address] | None:
        """The person bound to this account and the address they use, if any."""
        async with self.units.read() as uow:
            return await uow.who_is(identity)

    async def deliver(self) -> int:
        """Send what is owed now; how many were tried."""
        self.owed.clear()
        try:
            return await sweep.deliver(self._desk())
        except Outdated:
            await self.stands_still()
            return 0

    async def chase(self) -> int:
        """Climb every ladder whose next step is due, and look after evening and morning; how much was done."""
        if await self.stands_still():
            return 0
        taken = await sweep.chase(self._desk()) + await self._nights.look(self._desk())
        if taken:
            self.owed.set()
        return taken

    async def look_again(self) -> int:
        """See whether addresses that stopped working are alive again; how many were looked at."""
        return 0 if await self.stands_still() else await sweep.look_again(self._desk())

    async def audit_itself(self) -> sweep.Audited:
        """Compare what was promised with what was done, put right what may be, and tell of the rest once."""
        return await self.watch.audit(self._desk(), self.owed.set, still=await self.stands_still())

    async def measure(self) -> None:
        """Keep what waits longest, and in how many seconds the database said so."""
        await self.watch.measure(self._desk(), time.perf_counter)

    async def read_calendars(self, person_id: str = "") -> int:
        """Read the free/busy calendars whose turn it is, or this person's now; how many were tried."""
        return 0 if self.feeds is None else await sweep.read_calendars(self._desk(), self.feeds, person_id)

    async def stands_still(self) -> bool:
        """True while it is quiet, as `quiet` then says, or `outdated`; neither is older than a turn."""
        self.quiet, self.outdated = await standstill.at_a_stand(self.units, lambda: self.outdated)
        return self.outdated or self.quiet is not None

    async def _quiet(self, uow: UnitOfWork) -> bool:
        """The same, where a transaction is open already: so it is not outdated."""
        self.quiet, self.outdated = await standstill.is_quiet(uow), False
        return self.quiet is not None

    async def purge(self, actor: Actor = QUORATE) -> Purged:
        """Delete every case that has been kept long enough, one after the other.

        Refuses after a restore, until resumed: a hold may be missing that was placed since the backup.
        """
        if await self.stands_still() and self.quiet and self.quiet.why is QuietWhy.RESTORED:
            raise Refusal("restored", RESTORED)
        return await purge(lambda each: self.do(each, actor), lambda each: self.ask(each, actor), self.units)

    async def purge_nightly(self) -> None:
        """The same once a day, at the policy's quiet hour."""
        if self._purges.is_due(self.now()) and not await self.stands_still():
            await self.purge()
            self._purges.done(self.now())

    async def link_audit(self) -> int:
        """Give audit entries that wait for it their link in the chain; how many."""
        return await link_waiting(self.units)

    async def audit_head(self) -> Head:
        """The chain's last link, to be kept where nobody of Quorate can change it."""
        async with self.units.read() as uow:
            return await uow.audit_head()

    def _desk(self) -> sweep.Desk:
        watch = self.watch
        about = (self.units, self.channels, self._work, self.now, watch.auditor.release, watch.tally)
        return sweep.Desk(*about, self._quiet)

    def _work(self, uow: UnitOfWork, actor: Actor = QUORATE) -> Work:
        new_id = secrets.token_urlsafe
        return Work(uow, self.now(), actor, self.policies, lambda: new_id(12), self.channels, self.links)

    async def _do(self, command: Command, actor: Actor, key: str) -> Any:
        async with self.units.write() as uow:
            work = self._work(uow, actor)
            if key and not await uow.first_time(key, work.now):
                raise Repeated
            reach("inbox_inserted")
            await allow(command, work)
            done = await HANDLERS[type(command)](command, work)
            reach("before_commit")
            await uow.commit()
        reach("committed")
        return done

    async def _ask(self, question: Question, actor: Actor) -> Any:
        opened = self.units.write() if question.detail else self.units.read()
        async with opened as uow:
            work = self._work(uow, actor)
            await allow(question, work)
            answer = await ANSWERS[type(question)](question, work)
            if question.detail:
                await self._keep_reading(question, work)
                await uow.commit()
        return answer

    async def _keep_reading(self, question: Question, work: Work) -> None:
        meeting_id, action_id = getattr(question, "meeting_id", ""), getattr(question, "action_id", "")
        if action_id:
            action = await work.uow.actions.get(action_id)
            meeting_id = action.meeting_id if action else ""
        meeting = await work.uow.meetings.get(meeting_id)
        council = meeting.council if meeting else ""
        await work.note(READ_DETAIL, action_id or meeting_id, council, meeting_id, question=type(question).__name__)

    async def _tried(self, once: Callable[[], Awaitable[Any]], name: str) -> Any:
        """Run it, again if something else was in the way; whatever we did not foresee becomes a plain answer."""
        for turn in range(1, TRIES + 1):
            try:
                return await once()
            except TryAgain:
                if turn == TRIES:
                    raise
                await asyncio.sleep(0.02 * turn)
            except QuorateError as refused:
                self.watch.refused(refused)
                raise
            except Exception as unknown:  # noqa: BLE001 - edge: one command; recorded, and answered in plain words
                log.error("command failed", command=name, error=type(unknown).__name__, where=came_from(unknown))
                raise Refusal("unexpected", UNEXPECTED) from None
        raise AssertionError
