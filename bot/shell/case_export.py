"""`quorate export`: a new folder with everything about a case, written whole or not at all."""

from __future__ import annotations

import os
import secrets
import shutil
from pathlib import Path

from bot.app.commands import ExportCase
from bot.app.export.items import CaseExport
from bot.app.export.sheets import as_csv, as_json, as_page
from bot.app.retention.rounds import mark_all
from bot.app.work import OPERATOR
from bot.domain.errors import QuorateError
from bot.shell.opening import opened
from bot.wiring import Configuration

THERE = "{name} is there already, and nothing is written over. Name a folder that is not there."


async def write_export(configuration: Configuration, case: str, council: str, folder: Path) -> list[str]:
    """Write the files; what is said of them. QuorateError when the folder is there, or cannot be written."""
    _refuse_if_there(folder)
    async with opened(configuration) as bus:
        await mark_all(lambda each: bus.do(each, OPERATOR))
        export: CaseExport = await bus.do(ExportCase(case, council), OPERATOR)
    # The mark at the beginning tells a spreadsheet that it is UTF-8.
    table = "\ufeff" + as_csv(export)
    files = {"everything.json": as_json(export), "case.html": as_page(export), "actions.csv": table}
    try:
        _write(folder, files)
    except OSError as error:
        raise QuorateError(f"{folder.name} could not be written ({error.strerror}). No file was left.") from None
    look = sum(bool(item.review) for each in export.meetings for item in (*each.held, *each.actions, *each.history))
    return [
        f"Written to {folder.name}: {', '.join(files)}.",
        f"{len(export.meetings)} meetings. Lines to look at before it is handed on: {look + len(export.case)}.",
    ]


def _refuse_if_there(folder: Path) -> None:
    if folder.exists() or folder.is_symlink():
        raise QuorateError(THERE.format(name=folder.name))


def _write(folder: Path, files: dict[str, str]) -> None:
    """Beside its place first, for this account alone; then moved there in one step, unless something is there."""
    draft = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}")
    draft.mkdir(mode=0o700)
    try:
        for name, text in files.items():
            with os.fdopen(os.open(draft / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
                out.write(text.encode())
                out.flush()
                os.fsync(out.fileno())
        # Whoever made the folder meanwhile, empty, made room for it; one that holds anything is not replaced.
        draft.rename(folder)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
