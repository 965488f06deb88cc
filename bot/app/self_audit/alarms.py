"""An alarm: a line in the log that says so, and once a day a card to whoever looks after Quorate for the council."""

from __future__ import annotations

import structlog

from bot.app.work import Work
from bot.domain.notice import NoticeKind
from bot.domain.watching import Amiss
from scheduling.london import local_day

log = structlog.get_logger()


async def raise_alarm(work: Work, amiss: Amiss) -> None:
    """Tell of it. What concerns no council is told to every council's."""
    log.error("self_audit", code="self_audit", check=amiss.check_name, subject=amiss.subject_id)
    await work.note("alarmed", amiss.subject_id, amiss.council, amiss.meeting_id, check=amiss.check_name)
    day = local_day(work.now).isoformat()
    for council in [amiss.council] if amiss.council in work.policies.councils else sorted(work.policies.councils):
        admin = await work.person(work.policy(council).reach.admin_id)
        if admin is not None:
            dedupe = f"alarm:{amiss.check_name}:{council}:{day}:{admin.id}"
            await work.tell(admin.id, NoticeKind.ALARM, amiss.check_name, council, dedupe, urgent=True)
