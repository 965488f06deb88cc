"""The events of an iCalendar rota: whom each names, and when they are on shift within the rota's days."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta

from bot.app.directory_rows import Unreadable
from bot.app.rota.calendar_events import BadEvent, Event, read_events
from bot.app.rota.calendar_times import LONGEST, instant_of, london_day, moment, when
from bot.app.rota.repeats import dates, rule_of, steps, until
from bot.app.rota.row import FARTHEST, MOST_SHIFTS, Piece
from bot.app.rota.series import occurrences, sequence
from bot.app.rota.shifts import Draft, joined
from bot.app.rota.staff import NotOnRota, Staff
from bot.app.rota.wall_clock import DAY, by_day, day_words

UNENDING = timedelta(days=27)
MOST_STEPS = 200_000
MOST_TIMES = 10_000
MOST_IN_SERIES = 3_000
MOST_ATTENDEES = 50
OVER = "Every event of this file is over. Export the coming weeks."
TOO_OFTEN = "The file's events repeat too often, or began too long ago. Export the coming weeks only."
_CHANGES = ("RECURRENCE-ID", "RRULE", "RDATE")
_APART = re.compile(r"\s[-–—]\s|[:,;/|()\[\]]")
_ESCAPED = re.compile(r"\\(.)")
_NOBODY = ("RESOURCE", "ROOM", "GROUP")


class Reading:
    """One file's events, and what is wrong with any of them, by line."""

    def __init__(self, text: str, staff: Staff) -> None:
        self.staff = staff
        self.wrong: dict[int, str] = {}
        self.notes: list[str] = []
        self.events = {event.number: event for event in read_events(text)}
        self._people: dict[int, tuple[str, ...]] = {}

    def problems(self) -> tuple[str, ...]:
        """A line for each bad event."""
        return tuple(f"Line {number}: the event there: {words}." for number, words in sorted(self.wrong.items()))

    def people(self, event: Event) -> tuple[str, ...]:
        """Ids of whom it names; none, and a problem, when that is not clear."""
        if event.number not in self._people:
            try:
                self._people[event.number] = tuple(dict.fromkeys(_named(event, self.staff)))
            except (BadEvent, NotOnRota) as wrong:
                self.wrong[event.number] = str(wrong)
                self._people[event.number] = ()
        return self._people[event.number]


def read_calendar(text: str, staff: Staff, today: date, first: date | None, last: date | None) -> Draft:
    """What the file says of the days from `first` (today) to `last` (the last day it names, four weeks if it has no
    end). Unreadable with a line for each bad event.
    """
    reading = Reading(text, staff)
    series = _series(reading)
    if reading.wrong:
        raise Unreadable(*reading.problems())
    draft = Draft(first or today, last or _last_day(reading.events.values(), today))
    if draft.last < draft.first:
        raise Unreadable("The rota would end before it starts: mend --from or --until." if last else OVER)
    pieces = _pieces(series, reading, draft)
    if reading.wrong:
        raise Unreadable(*reading.problems())
    draft.shifts = joined(pieces)
    draft.covers = dict.fromkeys((person for person, _, _ in pieces), draft.whole())
    later = sum(london_day(when(each).start) > draft.last for each in reading.events.values())
    if later:
        draft.notes.append(
            f"Events after {day_words(draft.last)} were left out ({later}): give --until to take them."
        )
    draft.notes += reading.notes
    return draft


def _series(reading: Reading) -> list[list[Event]]:
    """The events that belong together, checked one by one; the newest version of each."""
    by_uid: defaultdict[str, list[Event]] = defaultdict(list)
    for event in reading.events.values():
        try:
            when(event)
            rule, moved = rule_of(event), event.first("RECURRENCE-ID")
            until(rule)
            for name in ("EXDATE", "RDATE"):
                dates(event, name)
            if moved:
                moment(moved)
            if moved and (rule or event.first("RDATE")):
                raise BadEvent("it changes one date of a series and repeats too, write the series anew")
        except BadEvent as wrong:
            reading.wrong[event.number] = str(wrong)
        by_uid[event.value("UID") or f"line {event.number}"].append(event)
    return [_newest(group, reading) for group in by_uid.values()]


def _newest(group: list[Event], reading: Reading) -> list[Event]:
    whole = [each for each in group if each.first("RECURRENCE-ID") is None]
    if len(whole) < 2:
        return group
    newest = max(whole, key=sequence)
    for each in whole:
        if each is not newest and sequence(each) == sequence(newest):
            if each.properties == newest.properties:
                reading.notes.append(f"Line {each.number}: the event of line {newest.number} again: it counts once.")
            else:
                reading.wrong[each.number] = f"it has the UID of the event of line {newest.number}, give it its own"
    return [each for each in group if each is newest or each not in whole]


def _last_day(events: Iterable[Event], today: date) -> date:
    named = [today - timedelta(days=1)]
    for event in events:
        rule, times = rule_of(event), when(event)
        last = until(rule)
        # An all-day event's end is the morning after.
        named.append(london_day(times.start) if rule else (instant_of(times.end) - timedelta(minutes=1)).date())
        named += [london_day(each) for each in (*dates(event, "RDATE"), *([last] if last else ()))]
        if rule and last is None:
            named.append(today + UNENDING)
    return min(max(named), today + FARTHEST)


def _pieces(series: Iterable[Sequence[Event]], reading: Reading, draft: Draft) -> list[Piece]:
    budget, found = MOST_STEPS, list[Piece]()
    times, in_series = 0, 0
    for whole in series:
        group = [each for each in whole if _matters(each, draft)]
        budget -= sum(steps(rule_of(each), when(each).start, draft.last) for each in group)
        in_series += len(group) if _comes_again(group) else 0
        if budget < 0 or in_series > MOST_IN_SERIES:
            raise Unreadable(TOO_OFTEN)
        try:
            for number, start, end in _times(group, draft):
                times += 1
                found += _on_shift(reading, reading.events[number], start, end, draft)
        except BadEvent as wrong:
            reading.wrong[group[0].number] = str(wrong)
        if times > MOST_TIMES or len(found) > MOST_SHIFTS:
            raise Unreadable(TOO_OFTEN)
    return found


def _times(group: Sequence[Event], draft: Draft) -> Iterator[tuple[int, datetime, datetime]]:
    if _comes_again(group):
        yield from occurrences(group, draft.starts_at, draft.ends_at)
    elif group:
        yield group[0].number, *when(group[0]).span


def _comes_again(group: Sequence[Event]) -> bool:
    return len(group) > 1 or any(each.first(name) for each in group for name in _CHANGES)


def _matters(event: Event, draft: Draft) -> bool:
    """False when nothing of it can be within the rota's days: years of history cost nothing."""
    start, end = when(event).span
    moved, last = event.first("RECURRENCE-ID"), until(rule_of(event))
    if moved and moved.params.get("RANGE"):
        return True
    if moved and draft.starts_at <= instant_of(moment(moved)) < draft.ends_at:
        return True
    if event.first("RDATE") or (rule_of(event) and last is None):
        return start < draft.ends_at
    ends = max(end, instant_of(last) + LONGEST + DAY) if last else end
    return start < draft.ends_at and ends > draft.starts_at


def _on_shift(reading: Reading, event: Event, start: datetime, end: datetime, draft: Draft) -> list[Piece]:
    if event.value("STATUS").upper() == "CANCELLED":
        return []
    days = [(day, span) for day, span in by_day(start, end) if draft.first <= day <= draft.last]
    return [(person, day, span) for person in reading.people(event) for day, span in days] if days else []


def _named(event: Event, staff: Staff) -> list[str]:
    """Attendees who come, by their address; without any, whoever the summary names."""
    if any("X-BROKEN" in each.params for each in (*event.all("ATTENDEE"), *event.all("SUMMARY"))):
        raise BadEvent("whom it is for cannot be read, write their id as its title")
    asked = [
        each.value.strip()
        for each in event.all("ATTENDEE")
        if each.params.get("CUTYPE", "").upper() not in _NOBODY
        and each.params.get("PARTSTAT", "").upper() != "DECLINED"
    ]
    if len(asked) > MOST_ATTENDEES:
        raise BadEvent(f"it has more than {MOST_ATTENDEES} attendees, name those on shift")
    if asked:
        return [staff.named(_address(each), "an attendee").id for each in asked]
    title = " ".join(
        _ESCAPED.sub(lambda found: " " if found[1] in "nN" else found[1], event.value("SUMMARY")).split()
    )
    if not title:
        raise BadEvent("it names nobody, write the person's id, work e-mail or exact name as its title")
    if len(title) > 200 or staff.knows(title):
        return [staff.named(title[:200], "its title").id]
    found = {staff.named(part, "its title").id for part in _APART.split(title) if part.strip() and staff.knows(part)}
    if len(found) != 1:
        several = "names more than one person, make them attendees" if found else "names nobody in the directory"
        raise BadEvent(f"its title {several}, or write one person's id, work e-mail or exact name")
    return list(found)


def _address(text: str) -> str:
    return text[7:] if text[:7].lower() == "mailto:" else text
