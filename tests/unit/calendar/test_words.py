"""What is said of a calendar, and how long it is believed."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

import adapters.calendar
from bot.domain.diary import Calendar
from bot.shell.calendar_words import mend, state, why
from tests.unit.calendar.feeds import END, NOW

READ = Calendar("c", "hv1", "", NOW, tried_at=NOW, read_at=NOW, until=END)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("calendar", "after", "until"),
    [
        (READ, 0 * HOUR, END),
        (READ, 24 * HOUR - timedelta(seconds=1), END),
        (READ, 24 * HOUR, None),
        (replace(READ, trouble="http_404"), 23 * HOUR, END),
        (replace(READ, read_at=None), 0 * HOUR, None),
        (replace(READ, until=NOW + HOUR), HOUR, None),
        (replace(READ, until=NOW + HOUR), HOUR / 2, NOW + HOUR),
    ],
)
def test_a_reading_is_believed_for_a_day_and_no_further_than_it_reached(
    calendar: Calendar, after: timedelta, until: object
) -> None:
    assert calendar.trusted_until(NOW + after, 24) == until


@pytest.mark.parametrize(
    ("calendar", "after", "words"),
    [
        (READ, HOUR, "read Tue 10 March, 09:00, known until Tue 7 April, 10:00."),
        (replace(READ, read_at=None), HOUR, "has not been read yet."),
        (
            replace(READ, trouble="http_404"),
            HOUR,
            "has not been read since Tue 10 March, 09:00: the server answered 404. What was read then still counts.",
        ),
        (
            replace(READ, trouble="no_answer"),
            30 * HOUR,
            "has not been read since Tue 10 March, 09:00: the server did not answer in time. "
            "Its times count as unknown.",
        ),
        (READ, 30 * HOUR, "has not been read since Tue 10 March, 09:00. Its times count as unknown."),
    ],
)
def test_its_state_is_said_in_plain_words(calendar: Calendar, after: timedelta, words: str) -> None:
    assert state(calendar, NOW + after, 24) == words


def test_every_trouble_that_can_happen_has_words_of_its_own_and_a_line_in_the_guide() -> None:
    guide = (Path(__file__).parents[3] / "docs" / "calendars.md").read_text()
    code = re.compile(r'(?:NotRead\(|return |raise |"trouble": )"([a-z_]{5,})"')
    sources = Path(adapters.calendar.__file__).parent.glob("*.py")
    codes = {found for source in sources for found in code.findall(source.read_text())} - {"stopped"}
    assert len(codes) >= 12
    for each in codes:
        assert "did not foresee" not in why(each), each
        assert f"`{each}`" in guide, each


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("http_404", "Ask Anna for a new address"),
        ("http_503", "Quorate goes on trying"),
        ("http_429", "Quorate goes on trying"),
        ("not_allowed", "add its name to QUORATE_CALENDAR_HOSTS"),
        ("", "Is Quorate running?"),
        ("something_new", "Quorate goes on trying"),
    ],
)
def test_each_trouble_says_what_to_do(code: str, words: str) -> None:
    assert words in mend(code, "hv1", "Anna")
