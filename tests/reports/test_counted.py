"""`quorate report actions`: what it counts is what the rows say, and it tells nothing else."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import timedelta
from time import process_time
from typing import Any

import pytest

from bot.app.bus import Bus
from bot.app.questions import CountActions
from bot.app.reports.of_actions import ActionsReport
from bot.app.reports.sheet import as_csv, as_object
from bot.app.work import OPERATOR, QUORATE, Actor
from bot.domain.errors import Refusal
from bot.policy import load_policies
from bot.storage import Storage, open_storage
from tests.kit.databases import KEYS
from tests.reports.drawn import BEGAN, NOW, SECRETS, draw
from tests.reports.slow_count import slow_report


async def asked(storage: Storage, question: CountActions, actor: Actor = OPERATOR) -> ActionsReport:
    bus = Bus(storage.units, load_policies(None), {}, lambda: NOW)
    answer: ActionsReport = await bus.ask(question, actor)
    return answer


async def filled(storage: Storage, seed: int, meetings: int, actions: int, council: str = "EXMP") -> None:
    async with storage.units.write() as uow:
        await draw(uow, seed, meetings, actions, council)
        await uow.commit()


def by_name(report: ActionsReport) -> dict[str, Any]:
    found = {"all": asdict(report.all.counts)}
    for group in (*report.agencies, *report.teams, *report.meetings):
        name = group.meeting or (f"{group.agency}/{group.team}" if group.team else group.agency)
        assert name not in found
        found[name] = asdict(group.counts)
    return found


@pytest.mark.parametrize("seed", [1, 2])
async def test_each_figure_is_what_a_slow_count_of_the_rows_gives(storage: Storage, seed: int) -> None:
    await filled(storage, seed, 30, 400)
    report = await asked(storage, CountActions())
    async with storage.units.read() as uow:
        rows = await uow.actions.where(), await uow.meetings.where(), await uow.people.where()
    assert by_name(report) == slow_report(*rows, NOW)
    assert report.all.counts.overdue
    assert report.all.counts.hours_to_time_of_undated
    assert report.agencies[-1].agency == "nobody yet"


async def test_it_keeps_to_the_council_and_to_the_days_of_closing(storage: Storage) -> None:
    await filled(storage, 3, 12, 60)
    await filled(storage, 4, 12, 60, "OTHR")
    both, one = await asked(storage, CountActions()), await asked(storage, CountActions("EXMP"))
    assert {each.council for each in one.meetings} == {"EXMP"}
    assert {each.council for each in both.meetings} == {"EXMP", "OTHR"}
    middle = BEGAN + timedelta(days=40)
    early = await asked(storage, CountActions("EXMP", None, middle))
    late = await asked(storage, CountActions("EXMP", middle))
    assert early.meetings
    assert late.meetings
    assert sorted(early.meetings + late.meetings, key=str) == sorted(one.meetings, key=str)


async def test_without_records_it_is_empty(storage: Storage) -> None:
    report = as_object(await asked(storage, CountActions("NONE")))
    assert (report["meetings"], report["teams"], report["agencies"]) == ([], [], [])
    assert report["all"]["actions"] == 0
    assert report["all"]["hours_late"] is None


async def test_only_the_operator_may_ask(storage: Storage) -> None:
    for actor in (QUORATE, Actor("EXMP-p0", "slack")):
        with pytest.raises(Refusal):
            await asked(storage, CountActions(), actor)


async def test_not_a_word_of_a_case_is_in_it(storage: Storage) -> None:
    await filled(storage, 5, 10, 100)
    report = await asked(storage, CountActions())
    told = as_csv(report) + json.dumps(as_object(report), ensure_ascii=False)
    assert not [each for each in (*SECRETS, "Person ", "EXMP-p") if each in told]


@pytest.mark.long
async def test_twenty_thousand_actions_take_less_than_two_seconds(sqlite_url: str) -> None:
    storage = open_storage(sqlite_url, KEYS)
    try:
        await filled(storage, 6, 2_000, 20_000)
        # The work, and not the wait for a processor that others use.
        began = process_time()
        report = await asked(storage, CountActions())
        as_csv(report)
        took = process_time() - began
    finally:
        await storage.close()
    assert report.all.counts.actions > 10_000
    assert took < 2, took
