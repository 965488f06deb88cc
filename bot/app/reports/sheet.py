"""The report of actions as one table: a row for all, then one for each agency, team and meeting."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import asdict, fields
from typing import Any

from bot.app.reports.counts import Counts
from bot.app.reports.of_actions import ActionsReport, Group

COLUMNS = ("by", "council", "agency", "team", "meeting", *(each.name for each in fields(Counts)))
# A spreadsheet takes a cell that begins so for a formula, or leaves out a beginning and then finds one.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def as_csv(report: ActionsReport) -> str:
    """RFC 4180: commas, CRLF at the end of a line, quotation marks where a cell needs them."""
    out = io.StringIO(newline="")
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for group in (report.all, *report.agencies, *report.teams, *report.meetings):
        rows.writerow(harmless(cell) for cell in _cells(group))
    return out.getvalue()


def harmless(cell: Any) -> Any:
    """A text that a spreadsheet would run gets an apostrophe before it, and is shown as it stands."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def as_object(report: ActionsReport) -> dict[str, Any]:
    """The same for programs: `meetings`, `teams`, `agencies` and `all`; hours are null where there are none."""
    return {
        "at": report.at.isoformat(),
        "meetings": [_named(each, "council", "meeting") for each in report.meetings],
        "teams": [_named(each, "agency", "team") for each in report.teams],
        "agencies": [_named(each, "agency") for each in report.agencies],
        "all": asdict(report.all.counts),
    }


def _named(group: Group, *names: str) -> dict[str, Any]:
    return {name: getattr(group, name) for name in names} | asdict(group.counts)


def _cells(group: Group) -> Iterable[Any]:
    yield from (group.by, group.council, group.agency, group.team, group.meeting)
    # An empty cell, not a nought, where nothing was there to be counted.
    yield from ("" if each is None else each for each in asdict(group.counts).values())
