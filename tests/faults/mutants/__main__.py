"""`python -m tests.faults.mutants [--row F4]`: take each protection away in a copy, and see that its test fails."""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from tests.faults.mutants.mutant import copy_of_the_source, killed, known_mutants


def main() -> int:
    """How many protections may be taken away without a test that fails."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--row", default="", help="Only this row's.")
    row = asked.parse_args().row
    mutants = [each for each in known_mutants() if row in ("", each.row)]
    survived = 0
    with tempfile.TemporaryDirectory() as folder:
        source = copy_of_the_source(Path(folder))
        for mutant in mutants:
            began = time.monotonic()
            dead, printed = killed(mutant, source)
            survived += not dead
            how, took = "killed  " if dead else "SURVIVED", time.monotonic() - began
            print(f"{how} {took:4.0f} s  {mutant.row:4} {mutant.file}  {mutant.means}", flush=True)
            if not dead:
                print(printed)
    print(f"{len(mutants) - survived} of {len(mutants)} protections are missed when they are gone.")
    return survived


if __name__ == "__main__":
    raise SystemExit(min(main(), 1))
