"""The policy's times and ladders, as the scheduling works with them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.errors import Refusal
from bot.policy import load_policies
from bot.policy.ladder_rules import LADDERS
from scheduling.ladder import Ladder, from_json, next_step, to_json
from tests.unit.policy.builders import DEFAULT, SUNDAY_NIGHT, TUESDAY_TEN, case, council_folder

FRIDAY_FOUR = datetime(2026, 3, 13, 16, tzinfo=UTC)


def climb(ladder: Ladder, opened: datetime, due: datetime | None = None) -> list[str]:
    """The instants of every rung, as in London in winter, when nobody ever answers."""
    at, step, instants = opened, 0, []
    while (rung := next_step(ladder, step, opened, at, due, at, DEFAULT.working_time())) is not None:
        instants.append(f"{rung.due_at:%a %H:%M}")
        at, step = rung.due_at, rung.step_index + 1
    return instants


@pytest.mark.parametrize(
    ("name", "urgency", "opened", "instants"),
    [
        ("invitation", "emergency", SUNDAY_NIGHT, ["Sun 01:05", "Sun 01:10", "Sun 01:20"]),
        ("invitation", "same_day", TUESDAY_TEN, ["Tue 10:20", "Tue 10:40", "Tue 11:00"]),
        ("invitation", "24h", FRIDAY_FOUR, ["Fri 17:00", "Mon 10:00", "Mon 12:00"]),
        ("invitation", "planned", FRIDAY_FOUR, ["Mon 12:00", "Tue 09:30", "Tue 13:30"]),
        ("police_request", "emergency", SUNDAY_NIGHT, ["Sun 01:05", "Sun 01:10", "Sun 01:20"]),
        ("police_request", "same_day", TUESDAY_TEN, ["Tue 10:15", "Tue 10:30", "Tue 11:00"]),
        ("police_request", "planned", TUESDAY_TEN, ["Tue 10:30", "Tue 11:00", "Tue 12:00"]),
        ("incomplete_action", "planned", FRIDAY_FOUR, ["Mon 09:00", "Tue 09:30", "Thu 09:30"]),
        ("incomplete_action", "emergency", FRIDAY_FOUR, ["Fri 17:00", "Fri 18:00", "Fri 19:00", "Mon 09:30"]),
        ("outcome", "planned", TUESDAY_TEN, ["Wed 09:30", "Thu 09:30", "Fri 09:30"]),
        ("disagreement", "planned", TUESDAY_TEN, ["Thu 10:00", "Thu 10:00", "Mon 10:00", "Wed 10:00"]),
    ],
)
def test_ladders_climb_as_the_domain_says(name: str, urgency: str, opened: datetime, instants: list[str]) -> None:
    assert climb(DEFAULT.ladder(name, urgency), opened) == instants  # type: ignore[arg-type]  # a name of the table


def test_a_dated_action_is_asked_half_way_on_its_day_and_then_goes_up() -> None:
    due = TUESDAY_TEN + timedelta(days=8)
    assert climb(DEFAULT.ladder("action", "planned"), TUESDAY_TEN, due) == [
        "Mon 09:00",  # half-way is Saturday, and this can wait
        "Wed 09:00",
        "Thu 09:30",
        "Mon 09:30",
    ]


def test_at_night_an_urgent_invitation_does_not_wait_for_the_office_to_open() -> None:
    assert climb(DEFAULT.ladder("invitation", "24h", out_of_hours=True), SUNDAY_NIGHT)[0] == "Sun 01:20"
    assert climb(DEFAULT.ladder("invitation", "emergency", out_of_hours=True), SUNDAY_NIGHT)[0] == "Sun 01:05"


@pytest.mark.parametrize("name", LADDERS)
@pytest.mark.parametrize("urgency", DEFAULT.urgencies)
def test_every_ladder_has_rungs_for_every_urgency_and_can_be_kept_with_a_promise(name: str, urgency: str) -> None:
    ladder = DEFAULT.ladder(name, urgency)  # type: ignore[arg-type]  # names from the table
    assert ladder.steps
    assert from_json(to_json(ladder)) == ladder


@pytest.mark.parametrize("name", ["record", "outcome", "disagreement"])
def test_what_can_wait_keeps_to_working_hours_even_after_an_emergency(name: str) -> None:
    assert DEFAULT.ladder(name, "emergency").working_hours_only  # type: ignore[arg-type]  # a name of the table


@pytest.mark.parametrize("name", ["incomplete_action", "action"])
def test_the_usual_steps_of_actions_keep_to_working_hours_even_after_an_emergency(name: str) -> None:
    ladder = DEFAULT.ladder(name, "emergency", by_day=True, usual=True)  # type: ignore[arg-type]  # a name of the table
    assert ladder.working_hours_only
    assert ladder.steps == DEFAULT.ladder(name, "planned").steps  # type: ignore[arg-type]  # the same


def test_an_urgency_that_the_council_does_not_use_is_refused_in_plain_words() -> None:
    with pytest.raises(Refusal, match="Choose how soon from"):
        DEFAULT.deadline(case(urgency="whenever"))


@pytest.mark.parametrize(
    ("urgency", "by"),
    [
        ("emergency", datetime(2026, 3, 10, 14, tzinfo=UTC)),
        ("24h", datetime(2026, 3, 11, 10, tzinfo=UTC)),
        ("planned", datetime(2026, 3, 13, 10, tzinfo=UTC)),
    ],
)
def test_information_has_its_own_clock(urgency: str, by: datetime) -> None:
    assert DEFAULT.information_by(urgency, TUESDAY_TEN) == by


def test_complex_cases_have_a_last_day_that_a_senior_may_sign_off() -> None:
    assert DEFAULT.deadline(case(urgency="complex")).latest == datetime(2026, 3, 31, 16, tzinfo=UTC)


def test_bank_holidays_close_the_office_unless_the_policy_says_none(tmp_path: Path) -> None:
    good_friday = datetime(2026, 4, 3, 11, tzinfo=UTC)
    other = load_policies(council_folder(tmp_path, '[working_time]\nholidays = "none"\n')).of("EXMP")
    assert not DEFAULT.working_time().is_open(good_friday)
    assert other.working_time().is_open(good_friday)
