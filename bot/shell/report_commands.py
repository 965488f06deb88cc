"""The `quorate report` commands. Each imports what it needs when it is called, so that help comes at once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from bot.domain.errors import QuorateError

reports = typer.Typer(help="How it went: figures for whoever accounts for it, never words.", no_args_is_help=True)


@reports.callback()
def _report() -> None:
    """How it went: figures for whoever accounts for it, never words."""


@reports.command("actions")
def report_actions(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print a table for a spreadsheet.")] = False,
    first: Annotated[str | None, typer.Option("--from", metavar="DATE", help="Records closed from this day.")] = None,
    last: Annotated[str | None, typer.Option("--to", metavar="DATE", help="To this day, itself included.")] = None,
    council: Annotated[str, typer.Option("--council", metavar="CODE", help="One council; else all.")] = "",
    at: Annotated[str | None, typer.Option("--at", help="Overdue at this time: London, or with an offset.")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Write to this file.")] = None,
    env_file: Annotated[Path | None, typer.Option("--env-file", help="The settings file, in place of .env.")] = None,
) -> None:
    """Actions by meeting, team and agency: without a time, overdue, late, put off, done, what changed."""
    import asyncio

    from bot.app.reports.sheet import as_csv as table
    from bot.app.reports.sheet import as_object
    from bot.shell.reports import counted_actions, in_words
    from bot.shell.timescale_reading import reference_time
    from bot.wiring import load

    if as_json and as_csv:
        raise QuorateError("Give either --json or --csv.")
    when = None if at is None else reference_time(at)
    report = asyncio.run(counted_actions(load(env_file), council.strip(), first, last, when))
    if as_csv:
        _write(table(report), out, "utf-8-sig")
    elif as_json:
        _write(json.dumps(as_object(report), ensure_ascii=False) + "\n", out, "utf-8")
    else:
        _write("".join(f"{line}\n" for line in in_words(report)), out, "utf-8")


@reports.command("police")
def report_police(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print a table for a spreadsheet.")] = False,
    first: Annotated[str | None, typer.Option("--from", metavar="DATE", help="Asked from this day.")] = None,
    last: Annotated[str | None, typer.Option("--to", metavar="DATE", help="To this day, itself included.")] = None,
    council: Annotated[str, typer.Option("--council", metavar="CODE", help="One council; else all.")] = "",
    out: Annotated[Path | None, typer.Option("--out", help="Write to this file.")] = None,
    env_file: Annotated[Path | None, typer.Option("--env-file", help="The settings file, in place of .env.")] = None,
) -> None:
    """Police requests by desk, council and urgency: asked, acknowledged, assigned, accepted, refused."""
    import asyncio

    from bot.app.reports import of_police
    from bot.shell.reports import counted_requests
    from bot.wiring import load

    if as_json and as_csv:
        raise QuorateError("Give either --json or --csv.")
    report = asyncio.run(counted_requests(load(env_file), council.strip(), first, last))
    if as_csv:
        _write(of_police.as_csv(report), out, "utf-8-sig")
    elif as_json:
        _write(json.dumps(of_police.as_object(report), ensure_ascii=False) + "\n", out, "utf-8")
    else:
        _write("".join(f"{line}\n" for line in of_police.in_words(report)), out, "utf-8")


def _write(text: str, out: Path | None, encoding: str) -> None:
    """To the file, in the encoding that its reader takes it for; else as UTF-8 to whoever reads on."""
    if out is None:
        typer.echo(text.encode(), nl=False)
        return
    try:
        out.write_bytes(text.encode(encoding))
    except OSError as error:
        raise QuorateError(f"{out.name} could not be written ({error.strerror}).") from None
    typer.echo(f"{out.name} was written.", err=True)
