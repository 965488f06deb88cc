"""`quorate hold`, `release`, `purge` and `export`. Each imports what it needs when it is called."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

Case = Annotated[str, typer.Argument(metavar="CASE", help="A meeting (EXMP-SM-12), or social care's reference.")]
Council = Annotated[
    str, typer.Option("--council", metavar="CODE", help="Whose reference it is, if there are several.")
]
EnvFile = Annotated[Path | None, typer.Option("--env-file", help="The settings file, in place of .env here.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def hold(
    case: Annotated[str, typer.Argument(metavar="CASE|list", help="What to keep; or list, to see what is held.")],
    reason: Annotated[str, typer.Option("--reason", help="Why: kept sealed.")] = "",
    council: Council = "",
    as_json: AsJson = False,
    env_file: EnvFile = None,
) -> None:
    """Keep a case, whatever its age, until it is released; or list every hold, with its reason."""
    import asyncio

    from bot.shell.retention import hold_as_object, hold_in_words, list_holds, place_hold
    from bot.wiring import load

    if case.strip().lower() != "list":
        for line in asyncio.run(place_hold(load(env_file), case, council, reason)):
            typer.echo(line)
        return
    found = asyncio.run(list_holds(load(env_file)))
    if as_json:
        typer.echo(json.dumps([hold_as_object(each) for each in found], ensure_ascii=False))
        return
    for line in map(hold_in_words, found) if found else ("No case is on hold.",):
        typer.echo(line)


def release(
    case: Case,
    hold: Annotated[str, typer.Option("--hold", metavar="HOLD", help="Which, if several are on it.")] = "",
    council: Council = "",
    env_file: EnvFile = None,
) -> None:
    """A case need not be kept any longer than others."""
    import asyncio

    from bot.shell.retention import release_hold
    from bot.wiring import load

    for line in asyncio.run(release_hold(load(env_file), case, council, hold)):
        typer.echo(line)


def purge(
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be deleted, and delete nothing.")
    ] = False,
    as_json: AsJson = False,
    env_file: EnvFile = None,
) -> None:
    """Delete what has been kept long enough, now (serve does it every night), with a receipt for each case."""
    import asyncio

    from bot.shell import retention
    from bot.wiring import load

    configuration = load(env_file)
    done = asyncio.run(retention.look(configuration) if dry_run else retention.purge(configuration))
    if as_json:
        typer.echo(json.dumps(retention.as_object(done), ensure_ascii=False))
    else:
        for line in retention.in_words(done):
            typer.echo(line)


def export(
    case: Annotated[str, typer.Option("--case", metavar="CASE", help="A meeting, or social care's reference.")],
    folder: Annotated[Path, typer.Option("--to", metavar="FOLDER", help="A new folder; none is written over.")],
    council: Council = "",
    env_file: EnvFile = None,
) -> None:
    """Everything held about a case, for a subject access request: whose it is, who was sent it, who read it."""
    import asyncio

    from bot.shell.case_export import write_export
    from bot.wiring import load

    for line in asyncio.run(write_export(load(env_file), case, council, folder)):
        typer.echo(line)
