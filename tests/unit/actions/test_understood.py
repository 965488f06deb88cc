"""Times read again as they were said, confirmed ones taken without a question, and the halves of a double action."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.app.understood import as_said, best_reading, read, read_again, stated
from bot.app.wording.actions.doubt import halves
from bot.domain.action import Action
from bot.domain.case import CaseFacts
from bot.domain.meeting import Meeting
from bot.policy import Policy, load_policies
from scheduling.london import LONDON
from tests.kit.world import POLICY

HELD = datetime(2026, 3, 11, 14, tzinfo=LONDON)
HOUR = timedelta(hours=1)


@pytest.fixture(scope="module")
def policy(tmp_path_factory: pytest.TempPathFactory) -> Policy:
    folder = tmp_path_factory.mktemp("policy")
    (folder / "EXMP.toml").write_text(POLICY)
    return load_policies(folder).of("EXMP")


def meeting(**more: datetime) -> Meeting:
    facts = CaseFacts((), frozenset(), (), None, HELD, "planned")
    return Meeting("m", "EXMP", 1, "planned", "sam", HELD - 24 * HOUR, HELD, facts, "v", starts_at=HELD, **more)


def action(words: str, written: datetime, **more: object) -> Action:
    return replace(Action("a", "EXMP", "m", 1, words, written), **more)


@pytest.mark.parametrize(
    ("written", "given", "said"),
    [
        (HELD + 20 * HOUR, HELD + 20 * HOUR, HELD),
        (HELD - HOUR, HELD - HOUR, HELD - HOUR),
        (HELD + HOUR, HELD + 48 * HOUR, HELD + 48 * HOUR),
        (HELD + HOUR, None, HELD),
    ],
)
def test_a_time_was_said_at_the_meeting_unless_before_it_or_after_its_close(
    written: datetime, given: datetime | None, said: datetime
) -> None:
    closed = meeting(closed_at=HELD + 24 * HOUR)
    assert as_said(closed, action("Visit", written, time_given_at=given)) == said


def test_what_was_doubtful_is_read_again_as_it_was(policy: Policy) -> None:
    doubtful = action("Report by 30/10/2026", HELD + HOUR, expected="ASK:FAR_DATE|2026-10-30")
    best = best_reading(policy, meeting(), doubtful)
    assert best is not None
    assert stated(best) == "DATE:2026-10-30"
    assert best_reading(policy, meeting(), replace(doubtful, expected="CHASE:NONE")) is None
    assert read_again(policy, meeting(), replace(doubtful, expected="DATE:2026-03-13")) is None


def test_the_end_of_what_comes_again_is_read_wherever_it_was_said(policy: Policy) -> None:
    weekly = action(
        "Visit", HELD + 48 * HOUR, timescale_words="weekly until 30 April", expected="RECUR:P7D@2026-03-20"
    )
    found = read_again(policy, meeting(), weekly)
    assert found is not None
    assert found.until is not None
    assert stated(found.until) == "DATE:2026-04-30"


@given(st.datetimes(datetime(2026, 3, 12), datetime(2036, 1, 1)))  # noqa: DTZ001  London's wall clock, given its zone below
def test_a_confirmed_time_is_taken_as_it_is_and_never_asked_about(policy: Policy, wall: datetime) -> None:
    at = wall.replace(second=0, microsecond=0, tzinfo=UTC).astimezone(LONDON)
    if at.fold or at.astimezone(UTC).astimezone(LONDON) != at:
        return
    found = read(policy, stated(at), HELD)
    assert found.ask is None
    assert found.due is not None
    assert stated(found.due) == stated(at) == found.expected


def test_a_confirmed_time_that_is_past_or_none_is_not_taken(policy: Policy) -> None:
    for words in ("DATE:2020-01-01", "AT:2026-03-11T13:59", "DATE:2026-13-45"):
        assert read(policy, words, HELD).due is None


@pytest.mark.parametrize(
    ("words", "first", "second", "both"),
    [
        (
            "HV to visit tonight and SW to report by Friday",
            "tonight",
            "by Friday",
            ("HV to visit tonight", "SW to report by Friday"),
        ),
        ("Visit tonight, then by Friday", "tonight", "by Friday", ("Visit tonight, then by Friday",) * 2),
        ("Visit the home", "", "", ("Visit the home",) * 2),
    ],
)
def test_the_halves_of_an_action(words: str, first: str, second: str, both: tuple[str, str]) -> None:
    assert halves(words, first, second) == both


@given(st.text(max_size=80), st.text(max_size=20), st.text(max_size=20))
def test_no_half_says_nothing(words: str, first: str, second: str) -> None:
    assert all(half or not words for half in halves(words, first, second))
