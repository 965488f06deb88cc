"""Each fault planted in the planner is caught; and what catches it finds nothing in the planner as it is."""

import sys

import pytest

from tests.exact.faults import FAULTS, Fault
from tests.exact.planted import PatternGone, catch, planted

LEAST = 14


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.name for fault in FAULTS])
def test_a_planted_fault_is_caught(fault: Fault) -> None:
    assert catch(fault, fault.families) is not None, f"Survived: {fault.what}."


def test_without_a_fault_the_same_cases_find_nothing() -> None:
    assert catch(None, ("plain", "one_for_two", "at_the_edges"), cases=10) is None


def test_a_fault_whose_source_is_gone_is_said_loudly() -> None:
    gone = Fault("gone", "a fault of other times", "planner", "this line was rewritten", "", ("plain",))
    with pytest.raises(PatternGone, match=r"0 times in scheduling/planner\.py"):
        catch(gone, gone.families)


def test_there_are_faults_enough_each_with_its_own_name() -> None:
    assert len({fault.name for fault in FAULTS}) == len(FAULTS) >= LEAST


def test_nothing_of_a_planted_copy_stays_behind() -> None:
    with planted(None) as subject:
        assert subject.package == "planted_nothing"
        subject._of("planner")
        assert "planted_nothing.planner" in sys.modules
    assert not [name for name in sys.modules if name.startswith("planted_")]
