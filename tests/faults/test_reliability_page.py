"""docs/reliability.md tells of every row and every test that there is; `python -m tests.faults` writes it."""

import pytest

from tests.faults.__main__ import HERE, PAGE
from tests.faults.mutants.mutant import known_mutants
from tests.faults.rows import ROWS, sentences_by_row

TESTS = sentences_by_row(HERE)


@pytest.mark.parametrize("row", ROWS)
def test_every_row_has_a_test(row: str) -> None:
    assert TESTS[row]


def test_no_test_is_named_after_a_row_that_is_not_there() -> None:
    assert TESTS.keys() == ROWS.keys()


def test_the_page_tells_of_every_test_and_of_nothing_that_failed() -> None:
    told = PAGE.read_text(encoding="utf-8")
    for row, sentences in TESTS.items():
        (line,) = [each for each in told.splitlines() if each.startswith(f"| {row} |")]
        assert not [each for each in sentences if each not in line]
    assert "FAIL" not in told


def test_at_least_twenty_protections_are_taken_away() -> None:
    assert len({each.row for each in known_mutants()}) >= 20
