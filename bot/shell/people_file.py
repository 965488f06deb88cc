"""The directory from the shell: a file is shown as a diff, then written whole or not at all; somebody leaves."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

from bot.app.bus import Bus
from bot.app.commands import ImportDirectory, PersonLeaves
from bot.app.current_directory import read_current
from bot.app.directory_file import read_directory
from bot.app.work import OPERATOR
from bot.domain.errors import QuorateError
from bot.wiring import Configuration, open_core

T = TypeVar("T")


async def import_people(
    configuration: Configuration, file: Path, *, dry_run: bool, second_person: str, say: Callable[[str], None]
) -> None:
    """Show what the file would change, and change it unless it is a dry run. QuorateError when a row is wrong."""
    text = bytes_of(file)

    async def work(bus: Bus) -> None:
        async with bus.units.read() as uow:
            current = await read_current(uow)
        reading = read_directory(text, bus.policies, current)
        if reading.change is None:
            raise QuorateError("\n".join([*reading.problems, "Nothing was saved."]))
        for line in reading.diff or ("Nothing changes.",):
            say(line)
        if dry_run:
            say("A dry run: nothing was saved.")
            return
        await bus.do(ImportDirectory(reading.change, second_person), OPERATOR)
        say("Saved.")

    await _with_core(configuration, work)


def bytes_of(file: Path) -> bytes:
    """What the file holds. QuorateError when it cannot be read."""
    try:
        return file.read_bytes()
    except OSError as error:
        raise QuorateError(f"{file.name} cannot be read ({error.strerror}). Nothing was saved.") from None


async def let_leave(configuration: Configuration, person_id: str) -> None:
    """Everything that waited for this person moves to their manager, now."""

    async def work(bus: Bus) -> None:
        await bus.do(PersonLeaves(person_id), OPERATOR)

    await _with_core(configuration, work)


async def migrate(configuration: Configuration) -> None:
    """Bring the database up to this release."""

    async def work(_: Bus) -> None:
        return

    await _with_core(configuration, work)


async def _with_core(configuration: Configuration, work: Callable[[Bus], Awaitable[T]]) -> T:
    bus, storage = open_core(configuration)
    try:
        await storage.migrate()
        return await work(bus)
    finally:
        await storage.close()
