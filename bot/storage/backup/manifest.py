"""What a backup says of itself: `manifest.json` beside one file a table.

A table's file holds a line a row, a JSON list of its columns' values in the order that the manifest names, packed
with gzip. The same rows give the same bytes, whichever database they come from.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

from bot.storage.errors import StorageError

FORMAT = 1
MANIFEST = "manifest.json"
NOT_WHOLE = "This is not a whole backup of Quorate"

Kind = Literal["text", "number", "yes_no", "instant", "bytes"]
"""How a value lies in a file: text and numbers as they are, yes_no as 1 or 0, instants in UTC as
`YYYY-MM-DD HH:MM:SS.ffffff`, bytes in hexadecimal."""


@dataclass(frozen=True, slots=True)
class Part:
    """One table: its file, its columns with how their values are written, and what must be in it."""

    file: str
    columns: tuple[tuple[str, Kind], ...]
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """`taken_at` (UTC) is when the one moment was that all parts show. `case_keys` counts those that lay beside it.

    `audit_head` is the position and hash of the last linked entry of the audit.
    """

    release: str
    migration: str
    taken_at: datetime
    database: str
    parts: dict[str, Part] = field(default_factory=dict)
    case_keys: int = 0
    audit_head: tuple[int, str] | None = None

    @property
    def rows(self) -> int:
        """All rows of all tables."""
        return sum(each.rows for each in self.parts.values())

    def to_text(self) -> str:
        """As it is written; its own digest stands in it."""
        values = asdict(self) | {"format": FORMAT, "taken_at": self.taken_at.isoformat()}
        return json.dumps(values | {"digest": _digest(values)}, indent=1) + "\n"


def read_manifest(folder: Path) -> Manifest:
    """The manifest of the backup in this folder. StorageError, in words, when it is not one, or not whole."""
    try:
        values = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        digest, known = values.pop("digest"), values.pop("format")
        whole = digest == _digest(values | {"format": known})
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        raise StorageError(f"{NOT_WHOLE}: its manifest is missing or cannot be read.", "no_manifest") from None
    if not whole:
        raise StorageError(f"{NOT_WHOLE}: its manifest has been changed.", "manifest_changed")
    if known != FORMAT:
        raise StorageError("This backup was made by a newer release of Quorate. Install that release.", "newer")
    return _manifest(values)


def _manifest(values: dict[str, Any]) -> Manifest:
    parts = {
        table: Part(each["file"], tuple((name, kind) for name, kind in each["columns"]), each["rows"], each["sha256"])
        for table, each in values.pop("parts").items()
    }
    head = values.pop("audit_head")
    taken_at = datetime.fromisoformat(values.pop("taken_at"))
    return Manifest(**values, taken_at=taken_at, parts=parts, audit_head=(head[0], head[1]) if head else None)


def _digest(values: dict[str, Any]) -> str:
    return sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()
