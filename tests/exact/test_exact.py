"""The planner is exact: 500 cases a run against an independent solver, in shards that may run side by side."""

import pytest

from tests.exact.families import FAMILIES, case_of
from tests.exact.oracle import answers
from tests.exact.run import run

SHARDS, CASES = 20, 500


@pytest.mark.parametrize("shard", range(SHARDS))
def test_the_planner_and_an_independent_solver_agree(shard: int) -> None:
    each = CASES // SHARDS
    result = run(shard * each, each)
    assert result.cases == each
    assert not result.differ, result.said(0)


@pytest.mark.long
def test_they_agree_on_ten_thousand_cases() -> None:
    result = run(0, 10_000, seed=1)
    assert not result.differ, result.said(1)


@pytest.mark.parametrize("family", FAMILIES)
def test_a_family_has_cases_that_can_be_planned(family: str) -> None:
    assert sum(answers(case_of(number, family=family)).best is not None for number in range(12)) >= 4


def test_cases_with_an_answer_after_the_deadline_are_among_them() -> None:
    assert any(answers(case_of(number, family="too_late")).late is not None for number in range(12))


def test_the_same_number_gives_the_same_case() -> None:
    assert case_of(17, seed=3) == case_of(17, seed=3)
    assert case_of(17, seed=3) != case_of(17, seed=4)
