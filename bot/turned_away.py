"""Whoever is turned away at a gate: one line in the log, by ids alone, and a count for whoever watches."""

from __future__ import annotations

from collections import Counter

import structlog

COUNTS: Counter[tuple[str, str]] = Counter()
"""How often, by gate ("slack", "teams", "host", "person") and reason, since the process began. Reasons are codes."""

log = structlog.get_logger("security")


def turned_away(gate: str, reason: str, **ids: object) -> None:
    """Count it and write it down. Never anything that somebody typed: ids of our own or the platform's only."""
    COUNTS[gate, reason] += 1
    log.warning("turned_away", gate=gate, reason=reason, **ids)
