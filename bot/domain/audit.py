"""Who did what, when, to which thing: written in the transaction of the change itself, and chained afterwards."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any, NamedTuple

READ_DETAIL = "read_detail"
"""The verb of an entry that says who has seen words about a case."""

_FORM = "quorate-audit-1"


@dataclass(slots=True)
class AuditEntry:
    """`detail` holds codes, ids and counts only, never words about a case. `actor_id` is "quorate" for the sweep."""

    id: str
    council: str
    at: datetime
    actor_id: str
    verb: str
    subject_id: str
    meeting_id: str = ""
    channel: str = ""
    detail: dict[str, Any] = field(default_factory=dict)


class KeptEntry(NamedTuple):
    """An entry as the database has it, every field as text: what was tampered with need not be readable.

    `at` is UTC with microseconds ("2026-03-10T10:20:00.000000+00:00"), `detail` the JSON as it is kept.
    """

    id: str
    council: str
    at: str
    actor_id: str
    verb: str
    subject_id: str
    meeting_id: str
    channel: str
    detail: str

    def canonical(self) -> bytes:
        """The bytes that are hashed: a JSON array of strings, ASCII, the form's name first, then every field."""
        return json.dumps([_FORM, *self], separators=(",", ":")).encode("ascii")


class Link(NamedTuple):
    """An entry's place in the chain. Places begin at 1 and leave none out."""

    position: int
    entry_id: str
    hash: str


class Head(NamedTuple):
    """The last link's position and hash. Whoever has it written down elsewhere can tell whether any was cut off."""

    position: int
    hash: str

    def __str__(self) -> str:
        return f"{self.position}:{self.hash}"


START = Head(0, "0" * 64)
"""The head of a chain that has no link yet."""


def linked(previous: str, entry: KeptEntry) -> str:
    """The hash of a link: SHA-256 of the previous link's hash, as it is written, and the entry."""
    return sha256(previous.encode("utf-8", "surrogatepass") + entry.canonical()).hexdigest()


def links_from(head: Head, entries: Iterable[KeptEntry]) -> list[Link]:
    """The links that follow this head, one for each entry."""
    links: list[Link] = []
    previous = head.hash
    for position, entry in enumerate(entries, start=head.position + 1):
        previous = linked(previous, entry)
        links.append(Link(position, entry.id, previous))
    return links
