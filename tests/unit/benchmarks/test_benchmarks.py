"""The benchmarks run, and what competes in them answers the same question. Nothing here is timed."""

import json
import subprocess
import sys

import pytest

from benchmarks.figures import Figure, table
from benchmarks.groups import GROUPS, measure
from benchmarks.plan.cp_sat import CpSat
from benchmarks.plan.naive_datetimes import NaiveDatetimes
from benchmarks.plan.offices import Question, question
from benchmarks.plan.python_loop import PythonLoop
from benchmarks.plan.sizes import made_ready, sized
from benchmarks.plan.warm import agreed_start
from benchmarks.stopwatch import race
from scheduling.availability import minute_floor

SMALL = [question("small", 2, 1, 5, 0.1), question("shared", 3, 2, 4, 0.3), question("full", 5, 3, 3, 0.3)]


def test_the_quick_form_prints_one_object_with_a_verdict_for_each_goal() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "--only", "plan", "--quick", "--json"],
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    figures = json.loads(done.stdout)
    assert set(figures) == {"P1", "P2", "P4"}
    for figure in figures.values():
        assert figure["measured"] > 0 < figure["baseline"]
        assert isinstance(figure["goal"], str)
        assert isinstance(figure["met"], bool)
        assert figure["ratio"] == pytest.approx(figure["baseline"] / figure["measured"], rel=0.02)
    assert (figures["P1"]["S"]["people"], figures["P1"]["M"]["people"]) == (12, 100)
    assert (figures["P1"]["S"]["busy_intervals"], figures["P1"]["M"]["busy_intervals"]) == (396, 6_600)


def test_the_quick_form_of_the_timescales_has_a_verdict_and_a_baseline() -> None:
    figure = measure("timescale", quick=True)["timescale"].as_json()
    assert isinstance(figure["met"], bool)
    assert set(figure["ms"]) >= {"minutes", "figures", "by"}  # type: ignore[arg-type]  # a table of this JSON
    assert figure["measured"] == max(figure["ms"].values())  # type: ignore[union-attr]  # the same


@pytest.mark.parametrize("asked", SMALL, ids=lambda asked: asked.size)
def test_all_who_compete_find_the_same_start(asked: Question) -> None:
    assert agreed_start(made_ready(asked)) is not None


@pytest.mark.parametrize("way", [PythonLoop, NaiveDatetimes, CpSat])
def test_without_a_time_for_all_each_of_them_says_so(
    way: type[PythonLoop] | type[NaiveDatetimes] | type[CpSat],
) -> None:
    nobody_free = question("never", 4, 1, 2, 0.9)
    with pytest.raises(RuntimeError, match="No time covers every seat"):
        made_ready(nobody_free)
    assert way(nobody_free).earliest() is None


def test_nobody_is_a_candidate_twice_and_diaries_are_sorted_and_apart() -> None:
    asked = sized("M").question
    people = [person for seat in asked.seats for person in seat]
    assert len({person.id for person in people}) == len(people)
    for person in people:
        assert all(start < end for start, end in person.busy)
        assert all(end < start for (_, end), (start, _) in zip(person.busy, person.busy[1:], strict=False))


def test_the_question_is_the_same_each_time() -> None:
    assert question("M", 2, 2, 3, 0.3) == question("M", 2, 2, 3, 0.3)


def test_competitors_take_turns_and_none_goes_uncounted() -> None:
    called: list[str] = []
    timings = race({"one": lambda: called.append("one"), "other": lambda: called.append("other")}, rounds=4)
    assert {name: len(timing.cpu) for name, timing in timings.items()} == {"one": 4, "other": 4}
    assert {"one", "other"} == set(called)
    assert minute_floor(sized("S").answer.start) == agreed_start(sized("S"))


def test_without_json_a_person_can_read_it() -> None:
    shown = table({"P0": Figure("what", "µs", 2.0, 10.0, "≤ 3 µs", True, {"S": {"people": 12}})})
    assert shown.splitlines()[0] == "P0"
    assert "  met                                    yes" in shown
    assert "    people" in shown


def test_every_group_is_a_module_that_measures() -> None:
    assert all(name.isidentifier() and module == f"benchmarks.{name}" for name, module in GROUPS.items())
