"""The `quorate quarantine` commands: what Quorate found wrong with its own work, and what failed too often."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.domain.errors import QuorateError
from bot.domain.watching import Discrepancy, Failing

quarantine = typer.Typer(help="What fails again and again: list it, or have it tried again.", no_args_is_help=True)
EnvFile = Annotated[Path | None, typer.Option("--env-file", help="The settings file, in place of .env here.")]


@quarantine.command("list")
def listed(env_file: EnvFile = None) -> None:
    """What the self-audit has found and is so still; then each row whose work fails: how often, since when, why."""
    import asyncio

    found, failing = asyncio.run(_asked(env_file))
    for each, means in found:
        typer.echo(f"{each.found_at:%Y-%m-%d %H:%M}Z  {each.check_name}  {each.subject_id}  {means}")
    for row in failing:
        state = "put aside" if row.aside_at else "tried again"
        since = f"since {row.first_at:%Y-%m-%d %H:%M}Z, next {row.next_at:%Y-%m-%d %H:%M}Z"
        typer.echo(f"{state}  {row.kind} {row.row_id}  failed {row.failures} times {since}  {row.error}")
    if not found and not failing:
        typer.echo("Nothing is amiss.")


@quarantine.command("retry")
def retry(
    row: Annotated[str, typer.Argument(help="The row's id, as list shows it.")] = "",
    everything: Annotated[bool, typer.Option("--all", help="Every row.")] = False,
    env_file: EnvFile = None,
) -> None:
    """Have it tried again at once, when what was wrong has been mended."""
    import asyncio

    if bool(row) == everything:
        raise QuorateError("Nothing was changed. Give either a row's id, or --all.")
    many = asyncio.run(_retried(env_file, row))
    if not many:
        raise QuorateError("No such row is failing. Nothing was changed. See `quorate quarantine list`.")
    typer.echo(f"{many} tried again at the next turn of the running Quorate.")


async def _asked(env_file: Path | None) -> tuple[list[tuple[Discrepancy, str]], list[Failing]]:
    from bot.app.questions import WhatIsAmiss
    from bot.app.work import OPERATOR
    from bot.wiring import load, open_core

    bus, storage = open_core(load(env_file))
    try:
        asked: tuple[list[tuple[Discrepancy, str]], list[Failing]] = await bus.ask(WhatIsAmiss(), OPERATOR)
        return asked
    finally:
        await storage.close()


async def _retried(env_file: Path | None, row: str) -> int:
    from bot.app.commands import RetryAside
    from bot.app.work import OPERATOR
    from bot.wiring import load, open_core

    bus, storage = open_core(load(env_file))
    try:
        return int(await bus.do(RetryAside(row), OPERATOR))
    finally:
        await storage.close()
