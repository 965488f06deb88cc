"""The `quorate` command. Each command imports what it needs when it is called, so that help comes at once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from bot.domain.errors import QuorateError
from bot.shell.audit_commands import audits
from bot.shell.backup_commands import backups, restore
from bot.shell.calendar_commands import calendars
from bot.shell.contact_sheet import contact_sheet
from bot.shell.directory_commands import directory
from bot.shell.manifest_commands import manifests
from bot.shell.quarantine_commands import quarantine
from bot.shell.quiet_commands import quiet, resume
from bot.shell.rekey_command import rekey
from bot.shell.report_commands import reports
from bot.shell.retention_commands import export, hold, purge, release
from bot.shell.rota_commands import rotas

app = typer.Typer(
    name="quorate",
    help="Gets the right people to a strategy meeting in time, and holds everyone to what was agreed.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
policies = typer.Typer(help="The rules: check a council's file, or show what holds.", no_args_is_help=True)
for name, group in (
    ("manifest", manifests),
    ("directory", directory),
    ("policy", policies),
    ("calendar", calendars),
    ("rota", rotas),
    ("report", reports),
    ("audit", audits),
    ("quarantine", quarantine),
    ("backup", backups),
):
    app.add_typer(group, name=name, rich_help_panel=None)

app.command("contact-sheet")(contact_sheet)
app.command()(rekey)
app.command()(quiet)
app.command()(resume)
app.command("hold")(hold)
app.command("release")(release)
app.command("purge")(purge)
app.command()(restore)
app.command("export")(export)

EnvFile = Annotated[Path | None, typer.Option("--env-file", help="The settings file, in place of .env here.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
At = Annotated[str | None, typer.Option("--at", help="The time to start from: London, or with an offset.")]


def main() -> None:
    """Run one command. Exit codes: 0 done, 1 unforeseen (or doctor found something), 2 a mistake."""
    from bot.shell.edge import told_plainly

    told_plainly(app)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"quorate {version('quorate')}")
        raise typer.Exit


@app.callback()
def quorate(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Gets the right people to a strategy meeting in time, and holds everyone to what was agreed."""


@app.command()
def serve(env_file: EnvFile = None) -> None:
    """Run Quorate until it is stopped."""
    import gc

    # Everything imported stays: looking through it for garbage again and again would cost a tenth of the start.
    gc.disable()
    from bot import main as web
    from bot.wiring import load

    configuration = load(env_file)
    gc.freeze()
    gc.enable()
    web.serve(configuration)


@app.command()
def init(
    folder: Annotated[Path, typer.Option("--dir", help="Where to write the files.")] = Path(),
    show: Annotated[bool, typer.Option("--show", help="Print the settings file instead of writing it.")] = False,
) -> None:
    """Write a commented .env with a fresh key, and a council's policy to start from. Overwrites nothing."""
    from bot.shell.first_settings import settings_text, write_first_files
    from bot.wiring import settings_models

    if show:
        typer.echo(settings_text(settings_models()), nl=False)
        return
    for line in write_first_files(folder, settings_models()):
        typer.echo(line)
    typer.echo("Next: fill in .env, then run quorate doctor.")


@app.command()
def doctor(as_json: AsJson = False, env_file: EnvFile = None) -> None:
    """Look at everything that has to be right, and say how to mend what is not."""
    import asyncio
    from dataclasses import asdict

    from bot.logs import set_up_logs
    from bot.shell.doctor import examine

    set_up_logs("error", as_json=True)
    findings = asyncio.run(examine(env_file))
    well = all(each.ok for each in findings)
    if as_json:
        typer.echo(json.dumps({"ok": well, "findings": [asdict(each) for each in findings]}, ensure_ascii=False))
    else:
        for each in findings:
            mend = f"\n         To mend it: {each.mend}" if each.mend and not each.ok else ""
            typer.echo(f"{'ok      ' if each.ok else 'NOT OK  '} {each.about}: {each.words}{mend}")
    if not well:
        raise typer.Exit(1)


@app.command()
def migrate(env_file: EnvFile = None) -> None:
    """Bring the database up to this release (serve does it too)."""
    import asyncio

    from bot.shell.people_file import migrate as bring_up
    from bot.wiring import load

    asyncio.run(bring_up(load(env_file)))
    typer.echo("The database is up to date.")


@policies.command("check")
def policy_check(file: Annotated[Path, typer.Argument(help="A council's policy file.")]) -> None:
    """Is this file right? A line for each problem, with what to write instead."""
    from bot.shell.policy_reading import checked

    typer.echo(checked(file))


@policies.command("show")
def policy_show(
    why: Annotated[str | None, typer.Option("--why", metavar="SEAT", help="Which rules name this seat.")] = None,
    council: Annotated[str | None, typer.Option("--council", metavar="CODE", help="A council's own policy.")] = None,
    env_file: EnvFile = None,
) -> None:
    """What holds, for everybody or for one council; with --why, every rule that names a seat, and its source."""
    from bot.policy import load_policies
    from bot.shell import policy_reading
    from bot.wiring import load

    folder = load(env_file).settings.policy_dir if council else None
    policy = policy_reading.policy_of(load_policies(folder), council)
    own = folder / f"{council}.toml" if folder else None
    for line in policy_reading.why(policy, why, own) if why else policy_reading.shown(policy):
        typer.echo(line)


@app.command()
def timescale(
    text: Annotated[str | None, typer.Argument(help="What was said: 'within 3 working days'.")] = None,
    csv: Annotated[Path | None, typer.Option("--csv", help="A CSV file with a column named text.")] = None,
    council: Annotated[str | None, typer.Option("--council", metavar="CODE", help="Its own terms.")] = None,
    at: At = None,
    as_json: AsJson = False,
    env_file: EnvFile = None,
) -> None:
    """What Quorate understands of a timescale in people's words."""
    from bot.shell import timescale_reading as reading

    if (text is None) == (csv is None):
        raise QuorateError("Give either a text or --csv FILE.")
    folder = None
    if council:
        from bot.wiring import load

        folder = load(env_file).settings.policy_dir
    when, rules = reading.reference_time(at), reading.rules_of(folder, council)
    for each in reading.texts_of(csv) if csv is not None else (text or "",):
        found = reading.reading(each, when, rules)
        typer.echo(reading.as_line(found) if as_json else found["echo"])


@app.command()
def plan(
    case: Annotated[Path, typer.Option("--case", help="A case, or several, as JSON.")],
    case_id: Annotated[str | None, typer.Option("--id", help="Which case of the file.")] = None,
    people: Annotated[
        Path | None, typer.Option("--directory", help="A directory file: whom to ask, and when they can.")
    ] = None,
    council: Annotated[str | None, typer.Option("--council", metavar="CODE", help="A council's own policy.")] = None,
    at: At = None,
    as_json: AsJson = False,
    env_file: EnvFile = None,
) -> None:
    """Who must sit, and by when; with a directory, whom to ask and at what time. One JSON object a case."""
    import asyncio

    from bot.policy import load_policies
    from bot.shell import case_plan
    from bot.shell.opening import bytes_of
    from bot.shell.timescale_reading import reference_time
    from bot.wiring import load

    folder = load(env_file).settings.policy_dir if council else None
    content = bytes_of(people) if people else None
    asked = case_plan.Asked(load_policies(folder), council, content, reference_time(at) if at else None)
    for made in asyncio.run(case_plan.planned(case_plan.cases_in(case, case_id), asked)):
        typer.echo(json.dumps(made, ensure_ascii=False) if as_json else case_plan.in_words(made))


@app.command()
def demo(
    as_json: AsJson = False,
    keep: Annotated[Path | None, typer.Option("--keep", help="Leave the database and every card here.")] = None,
) -> None:
    """Play one invented case in every tool, on this machine, in under half a minute."""
    from bot.demo.play import play

    raise typer.Exit(0 if play(as_json=as_json, keep=keep) else 1)
