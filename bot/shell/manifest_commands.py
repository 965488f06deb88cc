"""The `quorate manifest` commands. Each imports what it needs when it is called, so that help comes at once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.domain.errors import QuorateError

manifests = typer.Typer(help="Write what an administrator uploads to Slack or Teams.", no_args_is_help=True)

EnvFile = Annotated[Path | None, typer.Option("--env-file", help="The settings file, in place of .env here.")]
Out = Annotated[Path | None, typer.Option("--out", help="Write to this file.")]
BaseUrl = Annotated[str | None, typer.Option("--base-url", help="Where Quorate is reached: https://...")]


@manifests.command("slack")
def manifest_slack(
    base_url: BaseUrl = None,
    socket_mode: Annotated[
        bool, typer.Option("--socket-mode", help="No inbound address: Quorate connects to Slack.")
    ] = False,
    out: Out = None,
    env_file: EnvFile = None,
) -> None:
    """The Slack app manifest, as JSON."""
    from bot.shell.manifests import slack_manifest
    from bot.wiring import load

    text, warning = slack_manifest(load(env_file), base_url, socket_mode)
    _deliver(text.encode(), out, warning)


@manifests.command("teams")
def manifest_teams(base_url: BaseUrl = None, out: Out = None, env_file: EnvFile = None) -> None:
    """The Teams app package, a zip file with icons."""
    from bot.shell.manifests import teams_app_package
    from bot.wiring import load

    package, warning = teams_app_package(load(env_file), base_url)
    _deliver(package, out or Path("quorate-teams.zip"), warning)


def _deliver(content: bytes, out: Path | None, warning: str) -> None:
    if warning:
        typer.echo(warning, err=True)
    if out is None:
        typer.echo(content.decode(), nl=False)
        return
    try:
        out.write_bytes(content)
    except OSError as error:
        raise QuorateError(f"{out.name} could not be written ({error.strerror}).") from None
    typer.echo(f"{out.name} was written.", err=True)
