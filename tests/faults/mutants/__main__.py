"""`python -m tests.faults.mutants [--row F4]`: take each protection away in a copy, and see that its test fails.

With `--whole`, nothing is taken away, and each test must pass by itself, as it runs otherwise: a test that always
fails would miss every protection.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from tests.faults.mutants.mutant import copy_of_the_source, killed, known_mutants, passes_alone


def main() -> int:
    """How many protections may be taken away without a test that fails; with `--whole`, how many tests fail."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--row", default="", help="Only this row's.")
    asked.add_argument("--whole", action="store_true", help="Take nothing away: each test passes.")
    given = asked.parse_args()
    mutants = [each for each in known_mutants() if given.row in ("", each.row)]
    if given.whole:
        mutants = list({(each.test, each.only): each for each in mutants}.values())
    judged, good, bad = (passes_alone, "passes", "FAILS") if given.whole else (killed, "killed", "SURVIVED")
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        source = copy_of_the_source(Path(folder))
        for mutant in mutants:
            began = time.monotonic()
            right, printed = judged(mutant, source)
            wrong += not right
            took = time.monotonic() - began
            about = mutant.test if given.whole else f"{mutant.file}  {mutant.means}"
            print(f"{good if right else bad:8} {took:4.0f} s  {mutant.row:4} {about}", flush=True)
            if not right:
                print(printed)
    all_of_them = "tests pass by themselves" if given.whole else "protections are missed when they are gone"
    print(f"{len(mutants) - wrong} of {len(mutants)} {all_of_them}.")
    return wrong


if __name__ == "__main__":
    raise SystemExit(min(main(), 1))
