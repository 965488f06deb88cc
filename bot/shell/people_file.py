"""The directory from the shell: a file is shown as a diff, then written whole or not at all; somebody leaves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.app.commands import ConfirmDirectory, ImportDirectory, PersonLeaves
from bot.app.current_directory import read_current
from bot.app.directory_file import read_directory
from bot.app.directory_holds import Held
from bot.app.work import OPERATOR
from bot.domain.errors import QuorateError
from bot.shell.login import login
from bot.shell.opening import NOT_SAVED, bytes_of, opened
from bot.shell.reach_findings import unreached_lines
from bot.wiring import Configuration

HELD = (
    "Held: nothing was saved, because a second person must see some of this. Within seven days, under their own "
    "login: quorate directory confirm {file}. Everybody whose account would change is told on the one they have; "
    "with the number in that message you can confirm it yourself: --code."
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be done with a file: looked at, imported, or confirmed (with the code, "" for one's own login)."""

    file: Path
    dry_run: bool = False
    confirm: bool = False
    code: str = ""


async def import_people(configuration: Configuration, wanted: Wanted, say: Callable[[str], None]) -> None:
    """Show what the file would change, and change it unless it is a dry run. QuorateError when nothing was saved."""
    text = bytes_of(wanted.file)
    async with opened(configuration) as bus:
        async with bus.units.read() as uow:
            current = await read_current(uow)
        reading = read_directory(text, bus.policies, current)
        if reading.change is None:
            raise QuorateError("\n".join([*reading.problems, NOT_SAVED]))
        for line in reading.diff or ("Nothing changes.",):
            say(line)
        if wanted.dry_run:
            say("A dry run: nothing was saved.")
            return
        change, who = reading.change, login()
        done = await bus.do(
            ConfirmDirectory(change, who, wanted.code) if wanted.confirm else ImportDirectory(change, who), OPERATOR
        )
        if isinstance(done, Held):
            raise QuorateError(HELD.format(file=wanted.file.name))
        if isinstance(done, str):
            raise QuorateError(done)
        say("Saved.")


async def let_leave(configuration: Configuration, person_id: str) -> None:
    """Everything that waited for this person moves to their manager, now."""
    async with opened(configuration) as bus:
        await bus.do(PersonLeaves(person_id), OPERATOR)


async def migrate(configuration: Configuration) -> None:
    """Bring the database up to this release."""
    async with opened(configuration):
        pass


async def list_unreached(configuration: Configuration, say: Callable[[str], None]) -> None:
    """A line for each person whom a tool that is set up does not reach."""
    async with opened(configuration) as bus, bus.units.read() as uow:
        current = await read_current(uow, waiting=False)
    lines = list(unreached_lines(current, [plug.name for plug, _ in configuration.channels]))
    for line in lines or ["Everybody can be written to in the tools that are set up."]:
        say(line)
