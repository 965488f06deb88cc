"""Rows F6 and F7: however often a sweep dies, and however many sweep at once, each due step is taken once."""

from __future__ import annotations

import asyncio

import pytest

from bot.failpoints import EXIT_CODE
from tests.faults.replicas import (
    all_stepped,
    at_their_first_rung,
    owed,
    standing_side_by_side,
    steps_taken,
    still_due,
)
from tests.kit.served import Ground

OWNERS = ("priya", "grace", "sam", "ade")


async def due(standing: Ground, each: int, singly: int) -> int:
    """So many of each of four people: some are taken singly, the rest go into daily lists in batches."""
    for place, owner in enumerate(OWNERS):
        await owed(standing, owner, each, first=place * 100, singly=singly)
    return await at_their_first_rung(standing)


async def each_once(standing: Ground, before: int) -> None:
    """Every step was taken, none twice: by the ladders, and by what is written down."""
    after = await standing.rows("obligations")
    assert len(after) == before
    assert {each.step for each in after} == {1}
    taken = await steps_taken(standing)
    assert len(taken) == before
    assert set(taken.values()) == {1}
    lists = await standing.rows("notices", kind="digest")
    assert len(lists) == len({(each.person_id, each.subject_id) for each in lists})


async def dies_at(standing: Ground, failpoint: str) -> None:
    dying = standing.start(failpoint=failpoint)
    assert await dying.ended() == EXIT_CODE


@pytest.mark.parametrize(
    ("each", "singly", "points"), [(10, 5, (1, 2, 7)), pytest.param(50, 15, (1, 2, 13), marks=pytest.mark.long)]
)
async def test_F6_a_sweep_that_is_killed_again_and_again_chases_everybody_once(
    standing: Ground, each: int, singly: int, points: tuple[int, ...]
) -> None:
    before = await due(standing, each, singly)
    assert before == each * len(OWNERS)
    left = before
    for after_k in points:
        await dies_at(standing, f"sweep_after_k:{after_k}")
        now_left = await still_due(standing)
        assert now_left < left, "what was done before it died is kept"
        left = now_left
    assert left, "it died before it was through"
    await standing.serve()
    await all_stepped(standing)
    await each_once(standing, before)


@pytest.mark.long
async def test_F6_killed_after_every_single_step(standing: Ground) -> None:
    before = await due(standing, 50, 15)
    while await still_due(standing) > 1:
        await dies_at(standing, "sweep_after_k")
    await standing.serve()
    await all_stepped(standing)
    await each_once(standing, before)


@pytest.mark.parametrize(
    ("count", "each", "singly"), [(2, 10, 5), *(pytest.param(n, 50, 15, marks=pytest.mark.long) for n in (2, 3))]
)
async def test_F7_replicas_that_sweep_at_once_take_each_step_once(
    several: Ground, count: int, each: int, singly: int
) -> None:
    running = await standing_side_by_side(several, count)
    for process in running:
        process.freeze()
    before = await due(several, each, singly)
    for process in running:
        process.thaw()
    await all_stepped(several)
    await asyncio.sleep(0.5)
    await each_once(several, before)
    assert not await several.rows("audit", verb="set_aside")
