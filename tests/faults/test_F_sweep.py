"""The sweep over failpoints, in short: each failpoint once, channels and databases by turns.

`python -m tests.faults.sweep` is the long form: each failpoint, in each channel, on both databases, with seeds.
"""

from __future__ import annotations

from itertools import cycle
from pathlib import Path

import pytest

from bot.failpoints import OF_COMMANDS, SERVING
from tests.faults.sweep.day import ANSWERING, Day, Trial
from tests.kit.databases import BOTH
from tests.kit.served import Ground

HERE = Path(__file__).parent
IN_SHORT = [
    Trial(failpoint, channel, database, seed=1)
    for failpoint, channel, database in zip(SERVING, cycle(ANSWERING), cycle((*BOTH, *reversed(BOTH))), strict=False)
]


@pytest.mark.parametrize(
    ("trial", "database_url"),
    [pytest.param(each, each.database, id=f"{each.failpoint}-{each.channel}-{each.database}") for each in IN_SHORT],
    indirect=["database_url"],
)
async def test_F2_wherever_the_process_dies_nothing_is_lost_and_every_repeat_says_so(
    trial: Trial, standing: Ground
) -> None:
    outcome = await Day(standing, trial).passes()
    assert (outcome.lost, outcome.unmarked) == ([], [])


def test_every_failpoint_of_a_command_has_a_row_of_its_own() -> None:
    rows = "".join(each.read_text() for each in HERE.glob("**/test_*.py"))
    assert [each for each in OF_COMMANDS if f'"{each}' not in rows] == []
