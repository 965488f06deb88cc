"""A running Quorate: started in order, stopped in order, and able to say whether it is well."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

import structlog
from starlette.routing import BaseRoute

from bot.app.bus import Bus
from bot.app.ports import Adapter, CalendarReader, Channel, Front
from bot.app.wording.standstill import MEND, OUTDATED, quiet_since
from bot.domain.errors import Outdated, QuorateError
from bot.storage import Storage, StorageError
from bot.web.heartbeat import Heartbeat
from bot.web.latencies import Latencies
from bot.web.metrics import Seen

log = structlog.get_logger()

LATE_AFTER = 3
# A batch waits for the platform's own answers: a slow platform is no reason to take this process out of service.
SLOW_PLATFORM = timedelta(seconds=45)
_STORAGE_ANSWERS_WITHIN = 3.0
# What makes a process unfit when it is late, and how much longer its work may take.
_LATE = {
    "chase": ("What is due is not being chased.", timedelta(0)),
    "deliver": ("Messages are not being sent.", SLOW_PLATFORM),
    "look_again": ("Addresses that stopped working are not being looked at.", timedelta(minutes=5)),
    "self_audit": ("Quorate is not looking at its own work.", timedelta(minutes=1)),
}


class NotStarted(QuorateError):
    """The process must not, or could not, start: a sentence for each reason."""

    def __init__(self, reasons: Sequence[str]) -> None:
        self.reasons = tuple(reasons)
        super().__init__("\n".join(reasons))


class Ticks(Protocol):
    """The fixed periodic work, by name: "deliver", "chase", and what `wiring` adds. `failures` counts by name."""

    failures: Counter[str]

    def start(self) -> None:
        """Begin."""
        ...

    async def stop(self) -> None:
        """Begin nothing more, and wait for what runs."""
        ...

    def last_tick(self, name: str) -> datetime | None:
        """When this work was last done without an error."""
        ...

    def intervals(self) -> dict[str, timedelta]:
        """How often each is done."""
        ...


def unless_outdated(bus: Bus, job: Callable[[], Awaitable[None]]) -> Callable[[], Awaitable[None]]:
    """This periodic work, which comes to nothing once a newer release has put an end to this one."""

    async def turn() -> None:
        try:
            await job()
        except Outdated:
            await bus.stands_still()

    return turn


class Runtime:
    """Everything one process holds. `adapters` are those that run; `disabled` says why another does not."""

    def __init__(
        self,
        *,
        bus: Bus,
        front: Front,
        adapters: dict[str, Adapter],
        channels: dict[str, Channel],
        storage: Storage,
        ticker: Ticks,
        tick_seconds: float,
        shutdown_seconds: float,
        calendars: CalendarReader | None = None,
        heartbeat: Heartbeat | None = None,
    ) -> None:
        self.bus, self.front, self.storage = bus, front, storage
        self.adapters = adapters
        self.disabled: dict[str, str] = {}
        self.shutdown_seconds = shutdown_seconds
        self._channels = channels
        self._calendars = calendars
        self._heart = heartbeat
        self._beating: asyncio.Task[None] | None = None
        self.requests = Latencies()
        self._every = timedelta(seconds=tick_seconds)
        self.ticker = ticker
        self._prompt: asyncio.Task[None] | None = None
        self._sending: asyncio.Task[int] | None = None
        self._started_at: datetime | None = None
        self.stopping = False

    async def start(self) -> None:
        """Tables, then channels, then ticks. NotStarted, with everything closed again, when it cannot be."""
        try:
            await self.storage.migrate()
            for name, adapter in list(self.adapters.items()):
                await self._start(name, adapter)
            if not self.adapters:
                raise NotStarted([*self.disabled.values(), "No channel could be started."])
        except StorageError as error:
            await self.stop()
            raise NotStarted([str(error)]) from None
        except BaseException:
            await self.stop()
            raise
        self._started_at = datetime.now(UTC)
        self.ticker.start()
        self.bus.owed.set()
        self._prompt = asyncio.create_task(self._deliver_when_owed())
        if self._heart is not None:
            self._beating = asyncio.create_task(self._heart.beat_on(self.amiss, self._beat))

    def routes(self) -> list[BaseRoute]:
        """The addresses of every channel that runs."""
        return [route for adapter in self.adapters.values() for route in adapter.routes(self.front)]

    async def stop(self) -> None:
        """Finish what is under way, as far as the time allows; what is owed waits in the database."""
        self.stopping = True
        if self._calendars is not None:
            # A calendar is read again at its next turn: nothing is lost when its reading is called off.
            await self._within("calendars", self._calendars.close())
        await self._within("ticks", self._stop_ticks())
        for name, adapter in self.adapters.items():
            await self._within(name, adapter.stop())
        await self._within("storage", self.storage.close())

    def late(self) -> list[str]:
        """Periodic work that has not been done for three intervals, in words."""
        if self._started_at is None:
            return ["Quorate has not started yet."]
        if self.bus.outdated:
            return [OUTDATED]
        now, found = datetime.now(UTC), []
        for job, every in self.ticker.intervals().items():
            words, patience = _LATE.get(job, ("", timedelta(0)))
            if words and self._last(job) < now - max(every * LATE_AFTER, timedelta(seconds=1)) - patience:
                found.append(words)
        return found

    async def amiss(self) -> list[str]:
        """Why nobody outside should believe that all is well, in words or the names of checks; empty when it is."""
        if self.bus.watch.audited is None:
            await self.bus.audit_itself()
        audited = self.bus.watch.audited
        return [*await self.not_ready(), *(audited.open if audited else ())]

    def seen(self) -> Seen:
        """What the metrics tell; also from another thread, and while everything else is stuck."""
        now, jobs = datetime.now(UTC), self.ticker.intervals()
        audited = self.bus.watch.audited
        return Seen(
            now,
            self.bus.watch.auditor.release,
            self.bus.watch.tally,
            tuple(sorted(self._channels)),
            {job: (now - self._last(job)).total_seconds() for job in jobs} if self._started_at else {},
            dict(self.ticker.failures),
            audited.open if audited else {},
            self.bus.watch.measured,
            self.requests,
        )

    async def _beat(self) -> dict[str, Any]:
        head = await self.bus.audit_head()
        return {"release": self.bus.watch.auditor.release, "position": head.position, "head": head.hash}

    def quiet(self) -> str:
        """While it is quiet: since when, and what to do, in words; else ""."""
        found = self.bus.quiet
        return f"{quiet_since(found.quiet_since)} {MEND}" if found and found.quiet_since else ""

    async def not_ready(self) -> list[str]:
        """Why no work should be given to this process now, in words; empty when it is ready."""
        if self.stopping:
            return ["Quorate is stopping."]
        try:
            async with asyncio.timeout(_STORAGE_ANSWERS_WITHIN):
                await self.storage.ready()
        except Outdated:
            return [OUTDATED]
        except StorageError as error:
            return [str(error), *self.late()]
        except TimeoutError:
            return ["The database does not answer.", *self.late()]
        return self.late()

    async def _start(self, name: str, adapter: Adapter) -> None:
        """One channel that cannot start is left out, loudly; the others run (a channel never stops another)."""
        try:
            await adapter.start(self.front)
        except Exception as error:  # noqa: BLE001 - the edge of a channel: whatever it is, the others must run
            self.disabled[name] = f"{name.capitalize()} could not be started and is switched off."
            log.error("channel_disabled", channel=name, error=type(error).__name__)
            del self.adapters[name]
            self._channels.pop(name, None)
            await self._within(name, adapter.stop())

    def _last(self, job: str) -> datetime:
        never = datetime.min.replace(tzinfo=UTC)
        return self.ticker.last_tick(job) or self._started_at or never

    async def _deliver_when_owed(self) -> None:
        """Send as soon as something is owed, rather than at the next tick, which remains the safety net."""
        while True:
            await self.bus.owed.wait()
            self._sending = asyncio.create_task(self.bus.deliver())
            await asyncio.wait({self._sending})
            if (failed := self._sending.exception()) is not None:
                log.error("delivery_failed", error=type(failed).__name__)
                await asyncio.sleep(self._every.total_seconds())

    async def _stop_ticks(self) -> None:
        if self._beating is not None:
            self._beating.cancel()
            await asyncio.wait({self._beating})
        if self._prompt is not None:
            self._prompt.cancel()
            await asyncio.wait({self._prompt})
        await self.ticker.stop()
        if self._sending is not None:
            await asyncio.wait({self._sending})

    async def _within(self, what: str, work: Awaitable[None]) -> None:
        """Wait for one part to stop, but no longer than its share of the time there is."""
        done = asyncio.ensure_future(work)
        await asyncio.wait({done}, timeout=self.shutdown_seconds / 4)
        if not done.done():
            done.cancel()
            log.error("stopped_too_slowly", part=what)
        elif (failed := done.exception()) is not None:
            log.error("stop_failed", part=what, error=type(failed).__name__)
