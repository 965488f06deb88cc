"""Events that actions wait for, once they have happened."""

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduling.timescale import NoEvent, TermDates, due_of_event, event_of, event_words, understand
from tests.unit.scheduling.office import OFFICE, london, utc

MEETING = utc("2026-03-11 14:00")
TERMS = TermDates(((date(2026, 2, 23), date(2026, 3, 27)), (date(2026, 4, 13), date(2026, 5, 22))))


@pytest.mark.parametrize(
    ("expected", "happened", "due"),
    [
        ("EVENT:discharge:before", london("2026-03-20 11:30"), "2026-03-20T11:30:00+00:00"),
        ("EVENT:discharge:before", date(2026, 3, 20), "2026-03-20T23:59:59+00:00"),
        ("EVENT:discharge:after", london("2026-03-20 11:30"), "2026-03-20T23:59:59+00:00"),
        ("EVENT:discharge:after+P7D", date(2026, 3, 25), "2026-04-01T23:59:59+01:00"),
        ("EVENT:birth:after+P2W", date(2026, 3, 20), "2026-04-03T23:59:59+01:00"),
        ("EVENT:birth:after+P1M", date(2026, 1, 31), "2026-02-28T23:59:59+00:00"),
        ("EVENT:discharge:after+PT48H", london("2026-03-28 10:00"), "2026-03-30T11:00:00+01:00"),
        ("EVENT:release:after+PT90M", london("2026-03-20 10:00"), "2026-03-20T11:30:00+00:00"),
        ("EVENT:icpc:after+WD:10", date(2026, 3, 26), "2026-04-13T17:00:00+01:00"),
        ("EVENT:icpc@2026-04-01:before-WD:2", date(2026, 4, 1), "2026-03-30T17:00:00+01:00"),
        ("EVENT:icpc:before-P3D", date(2026, 4, 1), "2026-03-29T23:59:59+01:00"),
        ("EVENT:return:after+SD:2", date(2026, 3, 26), "2026-04-13T17:00:00+01:00"),
    ],
)
def test_what_hangs_on_an_event_is_due_once_it_happens(expected: str, happened: date | datetime, due: str) -> None:
    assert due_of_event(expected, happened, OFFICE, TERMS).isoformat() == due


def test_school_days_without_term_dates_are_counted_as_working_days() -> None:
    assert due_of_event("EVENT:return:after+SD:2", date(2026, 3, 26), OFFICE).date() == date(2026, 3, 30)


@pytest.mark.parametrize("expected", ["DATE:2026-03-20", "CHASE:NONE", "", "EVENT:", "EVENT:x:during"])
def test_what_hangs_on_no_event_has_no_name_and_no_due_time(expected: str) -> None:
    assert event_of(expected) is None
    with pytest.raises(NoEvent):
        due_of_event(expected, date(2026, 3, 20), OFFICE)


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("prior to discharge", "discharge", "discharge"),
        ("before next CGM", "core_group", "core group meeting"),
        ("before ICPC", "icpc", "initial child protection conference"),
        ("before father answers bail on 08/04", "bail_return", "answering bail"),
        ("within 7 days of birth", "birth", "birth"),
        ("before he starts the new job", "he_starts_the", "he starts the"),
    ],
)
def test_an_event_has_a_name_and_plain_words(text: str, name: str, words: str) -> None:
    assert event_of(understand(text, MEETING, OFFICE).expected) == name
    assert event_words(name) == words


SIDES = st.sampled_from(["P{}D", "P{}W", "P{}M", "PT{}H", "PT{}M", "WD:{}"])


@settings(max_examples=200, deadline=None)
@given(SIDES, st.integers(1, 60), st.dates(date(2026, 1, 1), date(2027, 6, 30)))
def test_after_is_never_before_the_event_and_before_never_after(length: str, n: int, day: date) -> None:
    after = due_of_event(f"EVENT:birth:after+{length.format(n)}", day, OFFICE)
    before = due_of_event(f"EVENT:birth:before-{length.format(n)}", day, OFFICE)
    happened = due_of_event("EVENT:birth:before", day, OFFICE)
    assert before <= happened
    assert after.date() >= day
    assert after >= before
