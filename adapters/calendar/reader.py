"""The reader of free/busy feeds: fetches over the network, and has the feed read in a process of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import datetime

from aiohttp.abc import AbstractResolver

from adapters.calendar.fetching import Fetcher, Limits
from adapters.calendar.hosts import AllowedHosts, as_url
from adapters.calendar.troubles import NotRead
from adapters.calendar.workroom import WorkLimits, Workroom
from bot.app.ports import BusyTime, CalendarRead, CalendarSame, CalendarTrouble
from scheduling.availability import instant

Reading = CalendarRead | CalendarSame | CalendarTrouble


class FeedReader:
    """Reads one feed at a time or several; a trouble of one is never another's."""

    def __init__(self, fetcher: Fetcher, workroom: Workroom) -> None:
        self._fetcher, self._workroom = fetcher, workroom
        self._under_way: set[asyncio.Task[Reading]] = set()
        self._closed = False

    def refuses(self, address: str) -> str:
        """A trouble's code when this address would never be fetched, "" when it would be tried."""
        url = as_url(address)
        return "not_an_address" if url is None else self._fetcher.hosts.problem(url)

    async def read(self, address: str, fingerprint: str, start: datetime, end: datetime) -> Reading:
        """What the feed says about [start, end), joined; a code for whatever was in the way."""
        if self._closed:
            return CalendarTrouble("stopped")
        task = asyncio.create_task(self._read(address, fingerprint, start, end))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        try:
            return await task
        except NotRead as trouble:
            return CalendarTrouble(trouble.code)
        except asyncio.CancelledError:
            if self._closed:
                return CalendarTrouble("stopped")
            raise

    async def close(self) -> None:
        """Call off what is under way, and end the process that reads."""
        self._closed = True
        for task in tuple(self._under_way):
            task.cancel()
        await self._workroom.close()

    async def _read(self, address: str, fingerprint: str, start: datetime, end: datetime) -> Reading:
        feed = await self._fetcher.fetch(address, fingerprint)
        if feed is None:
            return CalendarSame()
        found = await self._workroom.read(feed, start, end)
        times = [
            BusyTime(instant(since), instant(until), unsure=name == "unsure")
            for name in ("busy", "unsure")
            for since, until in found[name]
        ]
        times.sort(key=lambda each: each.starts_at)
        return CalendarRead(tuple(times), instant(found["until"]), feed.fingerprint)


def open_reader(
    hosts: Iterable[str],
    *,
    limits: Limits | None = None,
    work: WorkLimits | None = None,
    resolver: AbstractResolver | None = None,
) -> FeedReader:
    """A reader of feeds on these hosts. Nothing is opened yet: the process starts with the first feed."""
    fetcher = Fetcher(AllowedHosts(hosts), limits or Limits(), resolver)
    return FeedReader(fetcher, Workroom(work or WorkLimits()))
