"""C1 and C2: the hour that the clocks skip in March, and the one that they show twice in October."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.app.cards import Form
from bot.app.retention.rounds import NightlyRound
from bot.app.wording.times import moment, span
from bot.policy import load_policies
from bot.storage import Storage
from scheduling.deadlines import ElapsedHours, FollowUp, deadline
from scheduling.ladder import ElapsedMinutes, Ladder, Step, next_step
from scheduling.london import LONDON, AmbiguousLocalTime, MissingLocalTime, local_instant, wall_to_utc
from scheduling.timescale import Timescale, understand
from tests.kit.world import POLICY, Somebody, World, read
from tests.unit.scheduling.office import OFFICE, london, utc

DAY = ElapsedHours(24, FollowUp.OUT_OF_HOURS)


def reads(text: str, at: datetime) -> Timescale:
    return understand(text, at, OFFICE)


async def moves(storage: Storage, folder: Path, day: date) -> Somebody:
    """Sam has called a meeting the day before, and opens the form to move it."""
    before = datetime.combine(day - timedelta(days=1), time(10), LONDON)
    world = await World(storage, folder, before).with_everybody()
    sam = await world.called("planned")
    (meeting,) = await world.rows("meetings")
    await sam.sends("move", meeting.id)
    return sam


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2027, 3, 28)])
async def test_C1_a_meeting_at_half_past_one_of_the_night_that_skips_it_is_refused_with_what_to_choose(
    storage: Storage, tmp_path: Path, day: date
) -> None:
    sam = await moves(storage, tmp_path, day)
    (before,) = await sam.world.rows("meetings")
    await sam.fills(date=day.isoformat(), time="01:30")
    assert isinstance(sam.shown, Form)
    assert "there is no 01:30. Choose 02:00 or later" in read(sam.shown)
    (after,) = await sam.world.rows("meetings")
    assert after.starts_at == before.starts_at


@pytest.mark.parametrize(
    ("day", "which", "at"),
    [
        (date(2026, 10, 25), "01:30 BST", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (date(2026, 10, 25), "01:30 GMT", datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
        (date(2027, 10, 31), "01:30 GMT", datetime(2027, 10, 31, 1, 30, tzinfo=UTC)),
    ],
)
async def test_C2_a_meeting_at_half_past_one_of_the_night_that_has_it_twice_is_asked_which(
    storage: Storage, tmp_path: Path, day: date, which: str, at: datetime
) -> None:
    sam = await moves(storage, tmp_path, day)
    await sam.fills(date=day.isoformat(), time="01:30")
    assert isinstance(sam.shown, Form)
    (field,) = [each for each in sam.shown.fields if each.name == "time"]
    assert "this time comes twice" in field.error
    assert [each.label for each in field.options] == ["01:30 BST", "01:30 GMT"]
    (chosen,) = [each.value for each in field.options if each.label == which]
    await sam.fills(date=day.isoformat(), time=chosen)
    (meeting,) = await sam.world.rows("meetings")
    assert meeting.starts_at == at
    assert f"{day.day} {day:%B}, {which} to " in sam.sees()


def test_C2_two_instants_of_one_wall_clock_are_never_shown_alike() -> None:
    first, second = utc("2026-10-25 00:30"), utc("2026-10-25 01:30")
    assert (moment(first), moment(second)) == ("Sun 25 October, 01:30 BST", "Sun 25 October, 01:30 GMT")
    assert span(first, second) == "Sun 25 October, 01:30 BST to 01:30 GMT"
    assert moment(utc("2026-10-25 02:00")) == "Sun 25 October, 02:00"
    assert moment(utc("2026-03-29 01:00")) == "Sun 29 March, 02:00"


@pytest.mark.parametrize("night", [date(2026, 10, 25), date(2027, 10, 31), date(2026, 3, 29), date(2027, 3, 28)])
def test_C2_the_daily_round_at_half_past_one_is_done_once_in_the_night_of_a_change(
    tmp_path: Path, night: date
) -> None:
    (tmp_path / "EXMP.toml").write_text(POLICY + '\n[retention]\npurge_at = "01:30"\n')
    rounds, done = NightlyRound(load_policies(tmp_path)), 0
    for minutes in range(0, 24 * 60, 10):
        now = wall_to_utc(night, time(0)) + timedelta(minutes=minutes)
        if rounds.is_due(now):
            rounds.done(now)
            done += 1
    assert done == 1


@pytest.mark.parametrize(
    ("opened", "due"),
    [
        ("2026-03-28 23:00", "2026-03-29 04:00"),
        ("2027-03-27 23:00", "2027-03-28 04:00"),
        ("2026-10-24 23:00", "2026-10-25 02:00"),
    ],
)
def test_C1_a_chase_in_four_hours_comes_after_four_real_hours(opened: str, due: str) -> None:
    ladder = Ladder("emergency", (Step(ElapsedMinutes(240), ("invitee",), urgent=True),), working_hours_only=False)
    at = london(opened)
    step = next_step(ladder, 0, at, at, None, at, OFFICE)
    assert step is not None
    assert step.due_at == london(due) == at + timedelta(hours=4)


def test_C1_a_skipped_hour_is_told_apart_from_a_repeated_one() -> None:
    skipped = local_instant(date(2026, 3, 29), time(1, 30))
    assert skipped == MissingLocalTime(date(2026, 3, 29), time(1, 30), resumes=utc("2026-03-29 01:00"))
    twice = local_instant(date(2026, 10, 25), time(1, 30))
    assert twice == AmbiguousLocalTime(
        date(2026, 10, 25), time(1, 30), summer=utc("2026-10-25 00:30"), winter=utc("2026-10-25 01:30")
    )
    assert local_instant(date(2026, 10, 25), time(2)) == utc("2026-10-25 02:00")


def test_C1_wall_clock_order_is_kept_across_the_gap() -> None:
    walls = [wall_to_utc(date(2026, 3, 29), time(hour, minute)) for hour in range(4) for minute in (0, 15, 30, 45)]
    assert walls == sorted(walls)


def test_C1_hours_elapse_across_a_clock_change_and_days_end_on_their_last() -> None:
    night = london("2026-03-28 14:00")
    assert reads("within 24 hours", night).due == london("2026-03-29 15:00")
    assert reads("within 1 day", night).due == london("2026-03-29 23:59:59")


def test_C2_twenty_four_hours_are_elapsed_when_the_clocks_go_back() -> None:
    found = deadline(DAY, london("2026-10-24 12:00"), OFFICE)
    assert found.due == london("2026-10-25 11:00")
    assert found.due - london("2026-10-24 12:00") == timedelta(hours=24)
    assert "the clocks change" in found.rule


def test_C2_times_that_the_clocks_skip_or_repeat_are_asked() -> None:
    assert reads("by 01:30 on 29/03", utc("2026-03-11 14:00")).ask == "CLOCK_CHANGE"
    assert reads("at 1.30am on 25/10", london("2026-10-20 10:00")).ask == "CLOCK_CHANGE"
