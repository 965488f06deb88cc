"""Lines that tell of an event: which, where, and when, as far as it was said."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduling.happened import Happened, read_happened
from scheduling.london import LONDON

WEDNESDAY = datetime(2026, 3, 11, 14, tzinfo=LONDON)
TODAY, YESTERDAY = date(2026, 3, 11), date(2026, 3, 10)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("RBWM-SM-12 discharged today", Happened("discharge", "rbwm-sm-12", TODAY)),
        ("discharged yesterday", Happened("discharge", "", YESTERDAY)),
        ("He was discharged yesterday afternoon.", Happened("discharge", "", YESTERDAY)),
        ("baby born last night", Happened("birth", "", YESTERDAY)),
        ("baby born yesterday at 14:30", Happened("birth", "", YESTERDAY, time(14, 30))),
        ("discharged at 9am", Happened("discharge", "", TODAY, time(9))),
        ("ICPC held on Monday", Happened("icpc", "", date(2026, 3, 9))),
        ("core group took place on Wednesday", Happened("core_group", "", date(2026, 3, 4))),
        ("discharged 9/3", Happened("discharge", "", date(2026, 3, 9))),
        ("discharged on 9 March 2026", Happened("discharge", "", date(2026, 3, 9))),
        ("discharged 30/12", Happened("discharge", "", date(2025, 12, 30))),
        ("mum went home this morning", Happened("discharge", "", TODAY)),
        ("discharged", Happened("discharge")),
    ],
)
def test_what_happened_where_and_when(text: str, told: Happened) -> None:
    assert read_happened(text, WEDNESDAY) == told


@pytest.mark.parametrize(
    "text",
    ["", "home", "away tomorrow", "away until discharge", "back today", "sick today", "discharged 31/2", "x" * 200],
)
def test_what_tells_of_no_event_is_none(text: str) -> None:
    assert read_happened(text, WEDNESDAY) is None


@given(st.text(max_size=200))
def test_no_text_raises(text: str) -> None:
    read_happened(text, WEDNESDAY)


@given(st.integers(1, 28), st.integers(1, 12))
def test_a_day_without_a_year_is_the_last_such_day(day: int, month: int) -> None:
    told = read_happened(f"discharged {day}/{month}", WEDNESDAY)
    assert told is not None
    assert told.day is not None
    assert told.day <= TODAY
    assert (TODAY - told.day).days < 366
