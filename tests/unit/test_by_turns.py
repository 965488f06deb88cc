"""The tests' own: each story is played, on one database or on both, and both have their share."""

from __future__ import annotations

import pytest

from tests.kit.by_turns import out_of_turn
from tests.kit.databases import BOTH


def on_both(*names: str) -> dict[str, str]:
    return {f"{name}[{database}]": database for name in names for database in BOTH}


def test_a_story_is_played_on_one_of_them_and_each_has_its_share() -> None:
    stories = [f"tests/stories/test_convening.py::test_{number}" for number in range(400)]
    left_out = out_of_turn(on_both(*stories))
    assert len(left_out) == len(stories) == len({each.partition("[")[0] for each in left_out})
    on_the_server = sum("sqlite" in each for each in left_out)
    assert 70 < on_the_server < 130


def test_in_every_worker_and_every_run_it_is_the_same_one() -> None:
    assert out_of_turn(on_both("tests/stories/test_convening.py::test_one")) == {
        "tests/stories/test_convening.py::test_one[postgresql]"
    }


@pytest.mark.parametrize(
    "name", ["tests/faults/test_F_crashes.py::test_one", "tests/stories/test_contention.py::test_one"]
)
def test_what_is_about_the_databases_is_played_on_both(name: str) -> None:
    assert not out_of_turn(on_both(name))


def test_what_is_for_one_alone_stays() -> None:
    assert not out_of_turn({"tests/stories/test_convening.py::test_one[postgresql]": "postgresql"})
