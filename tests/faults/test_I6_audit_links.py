"""Every entry gets one link, whoever is killed and however many link at once; nothing forks, nothing is doubled."""

from __future__ import annotations

import asyncio
from contextlib import AbstractAsyncContextManager
from datetime import timedelta

import pytest
from alembic import command
from sqlalchemy import Connection, text

from bot.app import audit_linking
from bot.app.audit_linking import BATCH, link_waiting
from bot.app.audit_verifying import Verified, verify
from bot.domain.audit import START, AuditEntry, KeptEntry, Link, links_from
from bot.failpoints import EXIT_CODE
from bot.storage import Storage, open_storage
from bot.storage.engines import open_engines
from bot.storage.running_migrations import alembic_on
from tests.faults.tampering import asked, entry, written
from tests.kit.commanded import Running, starts
from tests.kit.databases import KEYS
from tests.kit.world import TUESDAY


def kept(one: AuditEntry) -> KeptEntry:
    """The entry as the database must have it, said a second time and by hand."""
    at = one.at.astimezone(tz=None).astimezone(TUESDAY.tzinfo)
    utc = (at - (at.utcoffset() or timedelta())).strftime("%Y-%m-%dT%H:%M:%S.%f+00:00")
    names = one.actor_id, one.verb, one.subject_id, one.meeting_id, one.channel
    return KeptEntry(one.id, one.council, utc, *names, '{"seat":"Zoë \\"quoted\\"","n":1}' if one.detail else "")


async def chain(storage: Storage) -> list[Link]:
    async with storage.units.read() as uow:
        return [each.link for each in await uow.links_after(0, 100_000)]


async def found(storage: Storage, **later: float) -> Verified:
    return await verify(storage.units, TUESDAY + timedelta(days=1, **later))


async def test_I6_each_link_is_the_hash_of_the_one_before_and_of_every_field_of_its_entry(storage: Storage) -> None:
    entries = [entry(1), entry(2, seat='Zoë "quoted"', n=1), entry(3)]
    await written(storage.units, *entries)
    assert await link_waiting(storage.units) == 3
    assert await chain(storage) == links_from(START, map(kept, entries))
    assert (await found(storage)).well


async def test_I6_what_is_committed_late_with_an_older_time_is_linked_later(storage: Storage) -> None:
    await written(storage.units, entry(5), entry(6))
    await link_waiting(storage.units)
    await written(storage.units, entry(7, minutes=1))
    await link_waiting(storage.units)
    assert [each.entry_id for each in await chain(storage)] == ["e000005", "e000006", "e000007"]
    assert (await found(storage)).well


def linker(address: str, failpoint: str = "", linkers: int = 1) -> AbstractAsyncContextManager[Running]:
    return starts("tests.faults.linking", address, str(linkers), *KEYS, failpoint=failpoint)


@pytest.mark.parametrize("nth", [1, 2])
async def test_I6_a_linker_that_is_killed_loses_nothing_and_links_nothing_twice(
    storage: Storage, database_url: str, nth: int
) -> None:
    """First, its batch is not committed; then it is, and the next one has not begun."""
    entries = [entry(number) for number in range(BATCH + 20)]
    await written(storage.units, *entries)
    async with linker(database_url, f"audit_append:{nth}") as dying:
        assert await dying.ended() == EXIT_CODE
    assert len(await chain(storage)) == (0 if nth == 1 else BATCH)
    await link_waiting(storage.units)
    assert await chain(storage) == links_from(START, map(kept, entries))
    assert (await found(storage)).well


async def test_I6_two_processes_that_link_while_others_write_make_one_chain(postgres_url: str) -> None:
    storages = [open_storage(postgres_url, KEYS) for _ in range(3)]
    entries = [entry(number) for number in range(900)]
    await written(storages[0].units, *entries[:600])

    async def writes() -> None:
        for each in entries[600:]:
            await written(storages[0].units, each)

    async def links() -> None:
        while any(each.born.poll() is None for each in running):
            await asyncio.gather(*(link_waiting(each.units) for each in storages))

    async with linker(postgres_url, linkers=3) as one, linker(postgres_url, linkers=3) as other:
        running = (one, other)
        await asyncio.gather(writes(), links())
        assert [await each.ended() for each in running] == [0, 0]
    await link_waiting(storages[0].units)
    linked = await chain(storages[0])
    assert [each.position for each in linked] == list(range(1, 901))
    assert {each.entry_id for each in linked} == {each.id for each in entries}
    assert (await found(storages[0])).well
    for each in storages:
        await each.close()


async def test_I6_a_linker_finds_another_at_work_and_leaves_it_to_them(postgres_url: str) -> None:
    one, other = open_storage(postgres_url, KEYS), open_storage(postgres_url, KEYS)
    await written(one.units, entry(1))
    async with one.units.write() as uow:
        assert await uow.hold_chain()
        assert await link_waiting(other.units) == 0
    assert await link_waiting(other.units) == 1
    await one.close()
    await other.close()


async def test_I6_an_entry_that_waits_though_it_has_its_link_stops_nobody(
    storage: Storage, database_url: str
) -> None:
    await written(storage.units, entry(1))
    await link_waiting(storage.units)
    async with storage.units.write() as uow:
        await uow.transaction.sync(  # type: ignore[attr-defined]  # straight to the database
            lambda c: c.execute(text("INSERT INTO audit_unlinked (at, entry_id) SELECT at, id FROM audit"))
        )
        await uow.commit()
    await written(storage.units, entry(2))
    await link_waiting(storage.units)
    assert [each.entry_id for each in await chain(storage)] == ["e000001", "e000002"]
    assert asked(database_url, "SELECT count(*) FROM audit_unlinked") == [(0,)]


async def test_I6_what_was_written_before_there_was_a_chain_is_linked_too(empty_database_url: str) -> None:
    def before(connection: Connection) -> None:
        command.upgrade(alembic_on(connection), "0010")
        connection.execute(
            text(
                "INSERT INTO audit (id, council, at, actor_id, verb, subject_id, meeting_id, channel, detail)"
                " VALUES ('old', 'EXMP', '2026-01-05 08:00:00.000001', 'sam', 'v', 's', 'm', '', '')"
            )
        )

    engine = open_engines(empty_database_url).writer
    async with engine.begin() as connection:
        await connection.run_sync(before)
    await engine.dispose()
    storage = open_storage(empty_database_url, KEYS)
    await storage.migrate()
    assert await link_waiting(storage.units) == 1
    old = KeptEntry("old", "EXMP", "2026-01-05T08:00:00.000001+00:00", "sam", "v", "s", "m", "", "")
    assert await chain(storage) == links_from(START, [old])
    await storage.close()


async def test_I6_linking_goes_in_small_transactions_so_that_nobody_waits_long(storage: Storage) -> None:
    assert BATCH <= 500
    await written(storage.units, *(entry(number) for number in range(30)))
    assert await link_waiting(storage.units, most=0) == 0
    assert audit_linking.PAUSE > 0
