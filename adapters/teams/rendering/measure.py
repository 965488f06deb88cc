"""How long things may be on a card; tightened step by step until a card is small enough to send."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]

LARGEST = 28 * 1024
ENVELOPE = 1024
"""What the activity around a card may need of the limit."""


@dataclass(frozen=True, slots=True)
class Measure:
    """Characters of each kind of text, and how many blocks and options are shown at most."""

    text: int = 4000
    line: int = 600
    label: int = 60
    choice: int = 150
    value: int = 4000
    blocks: int = 10_000
    options: int = 1000
    fields: int = 1000
    buttons: int = 1000


STEPS = (
    Measure(),
    Measure(text=1000, line=300, choice=80),
    Measure(text=300, line=150, choice=60, options=300),
    Measure(text=150, line=80, label=40, choice=40, options=150),
    Measure(text=100, line=60, label=30, choice=30, options=80),
)


def size(value: Any) -> int:
    """Bytes as sent."""
    return len(encode(value))


def encode(value: Any) -> bytes:
    """Compact JSON in UTF-8, as every activity and answer goes out."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
