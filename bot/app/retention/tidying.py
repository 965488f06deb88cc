"""What belongs to no case: deliveries taken in, calendars, codes, daily lists. Kept no longer than it is of use."""

from __future__ import annotations

from datetime import timedelta

from bot.app import commands as c
from bot.app.work import Handler, Work


async def tidy_up(_: c.TidyUp, work: Work) -> dict[str, int]:
    """Delete what is older than the council that keeps it longest wants; how many rows of each table."""
    rules = [work.policy(code).retention for code in work.policies.councils]
    if not rules:
        return {}
    days = {
        "inbox": max(rule.inbox_days for rule in rules),
        "calendars": max(rule.calendar_days for rule in rules),
        "link_codes": max(rule.link_code_days for rule in rules),
        "notices": max(rule.notice_days for rule in rules),
    }
    gone = await work.uow.delete_before({kind: work.now - timedelta(days=many) for kind, many in days.items()})
    if gone:
        await work.note("tidied", "", "", counts=gone)
    return gone


HANDLERS: dict[type[c.Command], Handler] = {c.TidyUp: tidy_up}
