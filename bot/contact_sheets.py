"""The contact sheets on disk: one file a council and day, written whole or not at all, for this account alone."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from pathlib import Path

import structlog

from bot.app.bus import Bus
from bot.app.questions import ShowContactSheet
from bot.app.wording.contact_sheet import WRITTEN
from bot.app.work import OPERATOR
from bot.domain.errors import QuorateError
from scheduling.london import local_clock, local_day

log = structlog.get_logger()

EVERY = timedelta(minutes=5)
"""How often it is looked at whether a sheet has changed."""
_NAME = re.compile(r"([A-Z]{2,8})-(\d{4}-\d{2}-\d{2})\.txt")


def write_sheet(file: Path, text: str) -> None:
    """Put the file there whole, readable for this account alone. OSError when it cannot be."""
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as out:
            os.fchmod(out.fileno(), 0o600)
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)


def keep_sheet(folder: Path, council: str, day: date, text: str, keep_days: int) -> bool:
    """Write the day's sheet where it says anything new, and drop those too old; True when it was written."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = folder / f"{council}-{day.isoformat()}.txt"
    new = not file.exists() or _says(file.read_text(encoding="utf-8")) != _says(text)
    if new:
        write_sheet(file, text)
    oldest = (day - timedelta(days=keep_days - 1)).isoformat()
    for each in folder.iterdir():
        found = _NAME.fullmatch(each.name)
        if found is not None and found[1] == council and found[2] < oldest:
            each.unlink()
    return new


def newest(folder: Path) -> date | None:
    """The day of the newest sheet there; None when there is none."""
    found = (_NAME.fullmatch(each.name) for each in folder.iterdir()) if folder.is_dir() else ()
    return max((date.fromisoformat(each[2]) for each in found if each), default=None)


def _says(text: str) -> list[str]:
    """All but when it was written."""
    return [line for line in text.splitlines() if not line.startswith(WRITTEN)]


def keeping(bus: Bus, folder: Path) -> Callable[[], Awaitable[None]]:
    """The periodic work: from each council's own hour on, its sheet of the day is there and up to date."""

    async def keep() -> None:
        if await bus.stands_still():
            return
        for council in bus.policies.councils:
            rule, now = bus.policies.of(council).contact_sheet, bus.now()
            if local_clock(now) < rule.at:
                continue
            day = local_day(now)
            try:
                text = await bus.ask(ShowContactSheet(council, day), OPERATOR)
                await asyncio.to_thread(keep_sheet, folder, council, day, text, rule.keep_days)
            except (OSError, QuorateError) as wrong:
                log.error("contact_sheet_not_written", council=council, error=type(wrong).__name__)

    return keep
