"""What a rota file would change, in a few plain lines, before anything is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from bot.app.rota.known import KnownRota
from bot.app.rota.shifts import Draft, Shifts, by_person, covers_of, days_touched, shifts_of
from bot.app.rota.wall_clock import DAY, days_between, midnight, runs, span_words
from bot.app.wording.times import clock, day, moment
from scheduling.availability import Intervals
from scheduling.london import local_day

SHOWN = 10


def summary(name: str, draft: Draft, known: KnownRota, now: datetime) -> tuple[str, ...]:
    """The rota in a line, its gaps, who is changed, then what is worth knowing."""
    shifts = sum(len(worked.spans) for worked in draft.shifts.values())
    days = f"{span_words(draft.first, draft.last)} {draft.last.year}"
    lines = [f"{name}: {days}, {_count(len(draft.covers), 'person', 'people')}, {_count(shifts, 'shift', 'shifts')}."]
    all_work = Intervals.from_minutes(span for worked in draft.shifts.values() for span in worked.spans)
    if all_work:
        begins, ends = all_work.pairs()[0][0], all_work.pairs()[-1][1]
        lines.append(f"First shift: {moment(begins)}. Last shift ends: {moment(ends)}.")
    lines += gaps(all_work, max(draft.first, local_day(now)), draft.last)
    lines += _changes(draft, known, now)
    lines += _others(draft, known)
    if draft.first < local_day(now):
        lines.append("What is over stays as it was: the change begins now.")
    return (*lines, *draft.notes)


def gaps(work: Intervals, first: date, last: date) -> list[str]:
    """When nobody is on shift: whole days, and the hours too on a rota that mostly runs round the clock."""
    days = list(days_between(first, last))
    touched = set(days_touched(work))
    empty = [each for each in days if each not in touched]
    whole = sum(work.contains(midnight(each), midnight(each + DAY)) for each in days)
    if 2 * whole > len(days):
        free = Intervals.of((midnight(first), midnight(last + DAY))).minus(work)
        return [f"Nobody {_listed([_from_to(*pair) for pair in free.pairs()])}."] if free else []
    return [f"Nobody on {_listed([span_words(*each) for each in runs(empty)])}."] if empty else []


def _from_to(start: datetime, end: datetime) -> str:
    same_day = local_day(start) == local_day(end)
    return f"from {day(start)}, {clock(start)} to {clock(end) if same_day else f'{day(end)}, {clock(end)}'}"


def _changes(draft: Draft, known: KnownRota, now: datetime) -> Iterator[str]:
    if known.rota is None:
        yield "A new rota."
        return
    # A shift that began before these days is the last file's, and stays.
    old = _to_come(shifts_of(known.lines, draft.first, draft.last), now)
    new = _to_come(draft.shifts, now)
    window = Intervals.of((max(now, draft.starts_at), draft.ends_at))
    before = {who for who, covered in covers_of(known.lines).items() if covered.intersect(window)} | old.keys()
    found = [
        *(f"Added: {_who(each, known)}" for each in sorted(draft.covers.keys() - before)),
        *(
            f"Changed: {_who(each, known)}: {_days(old.get(each, Intervals()), new.get(each, Intervals()))}"
            for each in sorted(draft.covers.keys() & before)
            if old.get(each, Intervals()) != new.get(each, Intervals())
        ),
        *(
            f"No longer on this rota: {_who(each, known)}: their usual hours count again"
            for each in sorted(before - draft.covers.keys())
        ),
    ]
    yield from found or ["Nothing changes."]


def _to_come(shifts: Shifts, now: datetime) -> dict[str, Intervals]:
    far = now + timedelta(days=1000)
    found = {person: worked.clip(now, far) for person, worked in by_person(shifts).items()}
    return {person: worked for person, worked in found.items() if worked}


def _days(old: Intervals, new: Intervals) -> str:
    differing = {*days_touched(old.minus(new)), *days_touched(new.minus(old))}
    return _listed([span_words(*each) for each in runs(differing)])


def _others(draft: Draft, known: KnownRota) -> Iterator[str]:
    elsewhere: dict[str, set[str]] = {}
    for line in known.elsewhere:
        both = draft.covers.get(line.person_id, Intervals())
        if both.intersect(Intervals.of((line.starts_at, line.ends_at))):
            elsewhere.setdefault(line.rota_id, set()).add(line.person_id)
    for rota, people in sorted(elsewhere.items()):
        names = _listed([_who(each, known) for each in sorted(people)])
        yield f"Also on the rota {rota} in these days, and both count: {names}."


def _who(person_id: str, known: KnownRota) -> str:
    person = known.people.get(person_id)
    return f"{person.name} ({person_id})" if person else person_id


def _listed(words: Sequence[str]) -> str:
    more = len(words) - SHOWN
    shown = ", ".join(words[:SHOWN])
    return f"{shown}, and {more} more" if more > 0 else shown


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
