"""While Quorate is quiet, everybody who uses it is told so; and why an older release has stopped."""

from __future__ import annotations

from datetime import datetime

from bot.app.wording.times import moment

QUIET = (
    "Quorate sends no messages at the moment. What you do here is saved, but nobody is told yet: if it is urgent, "
    "ring them."
)


def quiet_since(since: datetime) -> str:
    """For whoever runs the installation."""
    return f"Quorate has been quiet since {moment(since)}: it answers, sends nothing and chases nobody."


MEND = "`quorate quiet` shows what waits; `quorate resume` sends and chases again."
OUTDATED = "A newer release has brought the database up to itself: this process does nothing more. Stop it."
