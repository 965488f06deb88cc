"""Actions that come again: each next turn, and the end."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduling.timescale import TermDates, every_words, next_occurrence, understand
from tests.unit.scheduling.office import OFFICE, london, utc

MEETING = utc("2026-03-11 14:00")
TERMS = TermDates(((date(2026, 2, 23), date(2026, 3, 27)), (date(2026, 4, 13), date(2026, 5, 22))))


@pytest.mark.parametrize(
    ("expected", "after", "due"),
    [
        ("RECUR:P7D@2026-03-13", "2026-03-11 14:00", "2026-03-13T23:59:59+00:00"),
        ("RECUR:P7D@2026-03-13", "2026-03-13 23:59:59", "2026-03-20T23:59:59+00:00"),
        ("RECUR:P7D@2026-03-13", "2026-03-27 23:59:59", "2026-04-03T23:59:59+01:00"),
        ("RECUR:P7D@2026-03-13T15:00", "2026-03-27 15:00", "2026-04-03T15:00:00+01:00"),
        ("RECUR:P2W@2026-03-13", "2026-03-14 09:00", "2026-03-27T23:59:59+00:00"),
        ("RECUR:P1M@2026-01-31", "2026-02-01 09:00", "2026-02-28T23:59:59+00:00"),
        ("RECUR:P1M@2026-01-31", "2026-03-01 09:00", "2026-03-31T23:59:59+01:00"),
        ("RECUR:P3M@2026-06-11", "2030-01-01 09:00", "2030-03-11T23:59:59+00:00"),
        ("RECUR:P1D@2026-03-12", "2026-03-28 12:00", "2026-03-28T23:59:59+00:00"),
        ("RECUR:PT4H@2026-03-11T18:00", "2026-03-11 18:00", "2026-03-11T22:00:00+00:00"),
        ("RECUR:PT12H@2026-03-28T20:00", "2026-03-28 20:00", "2026-03-29T09:00:00+01:00"),
        ("RECUR:WD:1@2026-03-12", "2026-04-02 23:59:59", "2026-04-07T23:59:59+01:00"),
        ("RECUR:WD:10@2026-03-25", "2026-03-26 09:00", "2026-04-10T23:59:59+01:00"),
        ("RECUR:SD:1@2026-03-12", "2026-03-27 23:59:59", "2026-04-13T23:59:59+01:00"),
    ],
)
def test_the_next_turn_is_the_first_after_an_instant(expected: str, after: str, due: str) -> None:
    found = next_occurrence(expected, london(after), OFFICE, TERMS)
    assert found is not None
    assert found.isoformat() == due


@pytest.mark.parametrize(
    "expected", ["DATE:2026-03-20", "RECUR:", "RECUR:P7D@2026-13-40", "RECUR:P7D@2026-03-13T99:00"]
)
def test_what_does_not_recur_has_no_next_turn(expected: str) -> None:
    assert next_occurrence(expected, MEETING, OFFICE) is None


def test_there_is_no_turn_after_the_end_or_beyond_the_term_dates() -> None:
    end = london("2026-04-30 23:59:59")
    assert next_occurrence("RECUR:P7D@2026-03-18", london("2026-04-23 09:00"), OFFICE, until=end) is not None
    assert next_occurrence("RECUR:P7D@2026-03-18", london("2026-04-30 09:00"), OFFICE, until=end) is None
    assert next_occurrence("RECUR:SD:1@2026-03-12", london("2026-06-30 09:00"), OFFICE, TERMS) is None


@pytest.mark.parametrize(
    ("text", "expected", "until"),
    [
        ("weekly until 30 April", "RECUR:P7D@2026-03-18", "2026-04-30"),
        ("every Friday till 3 April", "RECUR:P7D@2026-03-13", "2026-04-03"),
        ("daily for 2 weeks", "RECUR:P1D@2026-03-12", "2026-03-25"),
        ("weekly for 4 weeks", "RECUR:P7D@2026-03-18", "2026-04-08"),
        ("weekly from 16/03 for 4 weeks", "RECUR:P7D@2026-03-16", "2026-04-12"),
        ("weekly visits x 6", "RECUR:P7D@2026-03-18", "2026-04-22"),
        ("every day this week", "RECUR:P1D@2026-03-12", "2026-03-13"),
        ("daily visits for 3/7", "RECUR:P1D@2026-03-12", "2026-03-14"),
        ("weekly until Friday", "RECUR:P7D@2026-03-13", "2026-03-13"),
        ("monthly for 6 months", "RECUR:P1M@2026-04-11", "2026-09-11"),
        ("every Friday", "RECUR:P7D@2026-03-13", None),
    ],
)
def test_the_end_of_what_recurs_is_kept(text: str, expected: str, until: str | None) -> None:
    found = understand(text, MEETING, OFFICE)
    assert found.expected == expected
    assert (found.until and found.until.date().isoformat()) == until


def test_an_end_that_is_an_event_is_said() -> None:
    found = understand("School to ring SW daily until discharge", MEETING, OFFICE)
    assert found.echo == "by the end of Thu 12 March, then every day: until discharge"


def test_the_hour_of_what_recurs_is_kept() -> None:
    found = understand("School to send attendance every Friday by 3pm", MEETING, OFFICE)
    assert (found.expected, found.due) == ("RECUR:P7D@2026-03-13T15:00", london("2026-03-13 15:00"))


@pytest.mark.parametrize(
    ("every", "words"),
    [
        ("P1D", "every day"),
        ("P7D", "every week"),
        ("P10D", "every 10 days"),
        ("P14D", "every 2 weeks"),
        ("P1M", "every month"),
        ("PT4H", "every 4 hours"),
        ("WD:1", "every working day"),
        ("SD:2", "every 2 school days"),
    ],
)
def test_a_period_has_plain_words(every: str, words: str) -> None:
    assert every_words(every) == words


PERIODS = st.sampled_from(["P{}D", "P{}W", "P{}M", "PT{}H", "WD:{}"])
INSTANTS = st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1))  # noqa: DTZ001 - Hypothesis wants naive bounds


@settings(max_examples=300, deadline=None)
@given(PERIODS, st.integers(1, 40), st.dates(date(2026, 1, 1), date(2026, 12, 31)), INSTANTS)
def test_turns_come_one_after_another_and_none_is_left_out(period: str, n: int, day: date, at: datetime) -> None:
    after = london(at.isoformat())
    expected = f"RECUR:{period.format(n)}@{day}"
    turn = next_occurrence(expected, after, OFFICE)
    assert turn is not None
    assert turn > after
    following = next_occurrence(expected, turn, OFFICE)
    assert following is not None
    assert following > turn
    if turn - timedelta(seconds=1) > after:
        assert next_occurrence(expected, turn - timedelta(seconds=1), OFFICE) == turn
