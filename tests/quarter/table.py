"""What came of the quarter, as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from bot.app.questions import CountActions
from bot.app.reports.of_actions import ActionsReport
from bot.app.work import OPERATOR
from tests.quarter.run import Quarter
from tests.quarter.said import kind_of


async def table_of(quarter: Quarter) -> list[str]:
    """A line a figure, in parts."""
    actions = await quarter.world.rows("actions")
    closed = {each.id for each in await quarter.world.rows("meetings", state="closed")}
    held = [each for each in actions if each.meeting_id in closed and each.state != "dropped"]
    report: ActionsReport = await quarter.world.bus.ask(CountActions(), OPERATOR)
    counts, holding = report.all.counts, quarter.holding
    lines = [
        f"seed {quarter.seed}: {len(closed)} records closed, {len(held)} actions, {quarter.size.weeks} weeks",
        f"meetings that came to nothing: {quarter.meetings.not_held}",
        *_part("actions by kind", Counter(kind_of(quarter.kinds.get(each.id, each.expected)) for each in held)),
        *_part("how they stand", Counter(_end(each, quarter) for each in held)),
        *_part(
            "counted",
            {
                "no time at close": counts.no_time_at_close,
                "no time now": counts.no_time_now,
                "hours to a time, median of those without one": counts.hours_to_time_of_undated,
                "late": counts.late,
                "hours late, median": counts.hours_late,
                "put off": counts.put_off,
                "put off twice or more": counts.put_off_again,
                "given back": counts.returned,
                "turns of those that come again": counts.turns,
            },
        ),
        *_part("nudges by rung and audience", {f"{rung} to {job}": n for (rung, job), n in holding.rungs.items()}),
        *_part("first sent, by kind", holding.sent),
        *_part("chased while on leave: of no action, so not held against it", holding.on_leave),
        *_part("clicks and forms", quarter.hands.pressed),
        f"most non-urgent chasing messages to one person on one day: {max(holding.chased.values(), default=0)}",
        f"escalated to the end of a ladder: {holding.escalations}",
        f"messages looked at: {quarter.watch.looked_at}; ticks at which all was looked at: {holding.checks}",
        f"violations: {len(quarter.watch.wrong)}",
    ]
    return [*lines, *_part("violations by kind", Counter(each[17:60] for each in quarter.watch.wrong))]


def _end(action: object, quarter: Quarter) -> str:
    state, due = str(getattr(action, "state", "")), getattr(action, "due_at", None)
    if state == "done":
        return f"done ({getattr(action, 'outcome', None) or 'nothing said'})"
    if due is None:
        return "open, no time yet"
    return "open, overdue" if due <= quarter.world.clock else "open, in time"


def _part(title: str, figures: dict[str, int] | dict[str, float | None] | Counter[str]) -> Iterable[str]:
    yield f"{title}:"
    for name, figure in sorted(figures.items()):
        yield f"  {name:<60} {figure if figure is not None else '-':>8}"
