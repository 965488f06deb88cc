"""Making a backup and restoring one, and what is said of it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bot.app.audit_verifying import Verified as Audited
from bot.app.wording.standstill import MEND
from bot.app.wording.times import moment
from bot.domain.audit import Head
from bot.running import NotStarted
from bot.shell import audit
from bot.storage.backup import Manifest, Restored, Taken, Verified, restore, take
from bot.wiring import Configuration


def back_up(configuration: Configuration, to: Path, keep: int) -> Taken:
    """A new backup below `to`. StorageError, in words, when it cannot be made."""
    address = configuration.settings.database_url.get_secret_value()
    return take(address, to, version("quorate"), datetime.now(UTC), keep=keep)


@dataclass(frozen=True, slots=True)
class PutBack:
    """What was restored, and whether its audit is whole."""

    restored: Restored
    audit: Audited


def put_back(configuration: Configuration, path: Path, case_keys: Path | None) -> PutBack:
    """The empty database of these settings, built from the backup. StorageError, in words, when it cannot be."""
    settings = configuration.settings
    if unsafe := settings.unsafe():
        raise NotStarted(unsafe)
    address = settings.database_url.get_secret_value()
    restored = restore(address, settings.key_list(), path, datetime.now(UTC), case_keys)
    head = restored.manifest.audit_head
    # What had no link yet when the backup was made gets its link now.
    asyncio.run(audit.head_now(configuration))
    return PutBack(restored, asyncio.run(audit.verified(configuration, [Head(*head)] if head else [])))


def taken_json(taken: Taken) -> dict[str, Any]:
    """For a program."""
    return {"path": str(taken.folder), **_of(taken.manifest), "removed": taken.removed}


def taken_in_words(taken: Taken) -> str:
    """A line."""
    removed = f" {taken.removed} older removed." if taken.removed else ""
    return f"{taken.folder}: {taken.manifest.rows} rows of {len(taken.manifest.parts)} tables.{removed}"


def verified_json(path: Path, found: Verified) -> dict[str, Any]:
    """For a program."""
    return {"ok": True, "path": str(path), **_of(found.manifest), "purged_since": found.purged_since}


def verified_in_words(path: Path, found: Verified) -> str:
    """A line."""
    manifest = found.manifest
    purged = f" {found.purged_since} cases have been purged since and stay sealed." if found.purged_since else ""
    return (
        f"{path.name} is whole: {manifest.rows} rows of {len(manifest.parts)} tables, as of "
        f"{moment(manifest.taken_at)}, release {manifest.release}.{purged}"
    )


def restored_json(done: PutBack) -> dict[str, Any]:
    """For a program."""
    told = {"purged": list(done.restored.purged), "seconds": round(done.restored.seconds, 1)}
    return {**_of(done.restored.manifest), **told, "audit": audit.as_object(done.audit)}


def restored_in_words(done: PutBack) -> Iterator[str]:
    """What was done, and what to do next."""
    restored, manifest = done.restored, done.restored.manifest
    yield f"Restored: {manifest.rows} rows as of {moment(manifest.taken_at)}, in {restored.seconds:.0f} seconds."
    if restored.purged:
        yield f"Purged since the backup was made, and struck out here too: {', '.join(restored.purged)}."
    yield from audit.in_words(done.audit, with_head=manifest.audit_head is not None)
    yield "What was done after that moment is not in it: compare with your tools and your notes."
    yield "Quorate is quiet now: `quorate serve` answers and shows, sends nothing and chases nobody."
    yield f"Next: quorate doctor, then look around. {MEND}"


def _of(manifest: Manifest) -> dict[str, Any]:
    head = {"position": manifest.audit_head[0], "hash": manifest.audit_head[1]} if manifest.audit_head else None
    return {
        "taken_at": manifest.taken_at.isoformat(),
        "release": manifest.release,
        "migration": manifest.migration,
        "rows": manifest.rows,
        "tables": {name: part.rows for name, part in manifest.parts.items()},
        "audit_head": head,
    }
