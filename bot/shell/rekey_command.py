"""`quorate rekey`: after a new key has been put first, everything is moved under it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from bot.storage import Moved, Storage
    from bot.wiring import Configuration

Check = Annotated[bool, typer.Option("--check", help="Only say whether an older key is still used.")]
EnvFile = Annotated[Path | None, typer.Option("--env-file", help="The settings file, in place of .env here.")]
NOT_USED = (
    "You can now remove the old key: take it out of QUORATE_KEYS and start every process again. "
    "Links that were sent before the new key work until then."
)
ONLY_ONE = "QUORATE_KEYS holds one key, and everything is under it."
STILL_USED = "Older keys are still used. Keep every key in QUORATE_KEYS and run: quorate rekey"


def rekey(check: Check = False, env_file: EnvFile = None) -> None:
    """Move everything under the first key of QUORATE_KEYS, while Quorate runs. If it is stopped, run it again."""
    import asyncio

    from bot.wiring import load

    configuration = load(env_file)
    if check:
        used, words = asyncio.run(_checked(configuration))
        typer.echo(words)
        raise typer.Exit(1 if used else 0)
    for line in asyncio.run(_moved(configuration)):
        typer.echo(line)


async def _checked(configuration: Configuration) -> tuple[bool, str]:
    storage = await _opened(configuration)
    try:
        used = await storage.older_keys_used()
    finally:
        await storage.close()
    if used:
        return True, STILL_USED
    return False, ONLY_ONE if len(configuration.settings.key_list()) == 1 else f"No older key is used. {NOT_USED}"


async def _moved(configuration: Configuration) -> list[str]:
    storage = await _opened(configuration)
    try:
        moved = await storage.rekey()
    finally:
        await storage.close()
    return [_counted(moved), ONLY_ONE if len(configuration.settings.key_list()) == 1 else NOT_USED]


async def _opened(configuration: Configuration) -> Storage:
    from bot.running import NotStarted
    from bot.wiring import open_database

    unsafe = configuration.settings.unsafe()
    if unsafe:
        raise NotStarted(unsafe)
    storage = open_database(configuration)
    try:
        await storage.migrate()
    except BaseException:
        await storage.close()
        raise
    return storage


def _counted(moved: Moved) -> str:
    return (
        f"Moved under the newest key: the keys of {moved.keys} cases, and {moved.fields} other fields. "
        f"Moved under their own case's key: {moved.rows} older rows."
    )
