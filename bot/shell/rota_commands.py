"""The `quorate rota` commands. Each imports what it needs when it is called, so that help comes at once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

rotas = typer.Typer(help="Who is on shift when: import a rota, or see what is known.", no_args_is_help=True)

EnvFile = Annotated[Path | None, typer.Option("--env-file", help="The settings file, in place of .env here.")]


@rotas.command("import")
def rota_import(
    file: Annotated[Path, typer.Argument(help="A CSV or iCalendar file: see docs/rotas.md.")],
    name: Annotated[str, typer.Option("--name", help="The rota's name; else the file's.")] = "",
    first: Annotated[str | None, typer.Option("--from", metavar="DATE", help="Its first day.")] = None,
    last: Annotated[str | None, typer.Option("--until", metavar="DATE", help="Its last day.")] = None,
    council: Annotated[str, typer.Option("--council", metavar="CODE", help="Everybody works for this council.")] = "",
    desk: Annotated[str, typer.Option("--desk", metavar="ID", help="Everybody serves this desk.")] = "",
    dry_run: Annotated[
        bool, typer.Option("--check", "--dry-run", help="Show what would change, and change nothing.")
    ] = False,
    env_file: EnvFile = None,
) -> None:
    """Write a rota file, all of it or nothing; what it changes is shown first."""
    import asyncio

    from bot.app.rota.reading import Wanted
    from bot.shell.rota_file import day_of, import_rota, name_of
    from bot.wiring import load

    days = day_of(first, "--from"), day_of(last, "--until")
    wanted = Wanted(name.strip() or name_of(file), *days, council, desk)
    asyncio.run(import_rota(load(env_file), file, wanted, dry_run=dry_run, say=typer.echo))


@rotas.command("list")
def rota_list(env_file: EnvFile = None) -> None:
    """Every rota: what it covers, when it was imported, and whether it ends soon."""
    import asyncio

    from bot.shell.rota_file import list_rotas
    from bot.wiring import load

    asyncio.run(list_rotas(load(env_file), typer.echo))


@rotas.command("show")
def rota_show(
    person: Annotated[str, typer.Argument(help="The person's id, work e-mail or exact name.")],
    env_file: EnvFile = None,
) -> None:
    """When somebody is on shift in the next four weeks."""
    import asyncio

    from bot.shell.rota_file import show_shifts
    from bot.wiring import load

    asyncio.run(show_shifts(load(env_file), person, typer.echo))
