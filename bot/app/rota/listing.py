"""Every rota in a few words: what it covers, when it was imported, and whether it ends soon."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.app.rota.shifts import covers_of
from bot.app.rota.unstaffed import unstaffed
from bot.app.rota.wall_clock import span_words
from bot.app.store import UnitOfWork
from bot.app.wording.times import clock, moment
from bot.domain.diary import Rota, RotaLine
from scheduling.availability import Intervals
from scheduling.london import local_day

SOON = timedelta(days=7)
_MINUTE = timedelta(minutes=1)
NONE_YET = "There is no rota yet. `quorate rota import FILE` writes one."


async def rotas_in_words(uow: UnitOfWork, now: datetime) -> list[str]:
    """A line for each rota, one more for each that ends within seven days or has ended, and one for each gap."""
    lines: defaultdict[str, list[RotaLine]] = defaultdict(list)
    for line in await uow.rota_lines.where(works=False):
        lines[line.rota_id].append(line)
    rotas, missing = await uow.rotas.where(), await unstaffed(uow, now)
    said = ([*_words(each, lines[each.id], now), *(f"  {gap}" for gap in missing.get(each.id, ()))] for each in rotas)
    return [words for each in said for words in each] or [NONE_YET]


async def shifts_in_words(uow: UnitOfWork, person_id: str, now: datetime, ahead: timedelta) -> list[str]:
    """What rotas say of this person from now on."""
    lines = await uow.rota_of([person_id], now, now + ahead)
    if not lines:
        return ["No rota covers them in the coming weeks: their usual hours count."]
    shifts = sorted(((each.starts_at, each) for each in lines if each.works), key=lambda pair: pair[0])
    return [f"{moment(at)} to {_end(at, each.ends_at)}: {each.rota_id}" for at, each in shifts] or [
        "They have no shift in the coming weeks, and are off wherever a rota covers them."
    ]


def _words(rota: Rota, covers: list[RotaLine], now: datetime) -> Iterator[str]:
    spans = covers_of(covers)
    covered = Intervals.from_minutes(span for each in spans.values() for span in each.spans)
    pairs = [(start, end) for start, end in covered.pairs() if end > now] or list(covered.pairs()[-1:])
    days = ", ".join(f"{_days(*pair)} {pair[1].year}" for pair in pairs) or "no days"
    people = sum(bool(each.clip(pairs[0][0], pairs[-1][1])) for each in spans.values()) if pairs else 0
    imported = f"imported {moment(rota.imported_at)}"
    yield f"{rota.id}: {days}, {people} {'person' if people == 1 else 'people'}, {imported}."
    if pairs and pairs[0][1] <= now:
        yield "  It has ended: everybody's usual hours count. Import the coming weeks."
    elif pairs and pairs[0][1] <= now + SOON:
        yield f"  It ends after {_last(pairs[0][1])}: import the next weeks before then."


def _end(start: datetime, end: datetime) -> str:
    return clock(end) if local_day(start) == local_day(end) else moment(end)


def _days(start: datetime, end: datetime) -> str:
    return span_words(local_day(start), local_day(end - _MINUTE))


def _last(end: datetime) -> str:
    return moment(end - _MINUTE).partition(",")[0]
