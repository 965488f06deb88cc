"""`quorate report`: what is counted, and between which days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from bot.app.questions import CountActions, CountRequests
from bot.app.reports.of_actions import ActionsReport, Group
from bot.app.reports.of_police import PoliceReport
from bot.app.rota.wall_clock import read_date
from bot.app.work import OPERATOR
from bot.domain.errors import QuorateError
from bot.shell.opening import opened
from bot.shell.policy_reading import policy_of
from bot.wiring import Configuration
from scheduling.london import wall_to_utc


async def counted_actions(
    configuration: Configuration, council: str, first: str | None, last: str | None, at: datetime | None
) -> ActionsReport:
    """The report of the records closed on these London days, both included."""
    known = configuration.policies()
    if council and known.councils:
        # A code that was mistyped would count nothing, and look like a council without actions.
        policy_of(known, council)
    asked = CountActions(council, *days_between(first, last), at)
    async with opened(configuration) as bus:
        report: ActionsReport = await bus.ask(asked, OPERATOR)
    return report


async def counted_requests(
    configuration: Configuration, council: str, first: str | None, last: str | None
) -> PoliceReport:
    """The report of what police desks were asked on these London days, both included."""
    known = configuration.policies()
    if council and known.councils:
        policy_of(known, council)
    asked = CountRequests(council, *days_between(first, last))
    async with opened(configuration) as bus:
        report: PoliceReport = await bus.ask(asked, OPERATOR)
    return report


def days_between(first: str | None, last: str | None) -> tuple[datetime | None, datetime | None]:
    """The instants [start, end) of these London days. QuorateError when one is none, or they stand the wrong way."""
    start, end = _day(first, "--from"), _day(last, "--to")
    if start is not None and end is not None and end < start:
        raise QuorateError("--to is before --from: write the earlier day first.")
    return _midnight(start), _midnight(end + timedelta(days=1) if end is not None else None)


def in_words(report: ActionsReport) -> Iterator[str]:
    """A line for all and one for each agency and team; meetings are in --json and --csv."""
    yield _line("All", report.all)
    for group in (*report.agencies, *report.teams):
        yield _line(f"{group.agency}, {group.team}" if group.team else group.agency, group)


def _line(name: str, group: Group) -> str:
    counts = group.counts
    return (
        f"{name}: {counts.actions} actions, {counts.no_time_at_close} with no time at close, "
        f"{counts.no_time_now} with none now, {counts.overdue} overdue, {counts.put_off} times put off, "
        f"{counts.done} done"
    )


def _day(text: str | None, option: str) -> date | None:
    if text is None:
        return None
    day = read_date(text)
    if day is None or day == date.max:
        raise QuorateError(f"{option} is not a date: write it like 2026-04-05.")
    return day


def _midnight(day: date | None) -> datetime | None:
    return None if day is None else wall_to_utc(day, time())
