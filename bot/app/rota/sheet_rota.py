"""A CSV rota's rows together: usual weeks, dated shifts, swaps, then days off, in whatever order they stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.app.rota.known import KnownRota
from bot.app.rota.row import (
    COVERS,
    MOST_SHIFTS,
    OFF,
    SHIFT,
    SWAP,
    WEEKLY,
    Entry,
    Piece,
    Says,
    last_start,
    pieces,
    read_entry,
)
from bot.app.rota.sheet import read_rows
from bot.app.rota.shifts import Draft, Shifts, covers_of, joined, shifts_of, swapped, without
from bot.app.rota.staff import Staff
from bot.app.rota.wall_clock import DAY, at_minute, day_words, midnight, span_words
from bot.app.spreadsheet import Unreadable
from scheduling.availability import Intervals

TOO_MANY = f"The file makes more than {MOST_SHIFTS:,} shifts. Import fewer weeks at a time."
EMPTY = "The file has no shift. Write at least one row of kind shift or weekly, or which days it covers."

NOTHING_TO_CHANGE = (
    "The file has only swaps and days off, and there is no rota of this name yet. "
    "Write the shifts too, or give the name of the rota that they change."
)


@dataclass(slots=True)
class Rows:
    """Right rows, each once, by kind; and what is worth saying about them."""

    by_kind: defaultdict[str, list[tuple[int, Says]]] = field(default_factory=lambda: defaultdict(list))
    notes: list[str] = field(default_factory=list)

    def of(self, *kinds: str) -> list[tuple[int, Says]]:
        """The rows of these kinds with their numbers."""
        return [each for kind in kinds for each in self.by_kind[kind]]


def read_sheet(
    text: str, staff: Staff, known: KnownRota, today: date, first: date | None, last: date | None
) -> Draft:
    """What the file says of the days from `first` to `last`, or of its own. Unreadable with a line for each bad row.

    A file of swaps and days off alone changes the rota as it is known.
    """
    entries = [read_entry(row, staff, today) for row in read_rows(text)]
    problems = [each.problem for each in entries if each.wrong]
    if problems:
        raise Unreadable(*problems)
    rows = _once(entries)
    changes = not rows.of(SHIFT, WEEKLY, COVERS)
    if changes and known.rota is None:
        raise Unreadable(NOTHING_TO_CHANGE if rows.by_kind else EMPTY)
    draft = _days(rows, first, last)
    draft.notes += rows.notes
    before = shifts_of(known.lines, draft.first, draft.last) if changes else _stated(rows, draft)
    draft.shifts = _off(_swaps(before, rows, draft), rows, draft)
    draft.covers = _kept_covers(rows, known, draft) if changes else _new_covers(rows, draft)
    return draft


def _once(entries: Iterable[Entry]) -> Rows:
    rows, seen = Rows(), dict[Says, int]()
    for entry in entries:
        says = entry.says
        if says is None:
            continue
        if says.kind == SWAP:
            # Who of the two is written first makes no difference.
            says = says._replace(person=min(says.person, says.other), other=max(says.person, says.other))
        if says in seen and says.kind == SWAP:
            earlier = seen.pop(says)
            rows.by_kind[SWAP].remove((earlier, says))
            rows.notes.append(
                f"Row {entry.number} swaps back what row {earlier} swaps: together they change nothing."
            )
        elif says in seen:
            rows.notes.append(f"Row {entry.number} says the same as row {seen[says]}: it counts once.")
        else:
            seen[says] = entry.number
            rows.by_kind[says.kind].append((entry.number, says))
    return rows


def _days(rows: Rows, first: date | None, last: date | None) -> Draft:
    """The days the rota is about: as asked, else as `covers` says for everybody, else those of its rows."""
    told = [says for _, says in rows.of(COVERS) if not says.person]
    own = told or [_own_days(says) for _, says in rows.of(SHIFT, WEEKLY, COVERS) or rows.of(OFF, SWAP)]
    if not own and not (first and last):
        raise Unreadable(EMPTY)
    draft = Draft(first or min(each.first for each in own), last or max(each.last for each in own))
    if draft.last < draft.first:
        raise Unreadable("The rota would end before it starts: mend --from or --until.")
    out = [number for number, says in rows.of(*rows.by_kind) if not draft.first <= says.first <= draft.last]
    if out and not (first or last):
        days = span_words(draft.first, draft.last)
        raise Unreadable(
            *(f"Row {each}: its date is not among the days that the rota covers ({days}), mend one." for each in out)
        )
    if out:
        rows.notes.append(f"Left out, because they are not of these days: rows {', '.join(map(str, out[:20]))}.")
    return draft


def _own_days(says: Says) -> Says:
    """What ends on the morning after its last day is not about that morning's day."""
    return says._replace(last=last_start(says)) if says.begins is not None else says


def _stated(rows: Rows, draft: Draft) -> Shifts:
    """The usual weeks; a dated shift takes the place of the weekly hours of its day."""
    left = MOST_SHIFTS
    found: list[list[Piece]] = []
    for kind in (WEEKLY, SHIFT):
        some: list[Piece] = []
        for _, says in rows.of(kind):
            within = says._replace(first=max(says.first, draft.first), last=min(says.last, draft.last))
            some += [each for each in pieces(within if kind == WEEKLY else says) if _among(each, draft)]
            if len(some) > left:
                raise Unreadable(TOO_MANY)
        left -= len(some)
        found.append(some)
    weekly, dated = (joined(each) for each in found)
    return weekly | dated


def _among(piece: Piece, draft: Draft) -> bool:
    return draft.first <= piece[1] <= draft.last


def _swaps(shifts: Shifts, rows: Rows, draft: Draft) -> Shifts:
    wrong: list[str] = []
    right: list[Says] = []
    taken: dict[tuple[str, date], int] = {}
    for number, says in rows.of(SWAP):
        day = says.first
        if not draft.first <= day <= draft.last:
            continue
        earlier = next((taken[who, day] for who in (says.person, says.other) if (who, day) in taken), None)
        if earlier is not None:
            wrong.append(f"Row {number}: somebody swaps twice on {day_words(day)} (row {earlier}), write the shifts.")
            continue
        taken[says.person, day] = taken[says.other, day] = number
        if (says.person, day) not in shifts and (says.other, day) not in shifts:
            wrong.append(f"Row {number}: neither of the two has a shift on {day_words(day)}, mend the date.")
        right.append(says)
    if wrong:
        raise Unreadable(*wrong)
    return swapped(shifts, ((each.person, each.other, each.first) for each in right))


def _off(shifts: Shifts, rows: Rows, draft: Draft) -> Shifts:
    days_of: defaultdict[str, list[date]] = defaultdict(list)
    for person, day in shifts:
        days_of[person].append(day)
    left = dict(shifts)
    for number, says in rows.of(OFF):
        own = _own_days(says)
        hours = None
        if says.begins is not None and says.ends is not None:
            hours = Intervals.from_minutes([(at_minute(says.first, says.begins), at_minute(says.last, says.ends))])
        found = [day for day in days_of[says.person] if own.first <= day <= own.last]
        for day in found:
            left[says.person, day] = without(left[says.person, day], hours)
        if not found and draft.first <= own.first <= draft.last:
            days = span_words(own.first, own.last)
            draft.notes.append(f"Row {number}: {says.person} has no shift on {days} to be off from.")
    return {key: worked for key, worked in left.items() if worked}


def _new_covers(rows: Rows, draft: Draft) -> dict[str, Intervals]:
    """Everybody named is on the rota for all of its days, at work when it says so and at no other time.

    Somebody who has no shift, whom only `covers` names, is on it for the days that it says.
    """
    found = _covered_days(rows.of(COVERS))
    return found | dict.fromkeys(_named(rows.of(SHIFT, WEEKLY, SWAP, OFF)), draft.whole())


def _kept_covers(rows: Rows, known: KnownRota, draft: Draft) -> dict[str, Intervals]:
    """Whoever was on the rota stays so; somebody who only stands in is on it for that day."""
    found = _covered_days(rows.of(SWAP, OFF))
    for person, covered in covers_of(known.lines).items():
        found[person] = covered.intersect(draft.whole()).union(found.get(person, Intervals()))
    return {person: covered for person, covered in found.items() if covered}


def _covered_days(rows: Sequence[tuple[int, Says]]) -> dict[str, Intervals]:
    """The days of these rows, by the people they name."""
    pairs: defaultdict[str, list[tuple[datetime, datetime]]] = defaultdict(list)
    for _, says in rows:
        own = _own_days(says)
        for person in _named([(0, says)]):
            pairs[person].append((midnight(own.first), midnight(own.last + DAY)))
    return {person: Intervals.of(*each) for person, each in pairs.items()}


def _named(rows: Sequence[tuple[int, Says]]) -> set[str]:
    return {who for _, says in rows for who in (says.person, says.other) if who}
