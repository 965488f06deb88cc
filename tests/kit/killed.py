"""A process that dies in a test's own loop: raised where it dies, and then nothing that it did goes on."""

from __future__ import annotations

import asyncio

from bot.storage.transaction import Transaction


class Killed(BaseException):
    """The process is gone: nothing after this line happens."""


async def killed() -> None:
    """Die here."""
    raise Killed


async def nothing_goes_on() -> None:
    """What else the killed process was doing ends with it; what it had begun in the database is undone there."""
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        # Undoing is the database's, not the dead process's: cut off, its connection would be nobody's.
        if getattr(task.get_coro(), "__qualname__", "") != Transaction.end.__qualname__:
            task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
