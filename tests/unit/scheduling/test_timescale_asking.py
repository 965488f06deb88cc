"""What is asked about: the best reading for one click, several timescales in one action, school terms."""

from datetime import date, datetime

import pytest

from scheduling.timescale import Limits, TermDates, Timescale, understand
from tests.unit.scheduling.office import OFFICE, london, utc

MEETING = utc("2026-03-11 14:00")
# Halves apart, and one term whole with its half-term among the closed days.
HALVES = TermDates(
    (
        (date(2026, 2, 23), date(2026, 3, 27)),
        (date(2026, 4, 13), date(2026, 5, 22)),
        (date(2026, 6, 1), date(2026, 7, 21)),
    )
)
WHOLE = TermDates(
    ((date(2026, 1, 5), date(2026, 3, 27)), (date(2026, 4, 13), date(2026, 7, 21))),
    frozenset(date(2026, 5, day) for day in range(25, 30)),
)


def read(text: str, at: datetime = MEETING, terms: TermDates | None = None) -> Timescale:
    return understand(text, at, OFFICE, terms)


@pytest.mark.parametrize(
    ("text", "ask", "best"),
    [
        ("by Tuesday 12 March", "DAY_DATE_MISMATCH", "2026-03-12T23:59:59+00:00"),
        ("w/c 25 March", "NOT_MONDAY", "2026-03-27T23:59:59+00:00"),
        ("by 30/10", "FAR_DATE", "2026-10-30T23:59:59+00:00"),
        ("by 3am", "NIGHT_TIME", "2026-03-12T03:00:00+00:00"),
        ("by 01:30 on 29/03", "CLOCK_CHANGE", "2026-03-29T02:00:00+01:00"),
        ("by 31/04", "NO_SUCH_DATE", "2026-04-30T23:59:59+01:00"),
        ("by Christmas", "FAR_DATE", "2026-12-24T23:59:59+00:00"),
        ("by 02/03", "PAST_DATE", None),
        ("within 3 school days", "TERM_DATES", None),
    ],
)
def test_what_is_asked_has_its_best_reading_unless_that_is_past(text: str, ask: str, best: str | None) -> None:
    found = read(text)
    assert (found.ask, found.due) == (ask, None)
    assert (found.best.isoformat() if found.best else None) == best


def test_what_is_sure_has_no_best_reading_to_confirm() -> None:
    assert read("by Friday").best is None
    assert read("ASAP").best is None


def test_two_timescales_are_given_apart_so_that_the_action_can_be_split() -> None:
    found = read("EDS to carry out welfare check tonight and feed back to day team by 9am Thurs")
    assert found.expected == "AT:2026-03-12T09:00"
    assert found.parts == (("tonight", "DATE:2026-03-11"), ("by 9am Thurs", "AT:2026-03-12T09:00"))


def test_one_timescale_has_no_parts() -> None:
    assert read("by Friday").parts == ()


@pytest.mark.parametrize("terms", [HALVES, WHOLE])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("by the end of term", "DATE:2026-03-27"),
        ("before the Easter holidays", "DATE:2026-03-27"),
        ("before half term", "DATE:2026-05-22"),
        ("before the summer holidays", "ASK:FAR_DATE|2026-07-21"),
        ("before the Christmas holidays", "ASK:TERM_DATES"),
        ("after half term", "ASK:TERM_DATES"),
        ("within 3 school days", "SD:3"),
        ("within 14 school days", "SD:14"),
    ],
)
def test_what_hangs_on_the_school_year_is_read_from_the_councils_terms(
    terms: TermDates, text: str, expected: str
) -> None:
    assert read(text, terms=terms).expected == expected


@pytest.mark.parametrize("text", ["by end of term", "before half term", "every school day", "before the holidays"])
def test_without_term_dates_the_school_year_is_asked(text: str) -> None:
    assert read(text).ask == "TERM_DATES"


def test_the_limits_are_the_partnerships_own() -> None:
    wide = Limits(far_weeks=40, night_ends_hour=0)
    assert understand("by 30/10", MEETING, OFFICE, None, wide).expected == "DATE:2026-10-30"
    assert understand("by 3am", MEETING, OFFICE, None, wide).expected == "AT:2026-03-12T03:00"
    narrow = Limits(bare_fraction_weeks=20)
    assert understand("Paeds appt 5/7", MEETING, OFFICE, None, narrow).expected == "ASK:AMBIGUOUS|2026-07-05"


@pytest.mark.parametrize(
    ("at", "text", "expected"),
    [
        ("2026-03-13 16:30", "first thing", "AT:2026-03-16T09:00"),
        ("2026-03-13 16:30", "next working day", "WD:1"),
        ("2026-03-13 16:30", "over the weekend", "DATE:2026-03-15"),
        ("2026-03-14 10:00", "this week", "WEEK:2026-03-16"),
        ("2026-03-14 10:00", "by Monday", "DATE:2026-03-16"),
        ("2026-12-23 10:00", "by 5 January", "DATE:2027-01-05"),
        ("2026-12-23 10:00", "by Christmas", "EVENT:christmas@2026-12-25:before"),
        ("2026-12-23 10:00", "by Boxing Day", "DATE:2026-12-26"),
        ("2026-12-23 10:00", "New Year's Eve", "DATE:2026-12-31"),
        ("2026-12-23 10:00", "by the end of January", "DATE:2027-01-31"),
        ("2026-04-29 10:00", "Bank Holiday Monday", "DATE:2026-05-04"),
        ("2026-04-29 10:00", "by the May bank holiday", "DATE:2026-05-04"),
        ("2026-03-11 23:30", "tonight", "DATE:2026-03-11"),
        ("2026-03-11 23:30", "by midnight", "AT:2026-03-12T00:00"),
        ("2026-03-11 01:00", "by 8am", "AT:2026-03-11T08:00"),
        ("2026-01-31 10:00", "within one month", "P1M"),
    ],
)
def test_the_meetings_own_day_and_hour_decide(at: str, text: str, expected: str) -> None:
    assert read(text, london(at)).expected == expected
