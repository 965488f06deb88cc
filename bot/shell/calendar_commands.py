"""`quorate calendar …`. Each command imports what it needs when it is called, so that help comes at once."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import typer

calendars = typer.Typer(help="Whose free/busy calendar is read, and how that goes.", no_args_is_help=True)

EnvFile = Annotated[Path | None, typer.Option("--env-file", help="The settings file, in place of .env here.")]
PersonId = Annotated[str, typer.Argument(metavar="ID", help="The person's id in the directory.")]
_LONGEST = 4000


@calendars.command("add")
def add(person_id: PersonId, env_file: EnvFile = None) -> None:
    """Read this person's calendar from now on. The address is read from the standard input, never an argument.

    Whoever holds the address can look into the calendar, so it may not stand in a shell's history or a list of
    processes: type it when asked, or pipe it in.
    """
    from bot.shell.calendar_feeds import keep
    from bot.wiring import load

    asyncio.run(keep(load(env_file), person_id, _address(), typer.echo))


@calendars.command("list")
def listed(env_file: EnvFile = None) -> None:
    """Whose calendars are read, and how each does. Addresses are never shown."""
    from bot.shell.calendar_feeds import shown
    from bot.wiring import load

    for line in asyncio.run(shown(load(env_file))) or ("Nobody's calendar is read.",):
        typer.echo(line)


@calendars.command("remove")
def remove(person_id: PersonId, env_file: EnvFile = None) -> None:
    """Forget this person's calendar and all that was read from it."""
    from bot.shell.calendar_feeds import forget
    from bot.wiring import load

    asyncio.run(forget(load(env_file), person_id, typer.echo))


@calendars.command("read")
def read_now(person_id: PersonId, env_file: EnvFile = None) -> None:
    """Read this person's calendar now, in place of waiting for its turn."""
    from bot.shell.calendar_feeds import read
    from bot.wiring import load

    asyncio.run(read(load(env_file), person_id, typer.echo))


def _address() -> str:
    """The address as piped in, or typed without being shown."""
    import sys
    from getpass import getpass

    given = getpass("Address of the calendar (not shown): ") if sys.stdin.isatty() else sys.stdin.read(_LONGEST)
    return given.strip()
