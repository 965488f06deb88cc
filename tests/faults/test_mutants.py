"""The list of protections to take away is in step with the code; `python -m tests.faults.mutants` takes them away."""

import re

import pytest

from tests.faults.mutants.mutant import ROOT, Mutant, known_mutants


@pytest.mark.parametrize("mutant", known_mutants(), ids=lambda each: f"{each.row} {each.means[:60]}")
def test_each_protection_that_is_taken_away_stands_in_the_code_and_has_its_test(mutant: Mutant) -> None:
    assert mutant.applied((ROOT / mutant.file).read_text())
    file, _, name = mutant.test.partition("::")
    assert f"def {name.rpartition('::')[2]}(" in (ROOT / file).read_text()
    assert re.search(rf"(?:^|::)test_{mutant.row}_", name), "the test is named after its row"
