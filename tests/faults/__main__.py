"""`python -m tests.faults`: run every row on both databases, take protections away, and write docs/reliability.md."""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from xml.etree import ElementTree

from tests.faults.mutants.mutant import ROOT, Mutant, copy_of_the_source, killed, known_mutants
from tests.faults.rows import ROWS, sentences_by_row

PAGE = ROOT / "docs" / "reliability.md"
HERE = Path(__file__).parent
_OF_A_ROW = re.compile(r"test_([A-Z]\d+)_(\w+)")
_HEAD = """# What Quorate survives

Every row is a fault or an attack; every sentence is a test in `tests/faults/`. This page is written by running them:
`python -m tests.faults`. Where a protection was taken away in a copy of the code, the row's test failed, and the last
column says what would have happened; an empty one was not tried when this was written.

| | fault | proved | SQLite | PostgreSQL | neither | without its protection |
|---|---|---|---|---|---|---|
"""

Results = dict[str, dict[str, list[bool]]]


def main() -> int:
    """0 when every row passed and no protection could be taken away unnoticed."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--workers", type=int, default=2, help="How many processes run the tests.")
    asked.add_argument(
        "--report", type=Path, help="What pytest wrote with --junitxml, in the place of a run of ours."
    )
    given = asked.parse_args()
    workers, results = given.workers, _read(given.report) if given.report else _run(given.workers)
    outcomes = _without_protections(workers)
    PAGE.write_text(page(results, outcomes), encoding="utf-8")
    failed = [row for row, by in results.items() if not all(all(each) for each in by.values())]
    survived = [each for each, dead in outcomes.items() if not dead]
    print(f"{len(results)} rows, failed: {failed or 'none'}; protections nobody missed: {survived or 'none'}.")
    return 1 if failed or survived else 0


def page(results: Results, outcomes: dict[Mutant, bool]) -> str:
    """The page: a line a row."""
    sentences, lines = sentences_by_row(HERE), []
    for row, title in ROWS.items():
        proved = "; ".join(dict.fromkeys(sentences[row]))
        by = results.get(row, {})
        columns = [_result(by.get(database, [])) for database in ("sqlite", "postgresql", "")]
        gone = " ".join(each.means for each, dead in outcomes.items() if each.row == row and dead)
        lines.append(f"| {row} | {title} | {proved} | {' | '.join(columns)} | {gone} |")
    return _HEAD + "\n".join(lines) + "\n"


def _result(passed: list[bool]) -> str:
    if not passed:
        return ""
    return f"{len(passed)} pass" if all(passed) else f"{passed.count(False)} of {len(passed)} FAIL"


def _run(workers: int) -> Results:
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        arguments = ["-n", str(workers), "-m", "not browser and not peers", f"--junitxml={report}", str(HERE)]
        subprocess.run([sys.executable, "-m", "pytest", *arguments], cwd=ROOT, check=False)
        return _read(report)


def _read(report: Path) -> Results:
    results: Results = defaultdict(lambda: defaultdict(list))
    for case in ElementTree.parse(report).iter("testcase"):
        name = case.get("name", "")
        if (found := _OF_A_ROW.match(name)) is not None and case.find("skipped") is None:
            passed = case.find("failure") is None and case.find("error") is None
            results[found[1]][_database(name)].append(passed)
    return results


def _database(name: str) -> str:
    parameters = name.partition("[")[2]
    return next((each for each in ("sqlite", "postgresql") if each in parameters), "")


def _without_protections(workers: int) -> dict[Mutant, bool]:
    """Each worker takes protections away in a copy of its own."""
    mutants = known_mutants()
    with ThreadPoolExecutor(workers) as pool:
        done = pool.map(_one_after_another, [mutants[start::workers] for start in range(workers)])
        outcomes = {mutant: dead for part in done for mutant, dead in part.items()}
    # In the same order each time, however many there were: else the page changes with every run.
    return {each: outcomes[each] for each in mutants}


def _one_after_another(mutants: list[Mutant]) -> dict[Mutant, bool]:
    outcomes = {}
    with tempfile.TemporaryDirectory() as folder:
        source = copy_of_the_source(Path(folder))
        for each in mutants:
            outcomes[each], printed = killed(each, source)
            print(f"{'killed  ' if outcomes[each] else 'SURVIVED'} {each.row:4} {each.means}", flush=True)
            if not outcomes[each]:
                print(printed, flush=True)
    return outcomes


if __name__ == "__main__":
    raise SystemExit(main())
