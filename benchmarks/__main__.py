"""`python -m benchmarks [--only NAME] [--json] [--quick]`: the speed goals, measured beside their baselines."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence

from benchmarks.figures import Figure, table
from benchmarks.groups import GROUPS, measure


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print. A missed goal is printed, not a failure; baselines that disagree raise."""
    options = _parser().parse_args(arguments)
    found: dict[str, Figure] = {}
    for name in options.only or GROUPS:
        found.update(measure(name, options.quick))
    if options.json:
        # ASCII, so that no terminal's encoding can spoil it.
        sys.stdout.write(json.dumps({name: figure.as_json() for name, figure in found.items()}, indent=2) + "\n")
    else:
        sys.stdout.write(table(found) + "\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="How fast Quorate is, against what.")
    parser.add_argument("--only", action="append", choices=list(GROUPS), help="one group (may be repeated)")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    parser.add_argument(
        "--quick", action="store_true", help="few rounds and small sizes: whether it runs, no verdict"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
