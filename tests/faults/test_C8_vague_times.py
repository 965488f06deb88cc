"""C8: a time that can be checked is said back with its day; a vague one is chased; nothing is guessed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from bot.storage import Storage
from scheduling.timescale import Timescale, understand
from tests.kit.world import World, at
from tests.unit.scheduling.office import OFFICE, london, utc

MEETING = utc("2026-03-11 14:00")
FRIDAY = london("2026-03-13 14:00")
DAYS = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}


def reads(text: str, when: datetime = MEETING) -> Timescale:
    return understand(text, when, OFFICE)


@pytest.mark.parametrize(
    ("text", "when", "expected"),
    [
        ("ASAP", MEETING, "CHASE:VAGUE"),
        ("next week", MEETING, "WEEK:2026-03-16"),
        ("by Friday", FRIDAY, "DATE:2026-03-20"),
        ("before conference", MEETING, "EVENT:icpc:before"),
        ("31/04", MEETING, "ASK:NO_SUCH_DATE|2026-04-30"),
        ("within 15 working days", MEETING, "WD:15"),
    ],
)
def test_C8_each_of_the_rows_phrases_is_understood_asked_or_chased(text: str, when: datetime, expected: str) -> None:
    assert reads(text, when).expected == expected


@pytest.mark.parametrize(
    "text", ["ASAP", "next week", "by Friday", "before conference", "31/04", "within 15 working days", "", "TBC"]
)
def test_C8_there_is_a_due_time_only_with_its_day_in_the_echo(text: str) -> None:
    found = reads(text)
    assert (found.due is not None) == bool(DAYS & set(found.echo.replace(",", " ").split()) and not found.ask)


async def test_C8_an_action_for_as_soon_as_possible_is_chased_and_never_gets_a_date_of_its_own(
    storage: Storage, tmp_path: Path
) -> None:
    world = await World(storage, tmp_path).with_everybody()
    await world.called()
    await world.recorded({"words": "Health visitor to visit", "owner": "hv1", "timescale": "ASAP"})
    (action,) = await world.rows("actions")
    assert action.due_at is None
    (owed,) = await world.rows("obligations", subject_id=action.id, state="open")
    assert owed.kind == "complete_action"
    await world.until(at(11, 17))
    assert "hen will it be done?" in world.people["hv1"].sees()
    (action,) = await world.rows("actions")
    assert action.due_at is None


def test_C8_by_friday_said_on_friday_is_next_week_and_today_is_today() -> None:
    friday = london("2026-03-13 14:00")
    assert reads("by Friday", friday).expected == "DATE:2026-03-20"
    assert reads("today", friday).expected == "DATE:2026-03-13"


@pytest.mark.parametrize(
    ("text", "echo"),
    [
        ("5 working days", "by Wed 18 March, 5pm: 5 working days"),
        ("within 24 hrs", "by Thu 12 March, 2pm: 24 hours"),
        ("by 25/03", "by the end of Wed 25 March"),
        ("tomorrow am", "by Thu 12 March, noon"),
        ("a week", "by the end of Wed 18 March: 1 week"),
        ("ASAP", '"ASAP" cannot be checked. By when?'),
        ("immediately", '"immediately": by what hour?'),
        ("", "No time was given. By when?"),
        ("by 02/03", "That is already past. Which date? It was read as Mon 2 March."),
        ("prior to discharge", "before discharge: an event is no timescale. What is the latest date?"),
    ],
)
def test_C8_what_was_understood_is_echoed_in_full(text: str, echo: str) -> None:
    assert reads(text).echo == echo


@pytest.mark.parametrize(
    "text",
    [
        "within 1 week",
        "by 5pm tomorrow",
        "w/c 16 March",
        "every Friday",
        "within 3 working days",
        "before discharge on 20 March",
        "by 30/10/2026",
    ],
)
def test_C8_every_echo_has_a_day_in_full(text: str) -> None:
    assert DAYS & set(reads(text).echo.replace(",", " ").split())
