"""Where stand-ins listen: on this machine only; and how they end, so that nobody is left on an open line."""

from __future__ import annotations

import asyncio
import socket
from contextlib import suppress

LOOPBACK = "127.0.0.1"
# asyncio answers in a task of its own, and tells the protocol of it one round later.
_ROUNDS_TO_ANSWER = 3


def listens(port: int = 0) -> socket.socket:
    """A socket that listens; at port 0, wherever there is room. OSError when the port is taken."""
    return socket.create_server((LOOPBACK, port))


async def takes_no_more(listening: socket.socket) -> None:
    """Before a server is closed: nobody new is answered, and whoever was has a protocol that can hang up.

    A server that closes in between leaves that one's connection open, and nobody knows of it.
    """
    with suppress(NotImplementedError):  # an event loop that does not watch sockets: Windows
        asyncio.get_running_loop().remove_reader(listening)
    for _ in range(_ROUNDS_TO_ANSWER):
        await asyncio.sleep(0)
