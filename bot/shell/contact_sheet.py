"""`quorate contact-sheet`: who is on duty and today's meetings, to print before it is needed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.domain.errors import QuorateError

if TYPE_CHECKING:
    from bot.wiring import Configuration

Council = Annotated[str, typer.Option("--council", metavar="CODE", help="One council; else all.")]
Out = Annotated[Path | None, typer.Option("--out", help="Write to this file, readable for you alone.")]
Day = Annotated[str | None, typer.Option("--day", metavar="DATE", help="Another day than today.")]
EnvFile = Annotated[Path | None, typer.Option("--env-file", help="The settings file, in place of .env here.")]


def contact_sheet(council: Council = "", out: Out = None, day: Day = None, env_file: EnvFile = None) -> None:
    """Who is on duty, with numbers, and the day's meetings: for when Quorate is down. Nothing about a child."""
    import asyncio

    from bot.contact_sheets import write_sheet
    from bot.wiring import load

    text = asyncio.run(_texts(load(env_file), council.strip(), day))
    if out is None:
        typer.echo(text.encode(), nl=False)
        return
    try:
        write_sheet(out, text)
    except OSError as error:
        raise QuorateError(f"{out.name} could not be written ({error.strerror}).") from None
    typer.echo(f"{out.name} was written.", err=True)


async def _texts(configuration: Configuration, council: str, day: str | None) -> str:
    from bot.app.questions import ShowContactSheet
    from bot.app.work import OPERATOR
    from bot.shell.opening import opened
    from scheduling.london import local_day

    known = configuration.policies().councils
    if council and council not in known:
        raise QuorateError(f"No council has the code {council}. There are: {', '.join(known)}.")
    async with opened(configuration) as bus:
        of = _day(day) or local_day(bus.now())
        sheets = [await bus.ask(ShowContactSheet(each, of), OPERATOR) for each in ([council] if council else known)]
    return "\f".join(sheets)


def _day(text: str | None) -> date | None:
    from bot.app.rota.wall_clock import read_date

    found = None if text is None else read_date(text)
    if text is not None and (found is None or found == date.max):
        raise QuorateError("--day is not a date: write it like 2026-04-05.")
    return found
