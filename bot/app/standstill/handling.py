"""Going quiet, looking at what waits, and beginning again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.app import questions as q
from bot.app.commands import Command, GoQuiet, Resume
from bot.app.rungs import look_ahead
from bot.app.standstill.now import is_quiet
from bot.app.standstill.resumed import Resumed, Standing
from bot.app.standstill.retiming import begin_anew, come_once
from bot.app.standstill.sorting import over, waiting
from bot.app.work import Handler, Work
from bot.domain.errors import Refusal
from bot.domain.installation import THIS, Installation, QuietWhy
from bot.domain.notice import Notice, NoticeState
from bot.domain.obligation import Awaited, Obligation, ObligationState
from scheduling.ladder import from_json

NOT_QUIET = "Quorate is not quiet: it sends and chases as usual. Nothing was changed. You need do nothing."
ALREADY_QUIET = "Quorate is quiet already. Nothing was changed. You need do nothing."


async def go_quiet(_: GoQuiet, work: Work) -> datetime:
    """From now on nothing is sent; every process notices at its next turn."""
    found = await work.uow.installation.lock(THIS)
    if found is not None and found.quiet_since is not None:
        raise Refusal("already_quiet", ALREADY_QUIET)
    row = Installation(THIS, work.now, why=QuietWhy.OPERATOR)
    await (work.uow.installation.add(row) if found is None else work.uow.installation.save(row))
    await work.note("went_quiet", THIS, "")
    return work.now


async def resume(command: Resume, work: Work) -> Resumed:
    """What waited is still true or never sent; what was to be chased comes once; then all goes on from now."""
    row = await work.uow.installation.lock(THIS)
    if row is None or row.quiet_since is None:
        raise Refusal("not_quiet", NOT_QUIET)
    restored = row.why is QuietWhy.RESTORED
    unsent, _ = await waiting(work)
    gone = await over(unsent, work)
    still = [each for each in unsent if each.id not in gone]
    await _strike_out([each for each in unsent if each.id in gone], work)
    marked = await _mark(still, command.since or row.quiet_since, work) if restored else 0
    put_off, anew = await _retime({each.subject_id for each in still}, row.quiet_since, work)
    shown = await work.uow.doubt_live_cards(work.now) if restored else 0
    row.quiet_since, row.resumed_at = None, work.now
    await work.uow.installation.save(row)
    await work.note("resumed", THIS, "", sent=len(still), over=len(gone), put_off=put_off, begun_anew=anew)
    return Resumed(len(still), marked, len(gone), put_off, anew, shown)


async def show(_: q.ShowQuiet, work: Work) -> Standing:
    """How things stand."""
    row = await is_quiet(work.uow) or Installation(THIS)
    unsent, updates = await waiting(work)
    gone = await over(unsent, work)
    still = [each for each in unsent if each.id not in gone]
    due = [each for each in await _open(work) if each.due_at <= work.now]
    kinds = Counter(str(each.kind) for each in still)
    oldest = min((each.due_at for each in still), default=None)
    return Standing(
        row.quiet_since, row.why, row.as_of, dict(sorted(kinds.items())), len(gone), oldest, len(updates), len(due)
    )


async def _strike_out(notices: Sequence[Notice], work: Work) -> None:
    for each in notices:
        each.state, each.reason = NoticeState.MOOT, "over"
        await work.uow.notices.save(each)


async def _mark(notices: Sequence[Notice], since: datetime, work: Work) -> int:
    """It may have gone out after the backup was made: it is sent once, and says so; how many."""
    doubtful = [each for each in notices if each.due_at < since and not each.attempted]
    for each in doubtful:
        each.attempted = True
        await work.uow.notices.save(each)
    return len(doubtful)


async def _retime(asked_only_now: set[str], quiet_since: datetime, work: Work) -> tuple[int, int]:
    """How many come once now, and how many begin anew."""
    put_off = anew = 0
    for each in await _open(work):
        ladder, working_time = from_json(each.ladder), work.policy(each.council).working_time()
        unasked = each.opened_at >= quiet_since or each.subject_id in asked_only_now
        if unasked and begin_anew(each, ladder, work.now, working_time):
            anew += 1
        elif come_once(each, ladder, work.now, working_time):
            put_off += 1
        else:
            continue
        meeting = await work.uow.meetings.get(each.meeting_id) if each.kind is Awaited.ACTION else None
        if meeting is not None:
            look_ahead(each, ladder, work.policy(each.council), meeting.urgency)
        await work.uow.obligations.save(each)
    return put_off, anew


async def _open(work: Work) -> list[Obligation]:
    return await work.uow.obligations.where(state=ObligationState.OPEN)


HANDLERS: Mapping[type[Command], Any] = {GoQuiet: go_quiet, Resume: resume}
ANSWERS: Mapping[type[q.Question], Handler] = {q.ShowQuiet: show}
