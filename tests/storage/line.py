"""A line to a real PostgreSQL that can be frozen, cut and mended, as a network or a server does it."""

from __future__ import annotations

import asyncio
from typing import Self


class Line:
    """Listens on 127.0.0.1 and passes every byte on to the server, until told otherwise."""

    def __init__(self, server_port: int) -> None:
        self._server_port = server_port
        self._flows = asyncio.Event()
        self._flows.set()
        self._listener: asyncio.Server | None = None
        self._pipes: set[asyncio.Task[None]] = set()
        self._ends: set[asyncio.StreamWriter] = set()
        self.port = 0

    async def __aenter__(self) -> Self:
        await self.mend()
        return self

    async def __aexit__(self, *_: object) -> None:
        self.thaw()
        await self.cut()

    def freeze(self) -> None:
        """Take in what is sent and connections too, and answer nothing."""
        self._flows.clear()

    def thaw(self) -> None:
        """Pass on what was held, and all that follows."""
        self._flows.set()

    async def cut(self) -> None:
        """Close every connection and refuse new ones."""
        if self._listener is not None:
            self._listener.close()
            self._listener = None
        for pipe in self._pipes:
            pipe.cancel()
        await asyncio.gather(*self._pipes, return_exceptions=True)
        for end in self._ends:
            end.close()
        self._pipes.clear()
        self._ends.clear()

    async def mend(self) -> None:
        """Listen again, at the same place."""
        self._listener = await asyncio.start_server(self._connect, "127.0.0.1", self.port)
        self.port = self._listener.sockets[0].getsockname()[1]

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._ends.add(writer)
        await self._flows.wait()
        from_server, to_server = await asyncio.open_connection("127.0.0.1", self._server_port)
        self._ends.add(to_server)
        for source, target in ((reader, to_server), (from_server, writer)):
            self._pipes.add(asyncio.create_task(self._pass_on(source, target)))

    async def _pass_on(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        while some := await source.read(65536):
            await self._flows.wait()
            target.write(some)
        target.close()
