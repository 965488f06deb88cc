"""L5: however many years lie in the database, what a page and a sweep ask goes by an index, on both databases."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import psycopg
import pytest

from benchmarks.sweep.ground import Ground, Size
from bot.app import questions as q
from bot.app.work import Actor
from bot.storage import Storage
from tests.kit.statements import statements
from tests.kit.world import World, at

GROW = ("meeting", "seat", "invitation", "action", "obligation", "timer", "notice", "audit", "inbox")
"""Tables that get longer every day."""
VALUE = re.compile(r"%\((\w+)\)s|%s")
MANY = Size(open=200_000, due=500, people=2_000)


async def asked(world: World) -> list[str]:
    """Every question that App Home and the periodic work ask while there is something to see and to do."""
    await world.called()
    await world.recorded({"words": "Visit", "owner": "hv1", "timescale": "by Friday"})
    world.clock = at(13, 9)
    with statements() as sent:
        for who in ("sam", "hv1", "tm", "pc1"):
            await world.bus.ask(q.ShowHome(), Actor(who))
        await world.sweep()
        await world.bus.link_audit()
    return sorted({each for each in sent if re.match(r"\s*(SELECT|WITH|UPDATE|DELETE)\b", each)})


def plan_of(database: Any, dialect: str, statement: str) -> list[str]:
    """How the database would do it, a line a step."""
    if dialect == "sqlite":
        nothing = (None,) * statement.count("?")
        return [str(row[3]) for row in database.execute(f"EXPLAIN QUERY PLAN {statement}", nothing)]
    names: dict[str, int] = {}
    numbered = VALUE.sub(
        lambda found: f"${names.setdefault(found[1] or str(len(names)), len(names) + 1)}", statement
    ).replace("%%", "%")
    try:
        found = database.execute(f"EXPLAIN (GENERIC_PLAN) {numbered}").fetchall()
    except psycopg.errors.AmbiguousParameter:
        return []
    return [str(row[0]) for row in found]


def read_through(step: str) -> str:
    """The table that this step reads from end to end; "" for any other step."""
    found = re.search(r"Seq Scan on (\w+)|^SCAN (\w+)(?! USING)", step)
    return next((each for each in found.groups() if each), "") if found else ""


async def test_L5_no_question_of_app_home_or_of_a_sweep_reads_a_growing_table_from_end_to_end(
    storage: Storage, database_url: str, tmp_path: Path
) -> None:
    world = await World(storage, tmp_path).with_everybody()
    questions = await asked(world)
    ground = Ground(database_url)
    wrong: dict[str, list[str]] = {}
    with ground.plainly() as database:
        if ground.dialect == "postgresql":
            database.execute("SET enable_seqscan = off")
        for statement in questions:
            plan = plan_of(database, ground.dialect, statement)
            if any(read_through(step) in GROW for step in plan):
                wrong[statement[:400]] = plan
    assert len(questions) > 30
    assert not wrong


@pytest.mark.long
async def test_L5_among_years_of_open_work_a_sweep_takes_what_is_due_and_nothing_else(
    storage: Storage, database_url: str, tmp_path: Path
) -> None:
    world = await World(storage, tmp_path, at(9, 8)).with_everybody()
    ground = Ground(database_url)
    ground.fill(MANY, 1)
    world.clock = at(9, 9)
    assert await world.bus.chase() >= MANY.due
    with ground.plainly() as database:
        ((left,),) = database.execute("SELECT count(*) FROM timer WHERE step = 1").fetchall()
    assert left == MANY.open - MANY.due
