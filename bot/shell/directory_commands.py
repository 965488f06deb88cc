"""The `quorate directory` commands. Each imports what it needs when it is called, so that help comes at once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

directory = typer.Typer(help="Who can be asked: import people, or let one leave.", no_args_is_help=True)

EnvFile = Annotated[Path | None, typer.Option("--env-file", help="The settings file, in place of .env here.")]


@directory.command("import")
def directory_import(
    file: Annotated[Path, typer.Argument(help="A CSV file: see docs/install.md.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change, and change nothing.")] = False,
    env_file: EnvFile = None,
) -> None:
    """Write a directory file, all of it or nothing; the changes are shown first."""
    import asyncio

    from bot.shell.people_file import Wanted, import_people
    from bot.wiring import load

    asyncio.run(import_people(load(env_file), Wanted(file, dry_run), typer.echo))


@directory.command("confirm")
def directory_confirm(
    file: Annotated[Path, typer.Argument(help="The same file that was imported and is held.")],
    code: Annotated[str, typer.Option("--code", help="The number in the message to whoever's account changes.")] = "",
    env_file: EnvFile = None,
) -> None:
    """As the second person: look at the changes of accounts and chairs that are held, and write them."""
    import asyncio

    from bot.shell.people_file import Wanted, import_people
    from bot.wiring import load

    asyncio.run(import_people(load(env_file), Wanted(file, confirm=True, code=code), typer.echo))


@directory.command("leave")
def directory_leave(
    person_id: Annotated[str, typer.Argument(metavar="ID", help="The person's id in the directory.")],
    env_file: EnvFile = None,
) -> None:
    """Somebody has left: all that waited for them moves to their manager at once."""
    import asyncio

    from bot.shell.people_file import let_leave
    from bot.wiring import load

    asyncio.run(let_leave(load(env_file), person_id))
    typer.echo("Done: everything that waited for them has moved to their manager.")


@directory.command("unreached")
def directory_unreached(env_file: EnvFile = None) -> None:
    """Everybody whom a tool does not reach, and why: for whoever installs Quorate for people."""
    import asyncio

    from bot.shell.people_file import list_unreached
    from bot.wiring import load

    asyncio.run(list_unreached(load(env_file), typer.echo))
