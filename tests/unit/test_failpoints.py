"""Failpoints: a test's own power cuts."""

import os
import subprocess
import sys

import pytest

from bot.failpoints import EXIT_CODE, NAMES, Armed, armed, reach

_THRICE = (
    "from bot.failpoints import reach\nfor turn in (1, 2, 3):\n    print(turn, flush=True)\n    reach('committed')"
)


def _run(setting: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "QUORATE_FAILPOINT": setting}
    return subprocess.run([sys.executable, "-c", _THRICE], env=env, capture_output=True, text=True, timeout=30)


@pytest.mark.parametrize(("setting", "turns"), [("committed", 1), ("committed:1", 1), ("committed:3", 3)])
def test_a_process_ends_at_the_turn_it_was_told(setting: str, turns: int) -> None:
    done = _run(setting)
    assert (done.returncode, len(done.stdout.split())) == (EXIT_CODE, turns)


@pytest.mark.parametrize("setting", ["acked", "committed:4", ""])
def test_a_process_passes_by_every_other_place(setting: str) -> None:
    assert _run(setting).returncode == 0


@pytest.mark.parametrize("setting", ["comitted", "committed:0", "committed:x", "committed:-1", ":2"])
def test_a_failpoint_that_does_not_exist_is_refused_rather_than_passed_by(setting: str) -> None:
    with pytest.raises(SystemExit, match="QUORATE_FAILPOINT must be one of"):
        Armed(setting)


def test_nothing_is_armed_unless_somebody_says_so() -> None:
    assert not armed.name
    for name in NAMES:
        reach(name)
