"""The inbox, the due table and the outbox: nothing is taken in, stepped or sent twice."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.domain.notice import Notice, NoticeState
from bot.domain.obligation import ObligationState
from bot.storage import Storage, open_storage
from bot.storage.engines import open_engines
from tests.kit.databases import KEYS
from tests.storage.things import NOON, a_case, notice, obligation

LEASE = timedelta(seconds=30)
LATER = NOON + timedelta(hours=1)


async def owe(storage: Storage, *notices: Notice) -> None:
    async with storage.units.write() as unit:
        await a_case(unit)
        for each in notices:
            await unit.notices.add(each)
        await unit.commit()


async def claim(storage: Storage, now: object = LATER, limit: int = 10) -> list[Notice]:
    async with storage.units.write() as unit:
        claimed = await unit.claim_notices(now, limit, LEASE)  # type: ignore[arg-type]
        await unit.commit()
    return claimed


async def record(storage: Storage, sent: Notice, claimed_version: int = 1) -> bool:
    async with storage.units.write() as unit:
        ours = await unit.record_delivery(sent, claimed_version)
        await unit.commit()
    return ours


async def read(storage: Storage, row_id: str = "n1") -> Notice:
    async with storage.units.read() as unit:
        found = await unit.notices.get(row_id)
    assert found is not None
    return found


def sent(claimed: Notice) -> Notice:
    claimed.state, claimed.post_id, claimed.sent_at = NoticeState.SENT, "post-1", LATER
    claimed.lease_until = None
    return claimed


async def test_a_delivery_key_is_new_once_and_only_when_committed(storage: Storage) -> None:
    async with storage.units.write() as unit:
        assert await unit.first_time("event-1", NOON)
    async with storage.units.write() as unit:
        assert await unit.first_time("event-1", NOON), "the first one was rolled back"
        assert not await unit.first_time("event-1", NOON)
        await unit.commit()
    async with storage.units.write() as unit:
        assert not await unit.first_time("event-1", LATER)


async def test_open_obligations_come_when_due_the_oldest_first(storage: Storage) -> None:
    async with storage.units.write() as unit:
        for number in (3, 1, 2, 90):
            await unit.obligations.add(obligation(number))
        await unit.obligations.add(obligation(4, state=ObligationState.MET))
        assert [o.id for o in await unit.due_obligations(LATER, 10)] == ["o1", "o2", "o3"]
        assert [o.id for o in await unit.due_obligations(LATER, 2)] == ["o1", "o2"]
        await unit.obligations.save(obligation(1, due_at=LATER + LEASE))
        await unit.obligations.save(obligation(2, state=ObligationState.ESCALATED))
        assert [o.id for o in await unit.due_obligations(LATER, 10)] == ["o3"]
        assert [o.id for o in await unit.obligations.where(meeting_id="m1", state=ObligationState.OPEN)] == [
            "o1",
            "o3",
            "o90",
        ]


async def test_urgent_notices_go_first_and_what_is_not_due_stays(storage: Storage) -> None:
    await owe(storage, notice(3), notice(1), notice(2, urgent=True), notice(4, due_at=LATER + LEASE))
    assert [n.id for n in await claim(storage, limit=2)] == ["n2", "n1"]
    assert [n.id for n in await claim(storage)] == ["n3"]
    assert await claim(storage) == []


async def test_what_is_claimed_is_written_as_claimed(storage: Storage) -> None:
    await owe(storage, notice(1))
    (claimed,) = await claim(storage)
    assert claimed == await read(storage)
    assert (claimed.state, claimed.fence, claimed.attempts) == (NoticeState.CLAIMED, 1, 1)
    assert claimed.lease_until == LATER + LEASE


async def test_a_claim_that_was_never_recorded_is_taken_over_when_its_lease_ends(storage: Storage) -> None:
    await owe(storage, notice(1))
    (late,) = await claim(storage)
    assert await claim(storage, LATER + LEASE / 2) == []
    (successor,) = await claim(storage, LATER + LEASE)
    assert successor.fence == 2
    assert await record(storage, sent(successor))
    late.state, late.post_id = NoticeState.SENT, "post-of-the-late-one"
    assert not await record(storage, late), "the fence keeps a late sender out"
    assert (await read(storage)).post_id == "post-1"


async def test_a_notice_sent_as_it_stood_is_done(storage: Storage) -> None:
    await owe(storage, notice(1))
    (claimed,) = await claim(storage)
    assert await record(storage, sent(claimed))
    assert (await read(storage)).state is NoticeState.SENT
    assert await claim(storage, LATER + 10 * LEASE) == []


async def test_a_card_that_changed_while_it_was_sent_is_brought_up_to_date(storage: Storage) -> None:
    await owe(storage, notice(1))
    (claimed,) = await claim(storage)
    async with storage.units.write() as unit:
        changed = await unit.notices.lock("n1")
        assert changed is not None
        changed.version, changed.code, changed.retired = 2, "moved", True
        await unit.notices.save(changed)
        await unit.commit()
    assert await record(storage, sent(claimed))
    row = await read(storage)
    assert (row.state, row.post_id, row.version, row.code, row.retired) == (
        NoticeState.PENDING,
        "post-1",
        2,
        "moved",
        True,
    )
    assert [n.id for n in await claim(storage)] == ["n1"]


async def test_a_refresh_wakes_what_was_sent_and_marks_what_is_under_way(storage: Storage) -> None:
    states = {state: notice(number, state=state, meeting_id="m1") for number, state in enumerate(NoticeState)}
    retired = notice(20, state=NoticeState.SENT, meeting_id="m1", retired=True)
    other = notice(21, state=NoticeState.SENT, meeting_id="m2")
    await owe(storage, *states.values(), retired, other)
    async with storage.units.write() as unit:
        await unit.refresh_notices(LATER.astimezone(ZoneInfo("Asia/Tokyo")), meeting_id="m1")
        await unit.commit()
    for state, before in states.items():
        after = await read(storage, before.id)
        dead = state in (NoticeState.FAILED, NoticeState.MOOT)
        assert after.version == (1 if dead else 2), state
        assert after.state is (NoticeState.PENDING if state is NoticeState.SENT else state)
        assert after.due_at == (LATER if state is NoticeState.SENT else before.due_at)
    assert await read(storage, "n20") == retired
    assert await read(storage, "n21") == other
    assert states[NoticeState.SENT].id in [n.id for n in await claim(storage)]


async def test_a_refresh_during_a_delivery_leaves_the_card_to_be_brought_up_to_date(storage: Storage) -> None:
    await owe(storage, notice(1))
    (claimed,) = await claim(storage)
    async with storage.units.write() as unit:
        await unit.refresh_notices(LATER, subject_id="i1-1", kind=claimed.kind)
        await unit.commit()
    assert await record(storage, sent(claimed))
    (again,) = await claim(storage)
    assert (again.post_id, again.version) == ("post-1", 2)


async def test_a_retired_card_is_brought_up_to_date_once_more_and_never_again(storage: Storage) -> None:
    await owe(storage, notice(1))
    (claimed,) = await claim(storage)
    await record(storage, sent(claimed))
    for _ in range(2):
        async with storage.units.write() as unit:
            await unit.retire_notice("n1", LATER)
            await unit.refresh_notices(LATER, subject_id="i1-1")
            await unit.commit()
    row = await read(storage)
    assert (row.retired, row.version, row.state) == (True, 2, NoticeState.PENDING)


async def test_what_became_moot_on_the_way_is_not_tried_again(storage: Storage) -> None:
    await owe(storage, notice(1))
    (claimed,) = await claim(storage)
    async with storage.units.write() as unit:
        row = await unit.notices.lock("n1")
        assert row is not None
        row.state = NoticeState.MOOT
        await unit.notices.save(row)
        await unit.commit()
    claimed.state, claimed.due_at = NoticeState.RETRY, LATER + LEASE
    assert await record(storage, claimed)
    assert (await read(storage)).state is NoticeState.MOOT
    assert await claim(storage, LATER + 10 * LEASE) == []


async def test_a_retry_waits_for_its_time(storage: Storage) -> None:
    await owe(storage, notice(1))
    (claimed,) = await claim(storage)
    claimed.state, claimed.due_at, claimed.reason = NoticeState.RETRY, LATER + LEASE, "rate_limited"
    assert await record(storage, claimed)
    assert await claim(storage) == []
    assert [n.reason for n in await claim(storage, LATER + LEASE)] == ["rate_limited"]


async def test_two_processes_never_hold_the_same_row(postgres_storages: tuple[Storage, Storage]) -> None:
    one, other = postgres_storages
    await owe(one, *(notice(number) for number in range(1, 7)))
    async with one.units.write() as unit:
        for number in range(1, 7):
            await unit.obligations.add(obligation(number))
        await unit.commit()
    async with one.units.write() as first, other.units.write() as second:
        ours = [n.id for n in await first.claim_notices(LATER, 3, LEASE)]
        theirs = [n.id for n in await second.claim_notices(LATER, 10, LEASE)]
        assert (ours, theirs) == (["n1", "n2", "n3"], ["n4", "n5", "n6"])
        ours = [o.id for o in await first.due_obligations(LATER, 2)]
        theirs = [o.id for o in await second.due_obligations(LATER, 10)]
        assert (ours, theirs) == (["o1", "o2"], ["o3", "o4", "o5", "o6"])
        await first.commit()
        await second.commit()
    assert await claim(one) == await claim(other) == []


async def test_a_sweep_reads_what_is_due_and_nothing_else(database_url: str) -> None:
    storage = open_storage(database_url, KEYS)
    async with storage.units.write() as unit:
        for number in range(2000):
            state = ObligationState.OPEN if number % 4 == 0 else ObligationState.MET
            await unit.obligations.add(obligation(number, state=state))
        await unit.commit()
    engine = open_engines(database_url).reader
    due = "SELECT id FROM timer WHERE due_at <= '2026-03-11 12:00' ORDER BY due_at, person_id, id LIMIT 9"
    async with engine.connect() as connection:
        explain = "EXPLAIN QUERY PLAN " if engine.dialect.name == "sqlite" else "EXPLAIN "
        if engine.dialect.name == "postgresql":
            await connection.exec_driver_sql("ANALYZE timer")
        plan = " ".join(str(row) for row in await connection.exec_driver_sql(explain + due))
    assert ("PRIMARY KEY (due_at<?)" in plan) or ("timer_due" in plan and "Sort" not in plan), plan
    assert "TEMP B-TREE" not in plan
    await engine.dispose()
    await storage.close()
