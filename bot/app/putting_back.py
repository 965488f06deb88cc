"""An operator's word about what was put aside: which rows there are, and that they are to be tried again."""

from __future__ import annotations

from bot.app.commands import Command
from bot.app.commands.watching import RetryAside
from bot.app.quarantine import try_now
from bot.app.questions import Question
from bot.app.questions.watching import WhatIsAmiss
from bot.app.wording.watching import MEANS
from bot.app.work import Handler, Work
from bot.domain.watching import Discrepancy, Failing


async def retry_aside(command: RetryAside, work: Work) -> int:
    """What was wrong has been mended: this row, or every one, is tried at once; how many."""
    rows = await (work.uow.failing.where(row_id=command.row_id) if command.row_id else work.uow.failing.where())
    for each in rows:
        await try_now(work, each, each.release)
    return len(rows)


async def what_is_amiss(_: WhatIsAmiss, work: Work) -> tuple[list[tuple[Discrepancy, str]], list[Failing]]:
    """What the self-audit has found and is so still, in words; and every row whose work fails, the longest first."""
    found = await work.uow.discrepancies.where(cleared_at=None, order="found_at")
    return [(each, MEANS.get(each.check_name, "")) for each in found], await work.uow.failing.where(order="first_at")


HANDLERS: dict[type[Command], Handler] = {RetryAside: retry_aside}
ANSWERS: dict[type[Question], Handler] = {WhatIsAmiss: what_is_amiss}
