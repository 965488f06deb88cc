"""The benchmark of the way in runs, on little and on SQLite; its burst, on both databases, is the test of L1."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.ack import QUIET_MORNING
from benchmarks.ack.burst import Burst
from benchmarks.ack.latencies import seen, taken
from benchmarks.ack.served import served
from benchmarks.ack.sizes import QUICK
from benchmarks.ack.slack_acks import acks, p6
from benchmarks.ack.starts import p10
from benchmarks.ack.teams_turns import p7
from benchmarks.generator import Answer, Answers
from tests.kit.nursery import the_nursery

TINY = replace(QUICK, people=20, round=20, most=20, due=20, idle=0.0)


@pytest.mark.long
async def test_each_figure_has_its_baseline_its_goal_and_a_verdict(tmp_path: Path) -> None:
    folder = tmp_path / "ground"
    folder.mkdir()
    async with served(folder, f"sqlite:///{tmp_path}/ack.db", the_nursery(), TINY.people, QUIET_MORNING) as here:
        figures = [await p7(here, TINY), await p10(here, TINY), p6({"sqlite": await acks(here, TINY)})]
    for each in (figure.as_json() for figure in figures):
        assert isinstance(each["met"], bool)
        assert each["goal"]
        assert float(str(each["measured"])) > 0 < float(str(each["baseline"]))


def test_only_what_was_said_to_be_saved_counts_as_taken() -> None:
    saved, later, busy = (
        Answer(200, 0.1, False, False, True),
        Answer(200, 0.2, False, False, False),
        Answer(200, 0.3, False, True, False),
    )
    assert [taken(each) for each in (saved, later, busy)] == [True, False, False]
    found = seen(Answers([saved, later, busy], 1.0))
    assert (found.taken, found.not_taken, found.p50) == (1, 2, 200.0)


def test_a_burst_in_which_one_accepted_request_is_lost_misses_its_goal() -> None:
    clean = Burst(10, 8, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1.0, 20.0, 4, 0)
    assert clean.met
    assert not replace(clean, lost=1).met
    assert not replace(clean, refused_without_retry_after=1).met
    assert not replace(clean, grew_mib=200.0).met
