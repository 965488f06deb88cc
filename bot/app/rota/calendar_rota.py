"""The events of an iCalendar rota: whom each names, and when they are on shift within the rota's days."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from bot.app.rota.calendar_events import BadEvent, Event, read_events
from bot.app.rota.calendar_times import london_day
from bot.app.rota.row import FARTHEST, MOST_SHIFTS, Piece
from bot.app.rota.series import Occurrence, Timed, occurrences, timed
from bot.app.rota.shifts import Draft, joined
from bot.app.rota.staff import NotOnRota, Staff
from bot.app.rota.wall_clock import DAY, by_day, day_words
from bot.app.spreadsheet import Unreadable
from scheduling.london import LONDON

UNENDING = timedelta(days=27)
MOST_STEPS = 100_000
MOST_TIMES = 5_000
MOST_IN_SERIES = 2_000
MOST_LISTED = 5_000
MOST_ATTENDEES = 50
OVER = "Every event of this file is over. Export the coming weeks."
TOO_OFTEN = "The file's events repeat too often, or began too long ago. Export the coming weeks only."
_APART = re.compile(r"\s[-–—]\s|[:,;/|()\[\]]")
_ESCAPED = re.compile(r"\\(.)")
_NOBODY = ("RESOURCE", "ROOM", "GROUP")


class Reading:
    """One file's events, and what is wrong with any of them, by line."""

    def __init__(self, text: str, staff: Staff) -> None:
        self.staff = staff
        self.wrong: dict[int, str] = {}
        self.notes: list[str] = []
        self.events: dict[int, Timed] = {}
        listed = 0
        for event in read_events(text):
            try:
                self.events[event.number] = own = timed(event)
            except BadEvent as wrong:
                self.wrong[event.number] = str(wrong)
                continue
            listed += own.listed
            if listed > MOST_LISTED:
                raise Unreadable(TOO_OFTEN)
        self._people: dict[int, tuple[str, ...]] = {}

    def check(self) -> None:
        """Unreadable with a line for each bad event, if there is any."""
        if self.wrong:
            problems = sorted(self.wrong.items())
            raise Unreadable(*(f"Line {number}: the event there: {words}." for number, words in problems))

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
    reading.check()
    draft = Draft(first or today, last or _last_day(reading.events.values(), today))
    if draft.last < draft.first:
        raise Unreadable("The rota would end before it starts: mend --from or --until." if last else OVER)
    pieces = _pieces(series, reading, draft)
    reading.check()
    draft.shifts = joined(pieces)
    draft.covers = dict.fromkeys((person for person, _, _ in pieces), draft.whole())
    later = sum(london_day(each.when.start) > draft.last for each in reading.events.values())
    if later:
        draft.notes.append(
            f"Events after {day_words(draft.last)} were left out ({later}): give --until to take them."
        )
    draft.notes += reading.notes
    return draft


def _series(reading: Reading) -> list[list[Timed]]:
    """The events that belong together; of each that stands there in several versions the newest."""
    by_uid: defaultdict[str, list[Timed]] = defaultdict(list)
    for number, own in reading.events.items():
        by_uid[own.event.value("UID") or f"line {number}"].append(own)
    return [_newest(group, reading) for group in by_uid.values()]


def _newest(group: list[Timed], reading: Reading) -> list[Timed]:
    whole = [each for each in group if each.moved is None]
    if len(whole) < 2:
        return group
    newest = max(whole, key=lambda each: each.sequence)
    line = newest.event.number
    for each in whole:
        number = each.event.number
        if number != line and each.sequence == newest.sequence:
            if each.event.properties == newest.event.properties:
                reading.notes.append(f"Line {number}: the event of line {line} again: it counts once.")
            else:
                reading.wrong[number] = f"it has the UID of the event of line {line}, give it its own"
    return [newest, *(each for each in group if each.moved is not None)]


def _last_day(events: Iterable[Timed], today: date) -> date:
    named = [today - DAY]
    for each in events:
        # An all-day event's end is the morning after.
        end = (each.when.span[1] - timedelta(minutes=1)).astimezone(LONDON).date()
        named.append(london_day(each.when.start) if each.rule else end)
        named += [london_day(at) for at in (*each.further, *([each.until] if each.until is not None else ()))]
        if each.rule and each.until is None:
            named.append(today + UNENDING)
    return min(max(named), today + FARTHEST)


def _pieces(series: Iterable[Sequence[Timed]], reading: Reading, draft: Draft) -> list[Piece]:
    start, end = draft.starts_at, draft.ends_at
    groups = [some for group in series if (some := [each for each in group if each.matters(start, end)])]
    _check_cost(groups, draft)
    found: list[Piece] = []
    for group in groups:
        try:
            for number, begins, ends in _times(group, start, end):
                found += _on_shift(reading, reading.events[number].event, begins, ends, draft)
        except BadEvent as wrong:
            reading.wrong[group[0].event.number] = str(wrong)
        if len(found) > MOST_SHIFTS:
            raise Unreadable(TOO_OFTEN)
    return found


def _check_cost(groups: Iterable[Sequence[Timed]], draft: Draft) -> None:
    """Unreadable before anything is expanded that would keep somebody waiting."""
    again = [each for group in groups if len(group) > 1 or group[0].repeats for each in group]
    costs = [each.cost(draft.first, draft.last) for each in again]
    looked_at, within = sum(cost[0] for cost in costs), sum(cost[1] for cost in costs)
    if len(again) > MOST_IN_SERIES or looked_at > MOST_STEPS or within > MOST_TIMES:
        raise Unreadable(TOO_OFTEN)


def _times(group: Sequence[Timed], start: datetime, end: datetime) -> Iterable[Occurrence]:
    if len(group) > 1 or group[0].repeats:
        return occurrences(group, start, end)
    return [(group[0].event.number, *group[0].when.span)]


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
