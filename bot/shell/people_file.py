"""The directory from the shell: a file is shown as a diff, then written whole or not at all; somebody leaves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bot.app.commands import ImportDirectory, PersonLeaves
from bot.app.current_directory import read_current
from bot.app.directory_file import read_directory
from bot.app.work import OPERATOR
from bot.domain.errors import QuorateError
from bot.shell.opening import NOT_SAVED, bytes_of, opened
from bot.wiring import Configuration


async def import_people(
    configuration: Configuration, file: Path, *, dry_run: bool, second_person: str, say: Callable[[str], None]
) -> None:
    """Show what the file would change, and change it unless it is a dry run. QuorateError when a row is wrong."""
    text = bytes_of(file)
    async with opened(configuration) as bus:
        async with bus.units.read() as uow:
            current = await read_current(uow)
        reading = read_directory(text, bus.policies, current)
        if reading.change is None:
            raise QuorateError("\n".join([*reading.problems, NOT_SAVED]))
        for line in reading.diff or ("Nothing changes.",):
            say(line)
        if dry_run:
            say("A dry run: nothing was saved.")
            return
        await bus.do(ImportDirectory(reading.change, second_person), OPERATOR)
        say("Saved.")


async def let_leave(configuration: Configuration, person_id: str) -> None:
    """Everything that waited for this person moves to their manager, now."""
    async with opened(configuration) as bus:
        await bus.do(PersonLeaves(person_id), OPERATOR)


async def migrate(configuration: Configuration) -> None:
    """Bring the database up to this release."""
    async with opened(configuration):
        pass
