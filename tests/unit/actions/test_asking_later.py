"""What may be chosen under "Ask me later", and how an action's dates are said."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.app.quiet import latest, times_to_ask
from bot.app.wording.actions.snoozing import when
from bot.app.wording.several_dates import earlier_dates, nth
from bot.domain.action import Action, Extension, Turn
from bot.policy import load_policies
from bot.policy.checks import problems_of
from scheduling.london import LONDON

POLICY = load_policies(None).default
NOW = datetime(2026, 3, 27, 16, 10, tzinfo=LONDON)
"""A Friday; the clocks go forward on the Sunday."""


def action(due_at: datetime | None = None, **more: object) -> Action:
    return Action("a", "EXMP", "m", 1, "Visit", NOW, due_at=due_at, **more)  # type: ignore[arg-type]


def choices(due_at: datetime | None, urgency: str) -> list[str]:
    return [when(at, NOW) for at in times_to_ask(action(due_at), POLICY, urgency, NOW)]


def test_over_a_weekend_it_is_the_next_working_mornings_in_london_time() -> None:
    assert choices(None, "planned") == [
        "In 30 minutes (16:40)",
        "In 2 hours (18:10)",
        "In 4 hours (20:10)",
        "Mon 30 March, 09:00",
    ]


def test_each_urgency_has_its_own_longest() -> None:
    assert choices(None, "emergency") == ["In 30 minutes (16:40)"]
    assert len(choices(None, "same_day")) == 2
    assert len(choices(None, "24h")) == 3


def test_a_cap_shorter_than_every_choice_is_itself_the_choice() -> None:
    rule = POLICY.actions.model_copy(update={"longest_snooze_minutes": {"any": 10}})
    short = POLICY.model_copy(update={"actions": rule})
    assert [when(at, NOW) for at in times_to_ask(action(), short, "planned", NOW)] == ["In 10 minutes (16:20)"]


@given(st.integers(-5000, 20_000), st.sampled_from(["emergency", "same_day", "24h", "planned", "complex"]))
def test_no_choice_is_past_its_time_or_later_than_its_urgency_allows(minutes: int, urgency: str) -> None:
    due_at = NOW + timedelta(minutes=minutes)
    found = times_to_ask(action(due_at), POLICY, urgency, NOW)
    assert found == sorted(found)
    assert all(NOW < at <= due_at for at in found)
    assert all(at <= NOW + POLICY.actions.longest_snooze(urgency) for at in found)
    assert all(at <= latest(action(due_at), POLICY, urgency, NOW) for at in found)
    if minutes < 30:
        assert not found


@pytest.mark.parametrize(
    ("number", "said"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (22, "22nd")]
)
def test_a_number_in_a_row_is_said_as_people_say_it(number: int, said: str) -> None:
    assert nth(number) == said


def test_every_earlier_date_stays_in_sight_and_of_what_comes_again_only_those_of_this_turn() -> None:
    first, second = NOW.replace(hour=23, minute=59), NOW + timedelta(days=1)
    moved = (Extension(NOW, "p", first, second, ""), Extension(NOW + timedelta(hours=1), "p", second, NOW, ""))
    assert earlier_dates(action(NOW)) == ""
    assert earlier_dates(action(NOW, extensions=moved)) == "; 3rd date, was Fri 27 March, then Sat 28 March, 16:10"
    done = (Turn(first, NOW + timedelta(minutes=30), "p"),)
    assert earlier_dates(action(NOW, extensions=moved, turns=done)) == "; 2nd date, was Sat 28 March, 16:10"


def test_a_cap_for_an_urgency_that_does_not_exist_or_none_for_the_others_is_a_mistake_of_the_policy() -> None:
    for caps, wrong in (
        ({"any": 30, "urgent": 5}, "urgent, which does not exist"),
        ({"planned": 30}, "no line `any`"),
    ):
        rule = POLICY.actions.model_copy(update={"longest_snooze_minutes": caps})
        found = problems_of(POLICY.model_copy(update={"actions": rule}), "EXMP.toml")
        assert any(each.key == "actions.longest_snooze_minutes" and wrong in str(each) for each in found), found
