"""Working patterns in words, and the hours they come to."""

import contextlib
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduling.rota import ALWAYS, BadPattern, expand, on_shift, parse_pattern
from scheduling.working_time import england_bank_holiday
from tests.unit.scheduling.office import london, utc

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    "text",
    [
        "Mon-Fri 09:00-17:00",
        "Monday to Friday 9am-5pm",
        "mon – fri 0900-1700",
        "Mon, Tue, Wed, Thu, Fri 9-17",
        "weekdays 09:00 to 17:00",
        "Mon-Thu 09:00-17:00; Fri 9.00-17.00",
        "Mon-Fri 09:00-12:00, 12:00-17:00",
    ],
)
def test_the_same_week_said_in_many_ways(text: str) -> None:
    week = expand(parse_pattern(text), london("2026-03-09 00:00"), london("2026-03-16 00:00"))
    assert week == expand(
        parse_pattern("Mon-Fri 09:00-17:00"), london("2026-03-09 00:00"), london("2026-03-16 00:00")
    )
    assert len(week.spans) == 5


def test_several_groups_of_days() -> None:
    week = expand(
        parse_pattern("Mon-Fri 09:00-17:00; Sat 10:00-12:00"), london("2026-03-13 00:00"), london("2026-03-16 00:00")
    )
    assert week.pairs() == (
        (london("2026-03-13 09:00"), london("2026-03-13 17:00")),
        (london("2026-03-14 10:00"), london("2026-03-14 12:00")),
    )


@pytest.mark.parametrize("text", ["always", "24/7", "all day", "Mon-Sun 00:00-24:00"])
def test_open_at_all_hours(text: str) -> None:
    assert expand(parse_pattern(text), utc("2026-03-28 00:00"), utc("2026-03-31 00:00")).spans == (
        expand(ALWAYS, utc("2026-03-28 00:00"), utc("2026-03-31 00:00")).spans
    )


def test_a_night_shift_belongs_to_the_evening_it_began_on() -> None:
    nights = parse_pattern("Fri 22:00-06:00")
    assert on_shift(nights, london("2026-03-14 05:59"))
    assert not on_shift(nights, london("2026-03-14 06:00"))
    assert not on_shift(nights, london("2026-03-13 05:00"))


@pytest.mark.parametrize(("day", "hours"), [("2026-03-28", 7), ("2026-10-24", 9), ("2026-03-11", 8)])
def test_a_night_shift_is_shorter_or_longer_when_the_clocks_change(day: str, hours: int) -> None:
    night = expand(parse_pattern("22:00-06:00"), london(f"{day} 12:00"), london(f"{day} 12:00") + 24 * HOUR)
    ((start, end),) = night.pairs()
    assert end - start == hours * HOUR


def test_summer_hours_start_an_hour_earlier_in_utc() -> None:
    pattern = parse_pattern("Mon-Fri 09:00-17:00")
    assert on_shift(pattern, utc("2026-03-30 08:00"))
    assert not on_shift(pattern, utc("2026-03-27 08:00"))


def test_no_shift_begins_on_a_closed_day() -> None:
    pattern = parse_pattern("Mon-Fri 09:00-17:00")
    assert not on_shift(pattern, london("2026-04-03 10:00"), england_bank_holiday)
    assert on_shift(pattern, london("2026-04-03 10:00"))
    night = parse_pattern("Thu 22:00-06:00")
    assert on_shift(night, london("2026-04-03 03:00"), england_bank_holiday)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "empty"),
        ("Mon", "No hours"),
        ("Funday 09:00-17:00", '"funday"'),
        ("Mon 25:00-26:00", "00:00 to 24:00"),
        ("Mon 09:00-17:00 sometimes", '"sometimes"'),
        ("Mon 09:00-09:00", "same time"),
        ("Mon-Fri 9-5", "morning or evening"),
        ("Mon 13pm-14pm", "not a time"),
        ("Mon 24:00-02:00", "starts at 24:00"),
    ],
)
def test_a_pattern_that_cannot_be_read_says_which_part_and_how_to_write_it(text: str, says: str) -> None:
    with pytest.raises(BadPattern, match=says):
        parse_pattern(text)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40))
def test_any_other_text_is_read_or_refused_plainly(text: str) -> None:
    with contextlib.suppress(BadPattern):
        assert parse_pattern(text) == parse_pattern(text.upper())


PATTERNS = ["Mon-Fri 09:00-17:00", "22:00-06:00", "Sat-Sun 01:30-01:45; Sun 00:30-02:30", "always", "Sun 01:00-02:00"]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(PATTERNS), st.sampled_from([date(2026, 3, 28), date(2026, 10, 24)]), st.integers(0, 4320))
def test_being_on_shift_agrees_with_the_expanded_week(text: str, day: date, minute: int) -> None:
    pattern = parse_pattern(text)
    start = utc(f"{day} 00:00")
    at: datetime = start + timedelta(minutes=minute)
    expanded = expand(pattern, start, start + timedelta(days=3, minutes=1))
    assert on_shift(pattern, at) == expanded.contains(at, at + timedelta(minutes=1))
