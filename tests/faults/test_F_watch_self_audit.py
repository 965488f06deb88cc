"""The self-audit: each promise that is broken by hand is found, and put right or told of."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.notice import NoticeKind, NoticeState
from bot.storage import Storage, open_storage
from tests.faults.watched import ADMIN, CLEAN, alarms, audited, broken, repaired
from tests.kit.databases import KEYS
from tests.kit.world import World, read


@pytest.fixture
async def world(storage: Storage, tmp_path: Path) -> World:
    """A meeting is called, and somebody looks after Quorate."""
    made = await World(storage, tmp_path, more_policy=ADMIN).with_everybody()
    await made.called()
    return made


async def test_whatever_people_do_in_the_usual_way_is_found_clean(world: World) -> None:
    assert await audited(world) == CLEAN
    await world.people["hv1"].presses("I can't come")
    await world.people["pc1"].presses("I'll take it")
    assert await audited(world) == CLEAN
    await world.recorded({"words": "Visit", "owner": "hv1", "timescale": "ASAP"}, {"words": "Ring", "owner": "pc1"})
    for _ in range(3):
        await world.wait(hours=20)
        assert await audited(world) == CLEAN
    assert not alarms(world)
    assert not await world.rows("discrepancies")


async def test_I4_a_seat_that_nobody_is_asked_for_is_awaited_again(world: World) -> None:
    (seat,) = await world.rows("seats", name="health_visitor")
    asked = {each.id for each in await world.rows("invitations", seat_id=seat.id)}
    for each in (seat.id, *asked):
        await broken(world, "DELETE FROM obligation WHERE subject_id = :id", id=each)
    await broken(world, "UPDATE invitation SET answer = 'withdrawn' WHERE seat_id = :id", id=seat.id)
    assert await audited(world) == repaired("seat_forgotten")
    (again,) = await world.rows("obligations", subject_id=seat.id, state="open")
    assert again.due_at > world.clock
    assert len(await world.rows("audit", verb="repaired", subject_id=seat.id)) == 1
    assert await audited(world) == CLEAN


async def test_a_police_request_without_its_ladder_has_it_again(world: World) -> None:
    (request,) = await world.rows("police_requests")
    await broken(world, "DELETE FROM obligation WHERE subject_id = :id", id=request.seat_id)
    found = await audited(world)
    assert found["open"] == {}
    assert set(found["repaired"]) <= {"police_forgotten", "seat_forgotten"}
    (again,) = await world.rows("obligations", subject_id=request.seat_id, state="open")
    assert again.ladder["name"] == "police_request"


@pytest.mark.parametrize("timescale", ["", "by Thursday 12 March"])
async def test_an_action_that_nothing_chases_is_chased_again(world: World, timescale: str) -> None:
    for each, label in (("pc1", "I'll take it"), ("hv1", "I'll come"), ("tm", "I'll come")):
        await world.people[each].presses(label)
    await world.recorded({"words": "Visit", "owner": "hv1", "timescale": timescale})
    (action,) = await world.rows("actions")
    await broken(world, "DELETE FROM obligation WHERE subject_id = :id", id=action.id)
    assert await audited(world) == repaired("action_forgotten" if timescale else "action_undated")
    (again,) = await world.rows("obligations", subject_id=action.id, state="open")
    assert again.person_id == "hv1"


async def test_somebody_asked_whose_message_is_gone_gets_it(world: World) -> None:
    (asked,) = await world.rows("invitations", person_id="hv1")
    await broken(world, "DELETE FROM notice WHERE subject_id = :id", id=asked.id)
    before = len(world.people["hv1"].posts)
    assert await audited(world) == repaired("invitee_untold")
    assert len(world.people["hv1"].posts) == before + 1


async def test_a_message_claimed_long_ago_is_taken_back_and_sent(world: World) -> None:
    row = await _waiting(world)
    long_ago = world.clock - timedelta(minutes=5)
    state = "UPDATE notice SET state = 'claimed', lease_until = :at, claimable_at = :at, fence = 7 WHERE id = :id"
    await broken(world, state, id=row, at=_kept(world, long_ago))
    assert await audited(world) == repaired("claim_stuck")
    (sent,) = await world.rows("notices", id=row)
    assert (sent.state, sent.fence) == ("sent", 9)


async def test_a_message_that_nothing_would_ever_send_is_sent(world: World) -> None:
    row = await _waiting(world)
    await broken(world, "UPDATE notice SET claimable_at = NULL WHERE id = :id", id=row)
    assert await world.bus.deliver() == 0
    assert await audited(world) == repaired("notice_lost")
    (sent,) = await world.rows("notices", id=row)
    assert sent.state == "sent"


async def test_what_is_awaited_and_lost_its_time_is_chased(world: World) -> None:
    (asked,) = await world.rows("invitations", person_id="hv1")
    (owed,) = await world.rows("obligations", subject_id=asked.id)
    await broken(world, "DELETE FROM timer WHERE id = :id", id=owed.id)
    assert await audited(world) == repaired("timer_lost")
    assert await world.bus.chase() >= 1


async def test_of_two_live_messages_for_one_seat_the_newest_stays(world: World) -> None:
    (first,) = [each for each in await world.rows("notices", person_id="hv1") if each.kind == "invitation"]
    async with world.storage.units.write() as uow:
        first.id, first.dedupe, first.post_id, first.state = "twin", "twin", "", "pending"
        first.created_at = world.clock + timedelta(seconds=1)
        await uow.notices.add(first)
        for entry in ("entry-1", "entry-2"):
            kept = replace(
                first, id=entry, dedupe=entry, kind=NoticeKind.CALENDAR, post_id=entry, state=NoticeState.SENT
            )
            await uow.notices.add(kept)
        await uow.commit()
    await world.settle()
    assert await audited(world) == repaired("two_cards")
    assert len(await world.rows("notices", kind="calendar", subject_id=first.subject_id, retired=False)) >= 2
    assert [each.id for each in await world.rows("notices", person_id="hv1", kind="invitation", retired=False)] == [
        "twin"
    ]
    assert "newer message" in read(world.people["hv1"].cards[0])


async def test_a_message_for_somebody_who_has_left_is_never_sent(world: World) -> None:
    row = await _waiting(world)
    at_now = _kept(world, world.clock)
    await broken(world, "UPDATE person SET left_at = :at WHERE id = 'hv1'", at=at_now)
    before = len(world.people["hv1"].posts)
    assert await audited(world) == repaired("told_after_leaving")
    (kept,) = await world.rows("notices", id=row)
    assert (kept.state, len(world.people["hv1"].posts)) == ("moot", before)


async def test_I10_a_message_for_somebody_who_must_stay_out_is_never_sent(world: World) -> None:
    row = await _waiting(world)
    said = (
        "INSERT INTO conflict (id, council, person_id, reference, told_at, told_by_id)"
        " VALUES ('c', 'EXMP', 'hv1', 'CSC-104233', :at, 'sam')"
    )
    await broken(world, said, at=_kept(world, world.clock))
    world.clock += timedelta(minutes=3)
    found = await audited(world)
    assert found["repaired"]["told_though_out"] == 1
    (kept,) = await world.rows("notices", id=row)
    assert kept.state == "moot"


async def test_something_overdue_that_nobody_chased_is_told_once_until_it_clears(world: World) -> None:
    world.clock += timedelta(hours=1)
    found = await audited(world)
    assert set(found["open"]) == {"overdue"}
    (told,) = alarms(world)
    assert "Something due was not chased in time." in told
    assert "EXMP-SM" not in told
    await audited(world)
    assert len(alarms(world)) == 1
    assert len(await world.rows("audit", verb="alarmed")) == found["open"]["overdue"]
    await world.sweep()
    assert await audited(world) == CLEAN
    assert "This is right again" in alarms(world)[0]


async def test_I8_a_message_with_nothing_behind_it_is_told_and_left_as_it_is(world: World) -> None:
    row = await _waiting(world)
    await broken(world, "UPDATE notice SET subject_id = 'nothing' WHERE id = :id", id=row)
    # The invitation that it was about is without a message now, and gets one.
    assert await audited(world) == {"open": {"no_cause": 1}, "repaired": {"invitee_untold": 1}}
    assert "no meeting or invitation" in alarms(world)[0]


async def test_entries_of_the_audit_that_nobody_links_are_told_of(world: World) -> None:
    world.clock += timedelta(minutes=2)
    assert (await world.bus.audit_itself()).open["audit_unlinked"] == 1
    assert "audit_unlinked" not in (await audited(world))["open"]


async def test_never_more_than_twenty_are_put_right_in_one_run(world: World) -> None:
    (asked,) = await world.rows("invitations", person_id="hv1")
    async with world.storage.units.write() as uow:
        (row,) = await uow.notices.where(subject_id=asked.id)
        for number in range(25):
            row.id, row.dedupe, row.state = f"n{number}", f"n{number}", "pending"
            row.due_at, row.post_id = world.clock + timedelta(hours=1), ""
            await uow.notices.add(row)
        await uow.commit()
    await broken(world, "UPDATE notice SET claimable_at = NULL WHERE id LIKE 'n%' AND dedupe = id")
    found = await world.bus.audit_itself()
    assert found.repaired.get("notice_lost") == 20


async def test_what_comes_back_again_and_again_is_told(world: World) -> None:
    (asked,) = await world.rows("invitations", person_id="hv1")
    for _ in range(3):
        await broken(world, "DELETE FROM notice WHERE subject_id = :id", id=asked.id)
        world.clock += timedelta(seconds=61)
        assert (await audited(world))["repaired"] == {"invitee_untold": 1}
    await broken(world, "DELETE FROM notice WHERE subject_id = :id", id=asked.id)
    assert (await audited(world))["open"] == {"invitee_untold": 1}
    assert "no message is on its way" in alarms(world)[0]


async def test_two_replicas_repair_and_alarm_once(postgres_url: str, tmp_path: Path) -> None:
    storage, second = open_storage(postgres_url, KEYS), open_storage(postgres_url, KEYS)
    try:
        world = await World(storage, tmp_path, more_policy=ADMIN).with_everybody()
        await world.called()
        twin = World(second, tmp_path, more_policy=ADMIN)
        (asked,) = await world.rows("invitations", person_id="hv1")
        await broken(world, "DELETE FROM notice WHERE subject_id = :id", id=asked.id)
        await broken(
            world,
            "UPDATE notice SET meeting_id = 'none', state = 'pending', post_id = '', claimable_at = due_at"
            " WHERE person_id = 'pc1'",
        )
        twin.clock = world.clock = world.clock + timedelta(hours=1)
        await asyncio.gather(world.bus.audit_itself(), twin.bus.audit_itself())
        await asyncio.gather(world.bus.audit_itself(), twin.bus.audit_itself())
        assert len(await world.rows("audit", verb="repaired", subject_id=asked.id)) == 1
        told = [each.subject_id for each in await world.rows("audit", verb="alarmed")]
        assert len(told) == len(set(told)) > 0
    finally:
        await storage.close()
        await second.close()


async def _waiting(world: World) -> str:
    """The health visitor's card, not sent yet."""
    (asked,) = await world.rows("invitations", person_id="hv1")
    async with world.storage.units.write() as uow:
        (row,) = await uow.notices.where(subject_id=asked.id)
        row.state, row.post_id, row.shown, row.due_at = "pending", "", "", world.clock
        await uow.notices.save(row)
        await uow.commit()
    return str(row.id)


def _kept(world: World, instant: object) -> object:
    """An instant as this database keeps it."""
    sqlite = world.storage._engines.writer.dialect.name == "sqlite"
    return f"{instant:%Y-%m-%d %H:%M:%S.%f}" if sqlite else instant
