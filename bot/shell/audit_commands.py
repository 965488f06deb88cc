"""The `quorate audit` commands. Each imports what it needs when it is called, so that help comes at once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

audits = typer.Typer(help="Who did and read what: is the record whole, how far does it reach?", no_args_is_help=True)

EnvFile = Annotated[Path | None, typer.Option("--env-file", help="The settings file, in place of .env here.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@audits.command("verify")
def audit_verify(
    heads: Annotated[
        list[str] | None,
        typer.Option("--head", metavar="POSITION:HASH", help="A head written down earlier; may be given again."),
    ] = None,
    as_json: AsJson = False,
    env_file: EnvFile = None,
) -> None:
    """Compute the whole chain anew and say what is wrong, and where. Exit code 1 when anything is."""
    import asyncio

    from bot.shell import audit
    from bot.wiring import load

    known = [audit.head_in(each) for each in heads or ()]
    found = asyncio.run(audit.verified(load(env_file), known))
    if as_json:
        typer.echo(json.dumps(audit.as_object(found)))
    else:
        for line in audit.in_words(found, with_head=bool(known)):
            typer.echo(line)
    if not found.well:
        raise typer.Exit(1)


@audits.command("head")
def audit_head(as_json: AsJson = False, env_file: EnvFile = None) -> None:
    """Link what waits, and print the head of the chain: write it down where nobody of Quorate can change it."""
    import asyncio

    from bot.shell import audit
    from bot.wiring import load

    head = asyncio.run(audit.head_now(load(env_file)))
    typer.echo(json.dumps(head._asdict()) if as_json else str(head))
