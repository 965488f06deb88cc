"""`quorate quiet` and `quorate resume`: sending nothing for a while, what waits meanwhile, and beginning again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.domain.errors import QuorateError

if TYPE_CHECKING:
    from datetime import datetime

    from bot.app.standstill import Resumed, Standing
    from bot.wiring import Configuration

On = Annotated[bool, typer.Option("--on", help="From now on send nothing and chase nobody.")]
Since = Annotated[
    str | None,
    typer.Option("--from", metavar="TIME", help="What was due before may be with people already; else the restore."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
EnvFile = Annotated[Path | None, typer.Option("--env-file", help="The settings file, in place of .env here.")]


def quiet(on: On = False, as_json: AsJson = False, env_file: EnvFile = None) -> None:
    """Is it quiet, and what waits? With --on, Quorate answers and shows, but sends nothing until `quorate resume`."""
    import asyncio

    from bot.shell.quiet_words import standing_in_words, standing_json
    from bot.wiring import load

    standing = asyncio.run(_look(load(env_file), on=on))
    if as_json:
        typer.echo(json.dumps(standing_json(standing)))
        return
    for line in standing_in_words(standing):
        typer.echo(line)


def resume(since: Since = None, as_json: AsJson = False, env_file: EnvFile = None) -> None:
    """Send and chase again: what is still true comes once, as things are now; what is over never comes."""
    import asyncio
    from dataclasses import asdict

    from bot.shell.quiet_words import resumed_in_words
    from bot.wiring import load

    done = asyncio.run(_resume(load(env_file), _time(since)))
    if as_json:
        typer.echo(json.dumps(asdict(done)))
        return
    for line in resumed_in_words(done):
        typer.echo(line)


def _time(words: str | None) -> datetime | None:
    from bot.shell.timescale_reading import reference_time

    return reference_time(words) if words else None


async def _look(configuration: Configuration, *, on: bool) -> Standing:
    from bot.app.commands import GoQuiet
    from bot.app.questions import ShowQuiet
    from bot.app.work import OPERATOR
    from bot.shell.opening import opened

    async with opened(configuration) as bus:
        if on:
            await bus.do(GoQuiet(), OPERATOR)
        standing: Standing = await bus.ask(ShowQuiet(), OPERATOR)
    return standing


async def _resume(configuration: Configuration, since: datetime | None) -> Resumed:
    from bot.app.commands import Resume
    from bot.app.work import OPERATOR
    from bot.shell.opening import opened

    async with opened(configuration) as bus:
        if since is not None and since > bus.now():
            raise QuorateError("--from is still to come. Nothing was changed.")
        done: Resumed = await bus.do(Resume(since), OPERATOR)
    return done
