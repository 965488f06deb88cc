"""Rotas from the shell: a file is shown as a diff, then written whole or not at all; and they are listed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from bot.app.commands import ImportRota
from bot.app.rota.known import read_known
from bot.app.rota.listing import rotas_in_words, shifts_in_words
from bot.app.rota.reading import LARGEST, TOO_LARGE, Wanted, read_rota
from bot.app.rota.staff import NotOnRota, Staff
from bot.app.rota.wall_clock import read_date
from bot.app.work import OPERATOR
from bot.domain.errors import QuorateError
from bot.shell.opening import NOT_SAVED, bytes_of, opened
from bot.wiring import Configuration

AHEAD = timedelta(days=28)
Say = Callable[[str], None]


async def import_rota(configuration: Configuration, file: Path, wanted: Wanted, *, dry_run: bool, say: Say) -> None:
    """Show what the file would change, and change it unless it is a dry run. QuorateError when a row is wrong."""
    source = _read(file)
    async with opened(configuration) as bus:
        async with bus.units.read() as uow:
            known = await read_known(uow, wanted.name)
        reading = read_rota(source, wanted, known, bus.now())
        if reading.rota is None:
            raise QuorateError("\n".join([*reading.problems, NOT_SAVED]))
        for line in reading.summary:
            say(line)
        if dry_run:
            say("A dry run: nothing was saved.")
            return
        await bus.do(ImportRota(reading.rota, reading.lines), OPERATOR)
        say("Saved.")


async def list_rotas(configuration: Configuration, say: Say) -> None:
    """A line for each rota."""
    async with opened(configuration) as bus, bus.units.read() as uow:
        for line in await rotas_in_words(uow, bus.now()):
            say(line)


async def show_shifts(configuration: Configuration, who: str, say: Say) -> None:
    """One person's shifts in the next four weeks."""
    async with opened(configuration) as bus, bus.units.read() as uow:
        try:
            person = Staff(await read_known(uow, "")).named(who, "That person")
        except NotOnRota as unknown:
            raise QuorateError(f"{unknown}.") from None
        for line in await shifts_in_words(uow, person.id, bus.now(), AHEAD):
            say(line)


def name_of(file: Path) -> str:
    """The rota's name when none is given: the file's own."""
    return re.sub(r"[_\s]+", "-", file.stem).strip("-. ")


def day_of(text: str | None, option: str) -> date | None:
    """The date given to an option. QuorateError when it is none."""
    if text is None:
        return None
    day = read_date(text)
    if day is None:
        raise QuorateError(f"{option} is not a date: write it like 2026-04-05. {NOT_SAVED}")
    return day


def _read(file: Path) -> bytes:
    # A byte more than is allowed says that it is too large, without reading all of it.
    source = bytes_of(file, LARGEST + 1)
    if len(source) > LARGEST:
        raise QuorateError(f"{TOO_LARGE} {NOT_SAVED}")
    return source
