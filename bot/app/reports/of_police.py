"""The report of police requests: from asking to accepting, for each desk, council and urgency, and for all."""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from bot.app import questions as q
from bot.app.reports.sheet import harmless
from bot.app.work import Handler, Work
from bot.domain.police_request import CountedRequest
from bot.policy.police_rules import PoliceRequestRule

STEPS = ("acknowledged", "assigned", "accepted")
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class PoliceCounts:
    """The figures, in the order in which they are shown. Minutes elapse from asking, and are rounded to a tenth.

    `open`: nobody has come, nobody has refused, and it still matters. `closed`: it stopped mattering first (the time
    moved, the meeting was cancelled or held). `refused` by reason. `minutes_to_...`: medians of those that came.
    `..._in_time`: the share within the policy's time, of all that came so far or are past that time; None for none.
    """

    requests: int
    acknowledged: int
    assigned: int
    accepted: int
    refused: int
    closed: int
    open: int
    minutes_to_acknowledged: float | None
    minutes_to_assigned: float | None
    minutes_to_accepted: float | None
    acknowledged_in_time: float | None
    assigned_in_time: float | None
    accepted_in_time: float | None
    reasons: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class PoliceGroup:
    """One desk, council or urgency, or all of them."""

    by: str
    name: str
    counts: PoliceCounts


@dataclass(frozen=True, slots=True)
class PoliceReport:
    """All first, then desks, councils and urgencies by name."""

    at: datetime
    groups: tuple[PoliceGroup, ...]


async def count_requests(asked: q.CountRequests, work: Work) -> PoliceReport:
    """Count what police desks were asked in [start, end)."""
    rows = await work.uow.counted_requests(asked.council, asked.start, asked.end)
    return police_report(rows, lambda code: _rule(work, code), work.now)


def _rule(work: Work, council: str) -> PoliceRequestRule:
    known = council in work.policies.councils
    return (work.policy(council) if known else work.policies.default).police_request


def police_report(
    rows: Sequence[CountedRequest], rule: Callable[[str], PoliceRequestRule], now: datetime
) -> PoliceReport:
    """The report of these requests at `now`; `rule` gives a council's times."""
    groups = [PoliceGroup("all", "", counts_of(rows, rule, now))]
    for by in ("desk", "council", "urgency"):
        apart: defaultdict[str, list[CountedRequest]] = defaultdict(list)
        for each in rows:
            apart[getattr(each, by)].append(each)
        groups += [PoliceGroup(by, name, counts_of(apart[name], rule, now)) for name in sorted(apart)]
    return PoliceReport(now, tuple(groups))


def counts_of(
    rows: Sequence[CountedRequest], rule: Callable[[str], PoliceRequestRule], now: datetime
) -> PoliceCounts:
    """The figures of these requests."""
    came = {step: [each for each in rows if _at(each, step) is not None] for step in STEPS}
    refused = [each for each in rows if each.refused_at is not None and each.accepted_at is None]
    done = [each for each in rows if each.accepted_at is None and each.refused_at is None]
    closed = sum(each.closed_at is not None for each in done)
    minutes = {step: _median(_minutes(each, step) for each in came[step]) for step in STEPS}
    shares = {step: _share(rows, step, rule, now) for step in STEPS}
    return PoliceCounts(
        requests=len(rows),
        acknowledged=len(came["acknowledged"]),
        assigned=len(came["assigned"]),
        accepted=len(came["accepted"]),
        refused=len(refused),
        closed=closed,
        open=len(done) - closed,
        minutes_to_acknowledged=minutes["acknowledged"],
        minutes_to_assigned=minutes["assigned"],
        minutes_to_accepted=minutes["accepted"],
        acknowledged_in_time=shares["acknowledged"],
        assigned_in_time=shares["assigned"],
        accepted_in_time=shares["accepted"],
        reasons=dict(sorted(Counter(each.refused_code for each in refused).items())),
    )


def _at(row: CountedRequest, step: str) -> datetime | None:
    found: datetime | None = getattr(row, f"{step}_at")
    return found


def _minutes(row: CountedRequest, step: str) -> float:
    return ((_at(row, step) or row.requested_at) - row.requested_at) / MINUTE


def _share(
    rows: Iterable[CountedRequest], step: str, rule: Callable[[str], PoliceRequestRule], now: datetime
) -> float | None:
    """In time, of those of which it is known: the step has come, or its time has passed while it still mattered."""
    known: list[bool] = []
    for each in rows:
        at, by = _at(each, step), each.requested_at + rule(each.council).times(each.urgency).of(step)
        if at is not None or min(each.closed_at or now, now) > by:
            known.append(at is not None and at <= by)
    return round(sum(known) / len(known), 3) if known else None


def _median(minutes: Iterable[float]) -> float | None:
    known = list(minutes)
    return round(median(known), 1) if known else None


_FIGURES = tuple(each.name for each in fields(PoliceCounts) if each.name != "reasons")


def as_csv(report: PoliceReport) -> str:
    """One table: a row for all, then each desk, council and urgency; a column at the end for each reason."""
    reasons = sorted({code for each in report.groups for code in each.counts.reasons})
    out = io.StringIO(newline="")
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(("by", "name", *_FIGURES, *(f"refused_{code}" for code in reasons)))
    for group in report.groups:
        figures = (getattr(group.counts, name) for name in _FIGURES)
        cells = (*figures, *(group.counts.reasons.get(code, 0) for code in reasons))
        rows.writerow((group.by, harmless(group.name), *("" if each is None else each for each in cells)))
    return out.getvalue()


def as_object(report: PoliceReport) -> dict[str, Any]:
    """The same for programs; null where there is nothing to take a median or a share of."""
    return {"at": report.at.isoformat(), "groups": [_named(each) for each in report.groups]}


def _named(group: PoliceGroup) -> dict[str, Any]:
    figures = {name: getattr(group.counts, name) for name in _FIGURES}
    return {"by": group.by, "name": group.name, **figures, "reasons": dict(group.counts.reasons)}


def in_words(report: PoliceReport) -> Iterator[str]:
    """A line for each group."""
    for group in report.groups:
        c, name = group.counts, f"{group.by} {group.name}" if group.name else "All"
        times = ", ".join(
            f"{step} after {minutes:g} min"
            for step in STEPS
            if (minutes := getattr(c, f"minutes_to_{step}")) is not None
        )
        yield (
            f"{name}: {c.requests} requests, {c.accepted} accepted, {c.refused} refused, {c.open} open"
            f"{f'; median: {times}' if times else ''}"
        )


ANSWERS: dict[type[q.Question], Handler] = {q.CountRequests: count_requests}
