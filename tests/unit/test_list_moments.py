"""When a daily list may come: at its hour, on a working day, while its person is at work."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.app.nudging.moment import HORIZON, list_moment
from scheduling.availability import Intervals
from scheduling.london import LONDON, local_clock
from scheduling.rota import expand, parse_pattern
from tests.unit.policy.builders import DEFAULT

OFFICE = DEFAULT.working_time()
NINE = time(9)
PATTERNS = ("Mon-Fri 09:00-17:00", "always", "Mon-Fri 22:00-06:00", "Sat-Sun 10:00-18:00", "Tue 12:00-16:00", "never")


def at(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=LONDON)


def comes(works: str, not_before: datetime, hour: time = NINE) -> datetime:
    own = expand(parse_pattern(works), not_before - timedelta(days=1), not_before + HORIZON)
    return list_moment(own, OFFICE, hour, not_before).astimezone(LONDON)


@pytest.mark.parametrize(
    ("works", "not_before", "expected"),
    [
        ("always", at(3, 13, 17, 30), at(3, 16, 9)),
        ("always", at(4, 2, 18), at(4, 7, 9)),  # Good Friday to Easter Monday
        ("always", at(3, 27, 18), at(3, 30, 9)),  # the clocks go forward on Sunday
        ("always", at(3, 10, 2), at(3, 10, 9)),
        ("always", at(3, 10, 11), at(3, 10, 11)),
        ("Mon-Fri 13:00-20:00", at(3, 10, 9), at(3, 10, 13)),
        ("Mon-Fri 07:00-08:30", at(3, 9, 17), at(3, 10, 7)),
        ("Mon-Fri 22:00-06:00", at(3, 10, 9), at(3, 10, 22)),
        ("Sat-Sun 10:00-18:00", at(3, 10, 9), at(3, 14, 10)),
        ("never", at(3, 13, 18), at(3, 16, 9)),
    ],
)
def test_a_list_comes_at_its_hour_while_its_person_is_at_work(
    works: str, not_before: datetime, expected: datetime
) -> None:
    assert comes(works, not_before) == expected


@given(
    works=st.sampled_from(PATTERNS),
    not_before=st.datetimes(datetime(2026, 3, 1), datetime(2026, 4, 20), timezones=st.just(LONDON)),  # noqa: DTZ001  # the zone is given beside them
    hour=st.sampled_from((time(9), time(11, 30), time(16))),
)
def test_it_is_never_before_it_may_and_never_at_night_but_for_whoever_works_then(
    works: str, not_before: datetime, hour: time
) -> None:
    found = comes(works, not_before, hour)
    assert found >= not_before
    assert found - not_before <= HORIZON
    minute = not_before.replace(second=0, microsecond=0)
    own = expand(parse_pattern(works), minute, not_before + HORIZON)
    if own:
        assert any(start <= found < end for start, end in own.pairs())
    elif works != "never":
        assert OFFICE.is_open(found)
    if works in ("always", "Mon-Fri 09:00-17:00", "never"):
        assert OFFICE.is_working_day(found.date())
        assert OFFICE.opens <= local_clock(found) < OFFICE.closes


def test_without_any_hours_known_it_comes_in_office_hours() -> None:
    assert list_moment(Intervals(), OFFICE, NINE, at(3, 14, 12)).astimezone(LONDON) == at(3, 16, 9)
