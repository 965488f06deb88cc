"""A run of cases against the solver: how many differ, and the first few of them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.exact.families import case_of
from tests.exact.oracle import answers
from tests.exact.subject import Subject
from tests.exact.verdict import Mismatch, check


@dataclass
class Result:
    """`differ`: the number of each case that differs, its family, and in what."""

    cases: int = 0
    differ: list[tuple[int, str, str]] = field(default_factory=list)

    def said(self, seed: int) -> str:
        """The line of result, then a line for each of the first ten that differ, with how to see it again."""
        lines = [f"{self.cases:,} cases (seed {seed}) against CP-SAT: {len(self.differ)} mismatches"]
        for number, family, what in self.differ[:10]:
            lines.append(f"  {family}: {what}   (python -m tests.exact --seed {seed} --first {number} --cases 1)")
        return "\n".join(lines)


def run(first: int, cases: int, seed: int = 0, subject: Subject | None = None) -> Result:
    """Cases `first`, `first` + 1, … of a seed."""
    result = Result()
    for _ in steps(result, first, cases, seed, subject or Subject()):
        pass
    return result


def steps(result: Result, first: int, cases: int, seed: int, subject: Subject) -> Iterator[int]:
    """As `run`, giving the number of each case once it is done."""
    for number in range(first, first + cases):
        case = case_of(number, seed)
        try:
            check(case, subject, answers(case))
        except Mismatch as difference:
            result.differ.append((number, case.family, str(difference)))
        result.cases += 1
        yield number
