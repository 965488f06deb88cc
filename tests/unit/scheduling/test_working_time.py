"""Working days and hours in London, bank holidays and both clock changes."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduling.bank_holidays import release_date
from scheduling.london import end_of_day
from scheduling.working_time import (
    NoWorkingDay,
    WorkingTime,
    england_bank_holiday,
)
from tests.unit.scheduling.office import OFFICE, london, utc

INSTANTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)).map(  # noqa: DTZ001 - made aware right here
    lambda at: utc(at.isoformat())
)


def test_the_office_is_open_at_nine_and_closed_at_five() -> None:
    assert OFFICE.is_open(london("2026-03-11 09:00"))
    assert OFFICE.is_open(london("2026-03-11 16:59:59"))
    assert not OFFICE.is_open(london("2026-03-11 17:00"))
    assert not OFFICE.is_open(london("2026-03-14 10:00"))


def test_in_summer_nine_in_london_is_eight_in_utc() -> None:
    assert OFFICE.open_of(date(2026, 7, 1)) == utc("2026-07-01 08:00")
    assert OFFICE.close_of(date(2026, 1, 5)) == utc("2026-01-05 17:00")


def test_next_open_goes_over_the_weekend_and_keeps_what_is_open() -> None:
    assert OFFICE.next_open(london("2026-03-13 17:00")) == london("2026-03-16 09:00")
    assert OFFICE.next_open(london("2026-03-13 08:00")) == london("2026-03-13 09:00")
    assert OFFICE.next_open(london("2026-03-13 12:34")) == london("2026-03-13 12:34")


def test_day_one_is_the_next_working_day_and_easter_does_not_count() -> None:
    assert OFFICE.working_day_after(date(2026, 3, 11), 1) == date(2026, 3, 12)
    assert OFFICE.working_day_after(date(2026, 4, 1), 3) == date(2026, 4, 8)
    assert OFFICE.working_day_before(date(2026, 4, 7)) == date(2026, 4, 2)


def test_working_hours_run_over_night_and_end_at_closing_time() -> None:
    assert OFFICE.add_working_hours(london("2026-03-13 16:00"), 4) == london("2026-03-16 12:00")
    assert OFFICE.add_working_hours(london("2026-03-13 13:00"), 4) == london("2026-03-13 17:00")
    assert OFFICE.add_working_hours(london("2026-03-14 10:00"), 0) == london("2026-03-16 09:00")


@settings(max_examples=60, deadline=None)
@given(INSTANTS, st.integers(0, 40), st.integers(0, 40))
def test_working_hours_add_up(at: datetime, first: int, second: int) -> None:
    in_two = OFFICE.add_working_hours(OFFICE.add_working_hours(at, first), second)
    in_one = OFFICE.add_working_hours(at, first + second)
    assert OFFICE.next_open(in_two) == OFFICE.next_open(in_one), "closing time and the next opening are the same"
    assert in_two >= at


def test_a_release_is_dated_by_its_version() -> None:
    assert release_date("0.64") == date(2025, 1, 6)
    recent = release_date("0.109")
    assert recent is not None
    assert date(2026, 10, 1) < recent < date(2026, 12, 31)
    assert release_date("1.0") is None


def test_a_day_ends_with_its_last_second_also_when_it_has_23_hours() -> None:
    assert end_of_day(date(2026, 3, 28)) == utc("2026-03-28 23:59:59")
    assert end_of_day(date(2026, 3, 29)) == utc("2026-03-29 22:59:59")


def test_hours_and_days_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match="close later"):
        WorkingTime(frozenset({0}), time(17), time(9), england_bank_holiday)
    with pytest.raises(ValueError, match="weekdays"):
        WorkingTime(frozenset(), time(9), time(17), england_bank_holiday)


def test_a_calendar_of_holidays_only_is_an_error_not_an_endless_search() -> None:
    never = WorkingTime(frozenset({0}), time(9), time(17), lambda _: True)
    with pytest.raises(NoWorkingDay):
        never.next_open(utc("2026-03-11 12:00") + timedelta(0))
