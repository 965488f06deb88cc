"""By when a meeting must have met: the worked cases, and the edges of each rule."""

from datetime import datetime, time, timedelta

import pytest

from scheduling.deadlines import ElapsedHours, FollowUp, SameDay, UrgencyRule, WorkingDays, deadline, out_of_hours
from tests.unit.scheduling.office import OFFICE, london

EMERGENCY = ElapsedHours(2, FollowUp.ALWAYS)
SAME_DAY = SameDay(time(16), 4, FollowUp.OUT_OF_HOURS)
DAY = ElapsedHours(24, FollowUp.OUT_OF_HOURS)
PLANNED = WorkingDays(3)
COMPLEX = WorkingDays(5, at_most=15)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("rule", "received", "due", "follow_up"),
    [
        (SAME_DAY, "2026-03-10T10:20:00+00:00", "2026-03-10T17:00:00+00:00", None),
        (EMERGENCY, "2026-03-13T16:45:00+00:00", "2026-03-13T18:45:00+00:00", "2026-03-16T16:45:00+00:00"),
        (PLANNED, "2026-04-01T11:00:00+01:00", "2026-04-08T17:00:00+01:00", None),
        (DAY, "2026-03-29T00:30:00+00:00", "2026-03-30T01:30:00+01:00", "2026-03-30T17:00:00+01:00"),
        (DAY, "2026-05-01T08:50:00+01:00", "2026-05-02T08:50:00+01:00", None),
        (PLANNED, "2026-03-16T09:30:00+00:00", "2026-03-19T17:00:00+00:00", None),
    ],
    ids=["S01", "S02", "S03", "S04", "S05", "S06"],
)
def test_the_six_worked_cases(rule: UrgencyRule, received: str, due: str, follow_up: str | None) -> None:
    found = deadline(rule, datetime.fromisoformat(received), OFFICE)
    assert found.due == datetime.fromisoformat(due)
    assert found.follow_up_due == (datetime.fromisoformat(follow_up) if follow_up else None)


@pytest.mark.parametrize(
    ("raised", "due"),
    [
        ("2026-03-10 16:00", "2026-03-10 17:00"),
        ("2026-03-10 16:01", "2026-03-10 20:01"),
        ("2026-03-10 07:00", "2026-03-10 17:00"),
        ("2026-03-14 10:00", "2026-03-14 14:00"),
        ("2026-04-03 10:00", "2026-04-03 14:00"),
    ],
)
def test_same_day_has_a_cut_off_and_counts_hours_when_the_office_is_closed(raised: str, due: str) -> None:
    assert deadline(SAME_DAY, london(raised), OFFICE).due == london(due)


def test_the_follow_up_is_at_the_same_clock_time_even_when_the_clocks_change_between() -> None:
    found = deadline(EMERGENCY, london("2026-03-27 15:30"), OFFICE)
    assert found.follow_up_due == london("2026-03-30 15:30")


def test_complex_cases_say_how_late_they_may_be_with_a_senior_signature() -> None:
    found = deadline(COMPLEX, london("2026-03-11 14:00"), OFFICE)
    assert (found.due, found.latest) == (london("2026-03-18 17:00"), london("2026-04-01 17:00"))
    assert "senior manager" in found.rule


def test_the_rule_names_the_bank_holidays_that_do_not_count() -> None:
    rule = deadline(PLANNED, london("2026-04-01 11:00"), OFFICE).rule
    assert rule == "end of the 3rd working day; bank holidays do not count (Fri 3 Apr, Mon 6 Apr)"


@pytest.mark.parametrize(
    ("raised", "hours", "closed"),
    [
        ("2026-03-13 15:00", 2, False),
        ("2026-03-13 16:00", 2, False),
        ("2026-03-13 16:01", 2, True),
        ("2026-03-13 07:30", 2, True),
        ("2026-03-13 08:00", 2, False),
        ("2026-03-14 12:00", 24, True),
        ("2026-03-15 11:00", 24, False),
    ],
)
def test_it_is_out_of_hours_when_no_whole_meeting_fits_into_working_time(
    raised: str, hours: int, closed: bool
) -> None:
    at = london(raised)
    assert out_of_hours(ElapsedHours(hours), at, at + timedelta(hours=hours), HOUR, OFFICE) is closed


def test_out_of_hours_the_rule_says_who_chairs() -> None:
    assert "emergency duty chairs" in deadline(EMERGENCY, london("2026-03-13 16:45"), OFFICE).rule
