"""What the connector's answer means for a delivery (msteams-docs: status codes of the bot APIs)."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from adapters.teams.outbound.connector import Answer
from bot.app.ports import Refused, Retry, Unreachable

BLOCKED = ("MessageWritesBlocked", "ConversationBlockedByUser", "BotDisabledByUser")
DISABLED = ("BotDisabledByAdmin",)
LOST_ACTIVITY = ("ActivityNotFoundInConversation", "MessageNotFound")
LONGEST_WAIT = 3600.0
TOO_BIG = Refused("too_big")
"""Nothing was posted: something shorter may be."""


def failure(answer: Answer, *, updating: bool = False) -> Retry | Refused | Unreachable:
    """The delivery's result when the answer is not a success. An update may be repeated without harm."""
    match answer.status:
        case 0:
            return _nothing_came(answer, updating=updating)
        case 401:
            return Retry(timedelta(seconds=30), "unauthorised")
        case 403:
            return Unreachable(_why_forbidden(answer.code), everybody=answer.code in DISABLED)
        case 404 if answer.code in LOST_ACTIVITY or (updating and not answer.code):
            return Refused("gone")
        case 404:
            return Unreachable("not_installed")
        case 413:
            return TOO_BIG
        case 429:
            return Retry(timedelta(seconds=waiting_time(answer.retry_after)), "rate_limited")
        case 412 | 502 | 504:
            return Retry(_soon(), f"status_{answer.status}")
        case status if status == 408 or status >= 500:
            return Retry(_soon(), f"status_{status}", in_doubt=not updating)
        case status:
            return Refused(answer.code or f"status_{status}")


def waiting_time(header: str) -> float:
    """`Retry-After` in seconds, whether it gives seconds or a date; a little more, so that not all come at once."""
    try:
        seconds = float(header)
    except ValueError:
        seconds = _until(header)
    return min(max(seconds, 1.0), LONGEST_WAIT) + random.uniform(0, 1)


def _until(date: str) -> float:
    try:
        return (parsedate_to_datetime(date).astimezone(UTC) - datetime.now(UTC)).total_seconds()
    except ValueError:
        return 5.0


def _nothing_came(answer: Answer, *, updating: bool) -> Retry | Refused:
    if answer.code == "service_host":
        return Refused("service_host")
    after = timedelta(seconds=answer.wait) if answer.wait else _soon()
    return Retry(after, answer.code, in_doubt=answer.sent and not updating)


def _why_forbidden(code: str) -> str:
    if code in BLOCKED:
        return "blocked"
    return "disabled" if code in DISABLED else "not_installed"


def _soon() -> timedelta:
    return timedelta(seconds=random.uniform(2, 6))
