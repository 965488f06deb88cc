"""L1: many signed requests at once, and a crowd that answers one meeting: what is said to be done is kept."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.ack.burst import MEMORY_GOAL, burst
from benchmarks.ack.served import Served, join
from benchmarks.ack.sizes import FULL, QUICK, Size
from tests.kit.served import Ground

SHORT = replace(QUICK, burst=300, people=60, connections=150, at_once=32)


@pytest.mark.parametrize("size", [SHORT, pytest.param(FULL, marks=pytest.mark.long)], ids=["short", "full"])
async def test_L1_nothing_that_was_accepted_in_a_burst_is_lost_and_memory_does_not_grow(
    standing: Ground, size: Size
) -> None:
    await join(standing, size.people)
    process = await standing.serve(settings={"tick_seconds": 2.0})
    found = await burst(Served(standing, process, size.people), size)
    assert found.accepted, process.log()
    assert (found.lost, found.unanswered, found.other) == (0, 0, 0), process.log()[-3000:]
    assert not found.kept_though_told_not
    assert not found.refused_without_retry_after
    assert found.sent == found.accepted + found.told_later + found.told_not_saved + found.refused
    assert found.answered_at_once == size.at_once
    assert not found.answers_lost
    assert found.grew_mib < MEMORY_GOAL
