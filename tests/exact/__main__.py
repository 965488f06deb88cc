"""python -m tests.exact --cases 10000 --seed 1: the planner against CP-SAT on as many random cases as are wanted."""

import argparse
import sys
from time import monotonic

from tests.exact.run import Result, steps
from tests.exact.subject import Subject

_SAY_EVERY = 1000


def main() -> int:
    """Print one line of result; 1 when anything differs. `--first` goes on where an earlier run of the seed ended."""
    parser = argparse.ArgumentParser(prog="python -m tests.exact", description=main.__doc__)
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--first", type=int, default=0, help="number of the first case")
    asked = parser.parse_args()
    result, began = Result(), monotonic()
    for number in steps(result, asked.first, asked.cases, asked.seed, Subject()):
        if result.cases % _SAY_EVERY == 0:
            print(f"… case {number}, {len(result.differ)} mismatches", file=sys.stderr)
    print(f"{result.said(asked.seed)} in {monotonic() - began:.0f} s")
    return 1 if result.differ else 0


if __name__ == "__main__":
    sys.exit(main())
