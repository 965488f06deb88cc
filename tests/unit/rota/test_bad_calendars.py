"""Calendars that are refused: each bad event by its line; and none, however it is made, keeps anybody waiting."""

from __future__ import annotations

import time

import pytest

from bot.app.rota.calendar_rota import TOO_OFTEN
from tests.unit.rota.files import calendar, event, ics, reading, shift_event, shifts

DAY = ("20260312T090000", "20260312T170000")
RIGHT = shift_event(*DAY, uid="right")
PATIENCE = 2.0


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (event("DTEND:20260312T170000", "SUMMARY:ann"), "it has no start, write the event anew"),
        (event("DTSTART:20260312T090000", "SUMMARY:ann"), "it has no end, write one"),
        (shift_event("20260312T090000", "20260312T080000"), "it ends before it starts, mend its times"),
        (shift_event("20260312T250000", "20260313T170000"), "its DTSTART is not a date or time"),
        (shift_event("20260231T090000", "20260313T170000"), "its DTSTART is not a date or time"),
        (shift_event("2026-03-12", "20260313"), "its DTSTART is not a date or time"),
        (shift_event("00010101T000000", "99991231T235959"), "the year of its DTSTART cannot be right"),
        (shift_event("20260312T090000", "20260612T080000"), "it is longer than a month"),
        (event("DTSTART:20260312T090000", "DTEND;VALUE=DATE:20260313", "SUMMARY:ann"), "a time at one end and none"),
        (event("DTSTART:20260312T090000", "DURATION:P", "SUMMARY:ann"), "its length cannot be read"),
        (event("DTSTART:20260312T090000", "DURATION:-PT1H", "SUMMARY:ann"), "its length cannot be read"),
        (shift_event(*DAY, zone=";TZID=Custom Time 1"), "its time zone is not known"),
        (shift_event(*DAY, zone=";TZID=../../../etc/passwd"), "its time zone is not known"),
        (shift_event(*DAY, zone=";TZID=/etc/localtime"), "its time zone is not known"),
        (shift_event(*DAY, who="somebody"), "its title names nobody in the directory"),
        (shift_event(*DAY, who="ann / bob"), "its title names more than one person, make them attendees"),
        (shift_event(*DAY, who="Cat Smith"), "its title is a name that more than one person has, write the id"),
        (shift_event(*DAY, who="gone"), "its title has left, leave them out"),
        (shift_event(*DAY, who=""), "it names nobody, write the person's id"),
        (shift_event(*DAY, "ATTENDEE:mailto:x@y.example"), "an attendee is not in the directory"),
        (shift_event(*DAY, "ATTENDEE;broken"), "whom it is for cannot be read"),
        (shift_event(*DAY, *["ATTENDEE:mailto:ann@nhs.example"] * 51), "it has more than 50 attendees"),
        (shift_event(*DAY, "RRULE:FREQ=SECONDLY"), "it repeats in a way that a rota does not need"),
        (shift_event(*DAY, "RRULE:FREQ=MINUTELY;COUNT=5"), "it repeats in a way"),
        (shift_event(*DAY, "RRULE:FREQ=HOURLY"), "it repeats in a way"),
        (shift_event(*DAY, "RRULE:FREQ=DAILY;BYHOUR=1;BYMINUTE=1;BYSECOND=1"), "it repeats in a way"),
        (shift_event(*DAY, "RRULE:FREQ=DAILY;INTERVAL=0"), "it repeats in a way"),
        (shift_event(*DAY, "RRULE:FREQ=DAILY;INTERVAL=99999999999999999999"), "it repeats in a way"),
        (shift_event(*DAY, "RRULE:FREQ=DAILY;COUNT=2;UNTIL=20260401"), "it repeats in a way"),
        (shift_event(*DAY, "RRULE:FREQ=DAILY;UNTIL=soon"), "its UNTIL is not a date or time"),
        (shift_event(*DAY, "RRULE:"), "it repeats in a way"),
        (shift_event(*DAY, "RRULE:FREQ=DAILY", "RRULE:FREQ=WEEKLY"), "it has two rules"),
        (shift_event(*DAY, "RRULE:FREQ=DAILY", "EXDATE:x"), "its EXDATE is not a date or time"),
        (shift_event(*DAY, "RDATE;VALUE=PERIOD:20260313T090000Z/PT8H"), "its RDATE is not a date or time"),
        (shift_event(*DAY, f"RDATE:{','.join(['20260313T090000'] * 1001)}"), "lists more than a thousand dates"),
        (shift_event(*DAY, "RRULE:FREQ=DAILY", "RECURRENCE-ID:20260312T090000"), "changes one date of a series and"),
        (
            shift_event("20290312T090000", "20290312T170000", "RECURRENCE-ID;RANGE=THISANDFUTURE:20260312T090000"),
            "it moves a whole series by more than a month",
        ),
        (f"{RIGHT}\r\n{shift_event(*DAY, uid='right', who='bob')}", "it has the UID of the event of line 10"),
    ],
)  # fmt: skip
def test_a_bad_event_is_named_by_its_line_with_what_to_do(bad: str, said: str) -> None:
    found = calendar(shift_event(*DAY, uid="good"), bad)
    assert found.rota is None
    assert found.lines == ()
    (problem,) = found.problems
    assert problem.startswith(("Line 10: the event there: ", "Line 16: the event there: "))
    assert said in problem
    assert "somebody" not in problem
    assert "y.example" not in problem


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (ics(RIGHT)[:150], "it was cut off"),
        (ics(), "The file has no events in it."),
        ("BEGIN:VCALENDAR\r\n" + "BEGIN:VEVENT\r\n" * 100_000, "it was cut off"),
        ("BEGIN:VCALENDAR\r\n" * 100_000, "it was cut off"),
        (ics(RIGHT).replace("END:VEVENT", "END:VTODO"), "it was cut off"),
        (ics("METHOD:CANCEL", RIGHT), "The file only cancels events."),
        (ics(event("DTSTART:20260301T090000", "DTEND:20260301T170000", "SUMMARY:ann")), "Every event of this"),
        (ics(shift_event(*DAY, "STATUS:CANCELLED")), "The file has no shift."),
    ],
    ids=range(8),
)  # fmt: skip
def test_a_calendar_that_is_none_says_so(text: str, said: str) -> None:
    assert said in reading(text).problems[0]


NEVER = [
    "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=YEARLY;BYMONTH=2",
    "FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO;BYMONTH=6",
    "FREQ=YEARLY;BYYEARDAY=366;INTERVAL=3",
    "FREQ=MONTHLY;BYMONTHDAY=31;INTERVAL=12",
    "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=31",
    "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=20",
    "FREQ=MONTHLY;BYDAY=5MO;INTERVAL=12",
    "FREQ=MONTHLY;BYDAY=9MO",
    "FREQ=MONTHLY;BYDAY=MO;BYMONTHDAY=1;INTERVAL=12",
    "FREQ=DAILY;INTERVAL=7;BYDAY=TU",
    "FREQ=WEEKLY;INTERVAL=52;BYMONTH=6",
    "FREQ=DAILY;BYSETPOS=2",
]


@pytest.mark.parametrize("rule", NEVER)
def test_a_rule_that_might_never_find_a_date_is_not_followed(rule: str) -> None:
    assert "it repeats in a way" in calendar(shift_event(*DAY, f"RRULE:{rule}")).problems[0]


RARE = ("MONTHLY", "YEARLY", "MONTHLY;INTERVAL=12", "MONTHLY;INTERVAL=5", "MONTHLY;BYDAY=5MO", "DAILY;BYMONTH=2")


def test_every_rule_that_is_followed_has_its_next_date_soon() -> None:
    """A plain monthly rule from the 31st and a yearly one from 29 February among them."""
    for start in ("20240229", "20250131", "20240831", "20251231", "20260310"):
        for rule in RARE:
            began = time.process_time()
            found = calendar(shift_event(f"{start}T090000", f"{start}T170000", f"RRULE:FREQ={rule}"), RIGHT)
            assert found.problems == ()
            assert time.process_time() - began < PATIENCE, (start, rule)


def many(count: int, *lines: str, start: str = "20260312", who: str = "ann") -> str:
    return ics(
        *(shift_event(f"{start}T090000", f"{start}T170000", *lines, uid=str(n), who=who) for n in range(count))
    )


EXDATES = "EXDATE:" + ",".join(["20260313T090000Z"] * 900)


ZONES = "BEGIN:VTIMEZONE\r\n" + "BEGIN:STANDARD\r\nRRULE:FREQ=SECONDLY\r\nEND:STANDARD\r\n" * 50_000 + "END:VTIMEZONE"
BOMBS = {
    "began long ago": lambda: many(150, "RRULE:FREQ=DAILY", start="20000101"),
    "too often": lambda: many(5_000, "RRULE:FREQ=DAILY"),
    "dates left out": lambda: many(500, "RRULE:FREQ=DAILY", EXDATES),
    "moved": lambda: many(5_000, f"RECURRENCE-ID:{DAY[0]}"),
    "moved, of one series": lambda: ics(*(shift_event(*DAY, f"RECURRENCE-ID:{DAY[0]}") for _ in range(5_000))),
    "attendees": lambda: ics(shift_event(*DAY, *["ATTENDEE:mailto:ann@nhs.example"] * 100_000)),
    "a long title": lambda: ics(shift_event(*DAY, "SUMMARY:" + "a:" * 4_000_000)),
    "parameters": lambda: ics(shift_event(*DAY, "DTSTART" + ";A=B" * 2_000_000)),
    "quotes": lambda: ics(shift_event(*DAY, 'ATTENDEE;CN="' + "a;b=c:" * 1_000_000)),
    "short parameters": lambda: many(200, "ATTENDEE" + ';A="b"' * 3_000 + "!"),
    "folds": lambda: ics(shift_event(*DAY, "X-NOTHING:a\r\n" + " b\r\n" * 450_000 + "X:y")),
    "zones": lambda: ics(ZONES, RIGHT),
    "lines": lambda: "BEGIN:VCALENDAR\r\n" + "\r\n" * 4_900_000,
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_no_calendar_however_made_keeps_anybody_waiting(bomb: str) -> None:
    text = BOMBS[bomb]()
    began = time.process_time()
    found = reading(text)
    assert time.process_time() - began < PATIENCE
    assert (found.rota is None) == bool(found.problems)


def test_series_that_began_too_long_ago_are_refused() -> None:
    assert reading(BOMBS["began long ago"]()).problems == (TOO_OFTEN,)


def test_a_large_right_calendar_is_read() -> None:
    days = [f"202603{day:02}" for day in range(12, 31)]
    events = [
        shift_event(f"{day}T{hour:02}0000", f"{day}T{hour:02}3000", uid=f"{day}{hour}{who}", who=who)
        for day in days for hour in range(6, 20) for who in ("ann", "bob", "cat")
    ]  # fmt: skip
    assert len(shifts(calendar(*events))) == len(events)
