"""What a CSV rota may say, and what is understood."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.app.rota.known import KnownRota
from bot.domain.diary import Rota, RotaLine
from bot.policy.loader import DEFAULT_FILE
from scheduling.london import LONDON
from tests.unit.rota.files import DESKS, HEADERS, NOW, PEOPLE, person, reading, sheet, shifts

PEOPLE_HERE = ("ann", "bob", "cat")
EXAMPLE = DEFAULT_FILE.parent.parent / "app" / "rota.example.csv"


def test_the_example_that_ships_is_right_and_needs_only_the_example_directory() -> None:
    people = {each: person(each, each) for each in ("paed-01", "paed-02")}
    now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    found = reading(EXAMPLE.read_bytes(), KnownRota(people), now)
    assert found.problems == ()
    assert found.summary[0] == "on call: 30 November to 27 December 2026, 2 people, 23 shifts."
    assert found.summary[2] == "Nobody on 12 to 13 December, 16 December, 19 to 20 December, 24 to 27 December."


def test_a_shift_becomes_a_line_and_everybody_is_covered_for_all_of_the_days() -> None:
    found = sheet("shift,ann,2026-03-12,,09:00,17:00", "shift,bob,2026-03-14,,09:00,17:00")
    assert shifts(found) == [("ann", "12 09:00", "12 17:00"), ("bob", "14 09:00", "14 17:00")]
    covers = [each for each in found.lines if not each.works]
    assert [(each.person_id, each.starts_at, each.ends_at) for each in covers] == [
        (who, datetime(2026, 3, 12, tzinfo=UTC), datetime(2026, 3, 15, tzinfo=UTC)) for who in ("ann", "bob")
    ]


@pytest.mark.parametrize(
    "written",
    ["2026-03-12", "12/3/2026", "12/03/26", "12.3.2026", "12 Mar 2026", "Thu 12 March 2026", "12th march 2026"],
)
@pytest.mark.parametrize("hours", ["09:00,17:00", "9:00,17.00", "0900,1700", "09:00:00,17:00:00"])
def test_dates_and_times_are_read_as_people_and_spreadsheets_write_them(written: str, hours: str) -> None:
    assert shifts(sheet(f"shift,ann,{written},,{hours}")) == [("ann", "12 09:00", "12 17:00")]


@pytest.mark.parametrize("who", ["ann", "ANN", "Ann  Archer", "ann archer", "ann@nhs.example", "Ann@NHS.example"])
def test_somebody_is_named_by_id_exact_name_or_work_address(who: str) -> None:
    assert shifts(sheet(f"shift,{who},2026-03-12,,09:00,17:00")) == [("ann", "12 09:00", "12 17:00")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("bom", ["", "﻿"])
def test_what_spreadsheets_write_is_read(delimiter: str, bom: str) -> None:
    text = f"{bom}Person,DATE,From,To,Note\r\nann,12/3/2026,09:00,17:00,=ignored\r\n\r\n".replace(",", delimiter)
    assert shifts(reading(text)) == [("ann", "12 09:00", "12 17:00")]


def test_an_overnight_shift_ends_the_next_morning_and_belongs_to_its_first_day() -> None:
    found = sheet("shift,ann,2026-03-12,,22:00,08:00")
    assert shifts(found) == [("ann", "12 22:00", "13 08:00")]
    assert found.rota is not None
    assert found.rota.ends_at == datetime(2026, 3, 13, tzinfo=UTC), "the rota is about the 12th alone"


@pytest.mark.parametrize(("day", "hours"), [("2026-03-27", 10), ("2026-03-28", 9), ("2026-10-24", 11)])
def test_a_night_shift_over_a_clock_change_is_as_long_as_it_is(day: str, hours: int) -> None:
    found = sheet(f"shift,ann,{day},,22:00,08:00")
    (line,) = [each for each in found.lines if each.works]
    assert line.ends_at - line.starts_at == timedelta(hours=hours)


def test_a_whole_day_is_0_to_24_and_has_23_hours_when_the_clocks_go_forward() -> None:
    found = sheet("shift,ann,2026-03-29,,00:00,24:00")
    (line,) = [each for each in found.lines if each.works]
    assert line.ends_at - line.starts_at == timedelta(hours=23)


def test_a_week_on_call_is_a_shift_a_day_so_that_a_day_of_it_can_change_hands() -> None:
    rows = ("shift,ann,2026-03-12,2026-03-15,09:00,09:00", "shift,bob,2026-03-20,,09:00,17:00")
    assert shifts(sheet(*rows, "off,ann,2026-03-13")) == [
        ("ann", "12 09:00", "13 09:00"),
        ("ann", "14 09:00", "15 09:00"),
        ("bob", "20 09:00", "20 17:00"),
    ]


def test_a_week_on_call_changes_hands_at_the_same_wall_clock_over_the_clock_change() -> None:
    assert shifts(sheet("shift,ann,2026-03-27,2026-03-30,09:00,09:00")) == [
        ("ann", "27 09:00", "28 09:00"),
        ("ann", "28 09:00", "29 09:00"),
        ("ann", "29 09:00", "30 09:00"),
    ]


def test_weekly_hours_hold_until_their_last_day_and_a_dated_shift_takes_the_place_of_one_day() -> None:
    weekly = 'weekly,ann,2026-03-12,2026-03-17,,,"Mon-Fri 09:00-17:00",,'
    assert shifts(sheet("shift,ann,2026-03-13,,12:00,15:00", weekly)) == [
        ("ann", "12 09:00", "12 17:00"),
        ("ann", "13 12:00", "13 15:00"),
        ("ann", "16 09:00", "16 17:00"),
        ("ann", "17 09:00", "17 17:00"),
    ]


def test_shifts_that_overlap_are_one_and_a_double_entry_counts_once_and_is_named() -> None:
    rows = (
        "shift,ann,2026-03-12,,09:00,13:00",
        "shift,ann,2026-03-12,,12:00,17:00",
        "shift,Ann Archer,12/3/2026,,9:00,13:00",
    )
    found = sheet(*rows)
    assert shifts(found) == [("ann", "12 09:00", "12 17:00")]
    assert "Row 4 says the same as row 2: it counts once." in found.summary


def test_off_takes_the_day_or_only_hours_of_it_and_says_when_there_was_nothing() -> None:
    rows = ("shift,ann,2026-03-12,,09:00,17:00", "shift,ann,2026-03-13,,09:00,17:00")
    assert shifts(sheet(*rows, "off,ann,2026-03-12,2026-03-12")) == [("ann", "13 09:00", "13 17:00")]
    assert shifts(sheet(*rows, "off,ann,2026-03-13,,10:00,12:00"))[1:] == [
        ("ann", "13 09:00", "13 10:00"),
        ("ann", "13 12:00", "13 17:00"),
    ]
    found = sheet(*rows, "off,bob,2026-03-12")
    assert "Row 4: bob has no shift on 12 March to be off from." in found.summary


def test_a_swap_exchanges_the_two_and_whoever_is_off_is_off_from_what_they_got() -> None:
    rows = ("shift,ann,2026-03-12,,09:00,13:00", "shift,bob,2026-03-12,,13:00,17:00", "swap,ann,2026-03-12,,,,,bob")
    assert shifts(sheet(*rows)) == [("bob", "12 09:00", "12 13:00"), ("ann", "12 13:00", "12 17:00")]
    assert shifts(sheet(*rows, "off,ann,2026-03-12")) == [("bob", "12 09:00", "12 13:00")]


def test_a_swap_written_twice_changes_nothing_and_says_so() -> None:
    rows = ("shift,ann,2026-03-12,,09:00,13:00", "swap,ann,2026-03-12,,,,,bob", "swap,bob,2026-03-12,,,,,ann")
    found = sheet(*rows)
    assert shifts(found) == [("ann", "12 09:00", "12 13:00")]
    assert "Row 4 swaps back what row 3 swaps: together they change nothing." in found.summary


def test_covers_says_the_days_of_the_rota_and_who_is_on_it_without_a_shift() -> None:
    found = sheet(
        "covers,,2026-03-12,2026-03-20", "shift,ann,2026-03-13,,09:00,17:00", "covers,bob,2026-03-14,2026-03-14"
    )
    covers = {each.person_id: (each.starts_at.day, each.ends_at.day) for each in found.lines if not each.works}
    assert covers == {"ann": (12, 21), "bob": (14, 15)}


def test_days_given_on_the_way_leave_out_the_rest_and_say_so() -> None:
    rows = ("shift,ann,2026-03-12,,09:00,17:00", "shift,ann,2026-03-13,,09:00,17:00")
    found = sheet(*rows, first=date(2026, 3, 13), last=date(2026, 3, 14))
    assert shifts(found) == [("ann", "13 09:00", "13 17:00")]
    assert "Left out, because they are not of these days: rows 2." in found.summary


def test_a_file_of_changes_alone_changes_the_rota_as_it_is_known() -> None:
    def line(who: str, day: int, works: bool = True) -> RotaLine:
        start = datetime(2026, 3, day, 22, tzinfo=LONDON)
        return RotaLine(f"{who}{day}", "On Call", who, start, start + timedelta(hours=10), works)

    first, last = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 29, tzinfo=UTC)
    lines = [line("ann", 12), line("ann", 13), line("cat", 12), RotaLine("c", "On Call", "ann", first, last, False)]
    known = KnownRota(PEOPLE, DESKS, frozenset(), Rota("On Call", first, last, NOW), tuple(lines))
    found = sheet("swap,ann,2026-03-12,,,,,bob", known=known)
    assert shifts(found) == [("bob", "12 22:00", "13 08:00"), ("cat", "12 22:00", "13 08:00")]
    assert found.rota is not None
    assert found.rota.id == "On Call", "its name is written as it was the first time"
    assert "Added: Bob O'Brien (bob)" in found.summary
    assert "Changed: Ann Archer (ann): 12 to 13 March" in found.summary


def test_the_same_rows_in_any_order_are_the_same_rota() -> None:
    rows = [
        "off,ann,2026-03-13",
        "swap,ann,2026-03-12,,,,,bob",
        "shift,ann,2026-03-12,,09:00,13:00",
        "shift,ann,2026-03-13,,09:00,13:00",
        "weekly,bob,2026-03-12,2026-03-13,,,daily 20:00-23:00",
    ]
    assert sheet(*rows).lines == sheet(*rows[::-1]).lines


def test_nobody_on_shift_is_said_by_day_or_by_hour_on_a_rota_round_the_clock() -> None:
    by_day = sheet("shift,ann,2026-04-03,,09:00,17:00", "shift,ann,2026-04-06,,09:00,17:00")
    assert "Nobody on 4 to 5 April." in by_day.summary
    rows = [f"shift,ann,2026-03-{day},,00:00,24:00" for day in (12, 13, 14)]
    round_the_clock = sheet(*rows, "off,ann,2026-03-13,,08:00,09:30")
    assert "Nobody from Fri 13 March, 08:00 to 09:30." in round_the_clock.summary


def test_thousands_of_rows_are_taken() -> None:
    days = [f"2026-{month:02}-{day:02}" for month in range(4, 12) for day in range(1, 29)]
    rows = [
        f"shift,{who},{day},,{hour:02}:00,{hour:02}:15" for who in PEOPLE_HERE for day in days for hour in range(15)
    ]
    assert len(rows) > 10_000
    assert sum(each.works for each in reading(HEADERS + "\n".join(rows)).lines) == len(rows)
