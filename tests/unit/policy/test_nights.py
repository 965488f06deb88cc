"""The night between two working days, and whom to ring in it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.policy import load_policies
from bot.policy.loader import load_council
from bot.policy.nights import night_ladder, night_of
from scheduling.london import LONDON

POLICY = load_policies(None).default
OFFICE = POLICY.working_time()
START = datetime(2025, 1, 1, tzinfo=UTC)


def london(*when: int) -> datetime:
    return datetime(when[0], when[1], when[2], when[3], when[4], tzinfo=LONDON)


@settings(deadline=None)
@given(st.integers(0, 4 * 366 * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes)))
def test_a_night_begins_at_closing_time_ends_at_opening_time_and_no_office_is_open_in_it(now: datetime) -> None:
    night = night_of(OFFICE, now)
    assert night.ends > max(night.begins, now - timedelta(0)) or OFFICE.is_open(now)
    assert night.ends > night.begins
    assert OFFICE.is_open(night.ends)
    assert not OFFICE.is_open(night.begins)
    assert OFFICE.next_open(night.begins) == night.ends
    assert OFFICE.is_open(night.begins - timedelta(minutes=1))
    if not OFFICE.is_open(now):
        assert night.begins <= now < night.ends


@pytest.mark.parametrize(
    ("now", "begins", "ends"),
    [
        (london(2026, 3, 13, 15, 0), london(2026, 3, 13, 17, 0), london(2026, 3, 16, 9, 0)),
        (london(2026, 3, 15, 3, 0), london(2026, 3, 13, 17, 0), london(2026, 3, 16, 9, 0)),
        (london(2026, 3, 29, 1, 30), london(2026, 3, 27, 17, 0), london(2026, 3, 30, 9, 0)),
        (london(2026, 10, 25, 1, 30), london(2026, 10, 23, 17, 0), london(2026, 10, 26, 9, 0)),
        (london(2026, 4, 4, 12, 0), london(2026, 4, 2, 17, 0), london(2026, 4, 7, 9, 0)),
    ],
)
def test_weekends_clock_changes_and_easter(now: datetime, begins: datetime, ends: datetime) -> None:
    night = night_of(OFFICE, now)
    assert (night.begins, night.ends) == (begins, ends)


def test_what_is_handed_over_at_night_is_chased_at_any_hour_however_urgent_the_meeting() -> None:
    for urgency in POLICY.urgencies:
        ladder = night_ladder(POLICY, "handover", urgency)
        assert ladder.steps
        assert all(step.urgent for step in ladder.steps)
        assert not ladder.working_hours_only


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ('[nights]\nseat = "chair_nobody"\n', "chair_nobody"),
        ('[nights]\ncarry_over_at = "07:00"\n', "outside working time"),
        ('[nights]\nasks = ["missing_children", "weather"]\n', "nights.asks"),
    ],
)
def test_a_slip_in_the_policy_is_told(tmp_path: Path, text: str, wrong: str) -> None:
    head = '[council]\ncode = "EXMP"\nname = "Example"\ncontact_name = "Desk"\ncontact_phone = "01632 960000"\n'
    (tmp_path / "EXMP.toml").write_text(head + text)
    with pytest.raises(Exception, match=wrong):
        load_council(tmp_path / "EXMP.toml")
