"""`quorate backup` and `quorate restore`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from bot.domain.errors import QuorateError

backups = typer.Typer(help="Copy everything while Quorate runs; or look whether a backup is whole.")

To = Annotated[Path | None, typer.Option("--to", metavar="FOLDER", help="The folder that holds the backups.")]
Keep = Annotated[int, typer.Option("--keep", min=0, metavar="N", help="Remove all but the newest N; 0 keeps all.")]
Keys = Annotated[
    Path | None, typer.Option("--case-keys", metavar="FILE", help="The cases' keys; else the file beside the backup.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
EnvFile = Annotated[Path | None, typer.Option("--env-file", help="The settings file, in place of .env here.")]
Backup = Annotated[Path, typer.Argument(metavar="PATH", help="A backup: one folder below --to.")]


@backups.callback(invoke_without_command=True)
def backup(
    context: typer.Context, to: To = None, keep: Keep = 0, as_json: AsJson = False, env_file: EnvFile = None
) -> None:
    """Copy everything into a new folder below --to, as it is at one moment, while Quorate runs."""
    if context.invoked_subcommand is not None:
        return
    if to is None:
        raise QuorateError("Say where to: quorate backup --to FOLDER.")
    from bot.shell import backups as making
    from bot.wiring import load

    taken = making.back_up(load(env_file), to, keep)
    typer.echo(json.dumps(making.taken_json(taken)) if as_json else making.taken_in_words(taken))


@backups.command("verify")
def verify_backup(path: Backup, case_keys: Keys = None, as_json: AsJson = False) -> None:
    """Is this backup whole? Looks at every file of it; needs neither database nor settings."""
    from bot.shell import backups as making
    from bot.storage.backup import verify

    found = verify(path, case_keys)
    typer.echo(json.dumps(making.verified_json(path, found)) if as_json else making.verified_in_words(path, found))


def restore(path: Backup, case_keys: Keys = None, as_json: AsJson = False, env_file: EnvFile = None) -> None:
    """Build an empty database from a backup. It is quiet then: nothing is sent until `quorate resume`."""
    from bot.shell import backups as making
    from bot.wiring import load

    restored = making.put_back(load(env_file), path, case_keys)
    for line in [json.dumps(making.restored_json(restored))] if as_json else making.restored_in_words(restored):
        typer.echo(line)
    if not restored.audit.well:
        raise typer.Exit(1)
