"""What `quorate quiet` and `quorate resume` say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from typing import Any

from bot.app.standstill import Resumed, Standing
from bot.app.wording.standstill import quiet_since
from bot.app.wording.times import moment
from bot.domain.installation import QuietWhy


def standing_in_words(standing: Standing) -> Iterator[str]:
    """A line for each thing worth knowing."""
    if standing.since is None:
        yield "Quorate is not quiet: it sends and chases as usual."
    else:
        yield quiet_since(standing.since)
    if standing.since is not None and standing.why is QuietWhy.RESTORED and standing.as_of is not None:
        yield (
            f"It was restored from a backup of {moment(standing.as_of)}: what was done after that is not known here. "
            "What waits may be with people already, and says so when it comes."
        )
    total = sum(standing.waiting.values())
    kinds = ", ".join(f"{count} {kind}" for kind, count in standing.waiting.items())
    yield f"Waiting to go out: {total}{f' ({kinds})' if kinds else ''}."
    if standing.oldest is not None:
        yield f"The oldest has waited since {moment(standing.oldest)}."
    yield f"No longer true, and never sent: {standing.over}. Cards to bring up to date: {standing.updates}."
    yield f"Chases that are due: {standing.due}; each comes once."
    if standing.since is not None:
        yield "To send and chase again: `quorate resume`."


def standing_json(standing: Standing) -> dict[str, Any]:
    """The same for a program; times in UTC."""
    return {name: each.isoformat() if isinstance(each, datetime) else each for name, each in asdict(standing).items()}


def resumed_in_words(done: Resumed) -> Iterator[str]:
    """What beginning again came to."""
    yield "Quorate sends and chases again; each running process begins within seconds."
    yield f"Going out now, as things are now: {done.sent}; of these {done.marked} say that they may have come before."
    yield f"No longer true, and never sent: {done.over}. Cards shown again in place: {done.shown_again}."
    yield f"Chases that come once, now: {done.put_off}; that begin now: {done.begun_anew}."
