"""F11: a row whose work raises each time is put aside and told of; the others go on, and nothing is lost."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.app import notices
from bot.app.commands import RetryAside
from bot.app.questions import WhatIsAmiss
from bot.app.work import OPERATOR, Actor
from bot.domain.errors import Refusal
from bot.domain.notice import NoticeKind
from bot.storage import Storage
from tests.faults.watched import ADMIN, alarms, audited, broken
from tests.kit.world import World

UNREADABLE = {
    "a ladder that cannot be climbed": 'UPDATE obligation SET ladder = \'{"name": "nothing"}\' WHERE id = :id',
    "a ladder that cannot be read": "UPDATE obligation SET ladder = 'no json' WHERE id = :id",
    "a kind of a later release": "UPDATE obligation SET kind = 'from_the_future' WHERE id = :id",
}
UNREADABLE_NOTICE = {
    "addresses that cannot be read": "UPDATE notice SET tried = 'no json' WHERE id = :id",
    "a kind of a later release": "UPDATE notice SET kind = 'from_the_future' WHERE id = :id",
}


@pytest.fixture
async def world(storage: Storage, tmp_path: Path) -> World:
    """An emergency, and somebody who looks after Quorate."""
    made = await World(storage, tmp_path, more_policy=ADMIN).with_everybody()
    sam = made.people["sam"]
    await sam.types("")
    await sam.fills(references="CSC-104233", urgency="emergency", ages="3 years")
    await sam.presses("Without the full meeting")
    await sam.fills()
    return made


async def ticks(world: World, times: int, **span: float) -> None:
    """Time passes; what fails does not stop the clock."""
    for _ in range(times):
        world.clock += timedelta(**span)
        await world.bus.chase()
        await world.settle()


async def failing(world: World, row_id: str = "") -> list[Any]:
    """Rows whose work fails. Cards that must read a row which cannot be read fail with it."""
    async with world.storage.units.read() as uow:
        return [each for each in await uow.failing.where() if row_id in ("", each.row_id)]


@pytest.mark.parametrize("how", UNREADABLE)
async def test_F11_an_obligation_that_raises_each_time_is_put_aside_and_the_others_are_chased(
    world: World, how: str
) -> None:
    (asked,) = await world.rows("invitations", person_id="hv1")
    (owed,) = await world.rows("obligations", subject_id=asked.id)
    await broken(world, UNREADABLE[how], id=owed.id)
    await ticks(world, 80, minutes=1)
    # The police desk was chased all the while.
    assert len(world.people["pc1"].posts) >= 3
    (row,) = await failing(world, owed.id)
    assert (row.failures, bool(row.aside_at)) == (5, True)
    assert row.next_at - row.last_at == timedelta(days=1)
    found = await audited(world)
    assert found["open"]["put_aside"] >= 1
    assert any("failed again and again" in each for each in alarms(world))
    await ticks(world, 3, minutes=10)
    assert [each.failures for each in await failing(world, owed.id)] == [5]


@pytest.mark.parametrize("how", UNREADABLE_NOTICE)
async def test_F11_a_message_that_raises_each_time_is_put_aside_and_the_others_are_sent(
    world: World, how: str
) -> None:
    (asked,) = await world.rows("invitations", person_id="hv1")
    (row,) = await world.rows("notices", subject_id=asked.id)
    await broken(world, UNREADABLE_NOTICE[how], id=row.id)
    await broken(world, "UPDATE notice SET state = 'pending', claimable_at = due_at")
    before = len(world.tools["teams"].updates)
    await world.settle()
    assert len(world.tools["teams"].updates) + len(world.tools["teams"].sends) > before
    for _ in range(60):
        world.clock += timedelta(minutes=1)
        await world.bus.deliver()
    (put,) = await failing(world, row.id)
    assert (put.failures, bool(put.aside_at)) == (5, True)


async def test_F11_a_card_that_cannot_be_rendered_waits_longer_each_time_and_then_is_put_aside(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def raises(*_: Any) -> None:
        raise KeyError("a child's name")

    monkeypatch.setitem(notices.CARDS, NoticeKind.CONVENOR, raises)
    await world.people["hv1"].presses("I'll come")
    tried = []
    for _ in range(50):
        world.clock += timedelta(minutes=1)
        await world.bus.deliver()
        tried.append(sum(each.failures for each in await failing(world)))
    assert tried[-1] == 5
    assert (await failing(world))[0].error == "KeyError"
    monkeypatch.undo()
    assert await world.bus.do(RetryAside(), OPERATOR) == 1
    await world.settle()
    assert await failing(world) == []
    assert "Priya Nair" in world.people["sam"].sees()


async def test_F11_what_was_put_aside_is_tried_again_by_an_operator_or_by_another_release(world: World) -> None:
    (asked,) = await world.rows("invitations", person_id="hv1")
    (owed,) = await world.rows("obligations", subject_id=asked.id)
    right = owed.ladder
    await broken(world, UNREADABLE["a ladder that cannot be climbed"], id=owed.id)
    await ticks(world, 45, minutes=1)
    _, rows = await world.bus.ask(WhatIsAmiss(), OPERATOR)
    assert owed.id in [each.row_id for each in rows]
    await world.bus.audit_itself()
    world.bus.watch.auditor.begun, world.bus.watch.auditor.release = False, "the next"
    await world.bus.audit_itself()
    (again,) = await failing(world, owed.id)
    assert (again.failures, again.aside_at, again.release) == (0, None, "the next")
    await broken(world, "UPDATE obligation SET ladder = :ladder WHERE id = :id", id=owed.id, ladder=json.dumps(right))
    await world.bus.do(RetryAside(owed.id), OPERATOR)
    await world.bus.chase()
    assert await failing(world, owed.id) == []
    (fresh,) = await world.rows("obligations", id=owed.id)
    assert fresh.state in ("open", "escalated", "met")


async def test_only_an_operator_may_have_it_tried_again(world: World) -> None:
    with pytest.raises(Refusal):
        await world.bus.do(RetryAside(), Actor("sam", "slack"))
