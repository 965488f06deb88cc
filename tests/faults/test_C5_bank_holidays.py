"""C5: the days on which nobody works in England, and what is said when the list of them has grown old.

The list is computed for any year, so its end never comes: what ages is the package that computes it.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.main import start_warnings
from bot.storage import Storage
from bot.wiring import load
from scheduling.bank_holidays import age_warning
from scheduling.working_time import bank_holiday_data_age_warning, england_bank_holiday
from tests.kit.world import World
from tests.unit.scheduling.office import OFFICE, london


@pytest.mark.parametrize(
    "day", ["2026-12-28", "2027-12-27", "2027-12-28", "2026-04-03", "2026-04-06", "2026-08-31", "2023-05-08"]
)
def test_C5_englands_bank_holidays_with_substitute_days(day: str) -> None:
    assert england_bank_holiday(date.fromisoformat(day))


@pytest.mark.parametrize("day", ["2026-08-03", "2026-11-30", "2026-03-17", "2026-07-13", "2026-01-02"])
def test_C5_holidays_of_scotland_and_northern_ireland_are_working_days(day: str) -> None:
    assert not england_bank_holiday(date.fromisoformat(day))


async def test_C5_a_planned_meeting_raised_on_christmas_eve_waits_for_three_days_that_are_worked(
    storage: Storage, tmp_path: Path
) -> None:
    world = await World(storage, tmp_path, london("2026-12-24 11:00")).with_everybody()
    await world.called("planned")
    (meeting,) = await world.rows("meetings")
    assert meeting.deadline == london("2026-12-31 17:00")
    assert OFFICE.working_day_after(date(2027, 12, 24), 1) == date(2027, 12, 29)


def test_C5_an_old_calendar_package_is_said_at_start_up() -> None:
    assert bank_holiday_data_age_warning(date(2026, 11, 30)) is None
    warning = bank_holiday_data_age_warning(date(2029, 1, 1))
    assert warning is not None
    assert "Newer holidays may be missing" in warning


def test_C5_a_calendar_is_old_after_eighteen_months() -> None:
    released = date(2026, 1, 1)
    assert age_warning(released, date(2027, 7, 1)) is None
    assert "from about January 2026" in (age_warning(released, date(2027, 7, 5)) or "")
    assert age_warning(None, date(2040, 1, 1)) is None


def test_C5_a_calendar_of_bank_holidays_that_has_grown_old_is_told_at_the_start() -> None:
    nothing_set = load()
    assert start_warnings(nothing_set, date(2026, 11, 23)) == []
    ((code, words),) = start_warnings(nothing_set, date(2036, 1, 1))
    assert code == "bank_holidays_old"
    assert "bank holiday" in words.lower()
