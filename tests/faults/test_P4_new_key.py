"""P4: a new key while Quorate works. Everything is moved under it, however often that is killed; an old key that is
still used cannot be dropped.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.failpoints import EXIT_CODE
from bot.storage import Storage, StorageError, open_storage
from tests.kit.databases import KEYS
from tests.kit.loopback import visitor
from tests.kit.nursery import Nursery
from tests.kit.sealed_rows import CASES, OLD, SECRET, Ground, everything, fill, new_key
from tests.kit.served import Ground as Served
from tests.storage.things import meeting, one_of


@pytest.fixture
def ground(empty_database_url: str, tmp_path: Path, nursery: Nursery) -> Ground:
    """A database of the test's own: its keys are not those of the other tests."""
    return Ground(empty_database_url, tmp_path, nursery)


@pytest.fixture
async def old(ground: Ground) -> str:
    """The old key, with which every row has been written."""
    key = new_key()
    storage = ground.storage(key)
    await storage.migrate()
    await fill(storage, key)
    await storage.close()
    return key


async def tokens(storage: Storage) -> list[str]:
    """Everything that is sealed, as it lies there."""
    async with storage._engines.reader.connect() as connection:
        found: list[str] = []
        for question in (
            "SELECT sealed FROM case_key",
            "SELECT conversation FROM address",
            "SELECT address FROM calendar",
            "SELECT reason FROM meeting",
            "SELECT reference FROM agency_reference",
        ):
            found += [str(row[0]) for row in await connection.execute(text(question)) if row[0]]
    return found


async def opened(ground: Ground, *keys: str) -> list[str]:
    """What a process with these keys starts with and reads."""
    storage = ground.storage(*keys)
    try:
        await storage.migrate()
        return await everything(storage)
    finally:
        await storage.close()


async def test_P4_killed_anywhere_it_goes_on_and_then_the_old_key_can_go(ground: Ground, old: str) -> None:
    new = new_key()
    before = await opened(ground, new, old)
    # In the first batch, in the second, and among the rows of an older release.
    for nth in (1, CASES - 10, 24):
        code, said = await ground.quorate("rekey", keys=(new, old), failpoint=f"rekey_after_k:{nth}")
        assert code == EXIT_CODE, said
        assert await opened(ground, new, old) == before
        with pytest.raises(StorageError, match="lacks a key that part of the database is still sealed with"):
            await opened(ground, new)
    code, said = await ground.quorate("rekey", keys=(new, old))
    assert code == 0, said
    assert "You can now remove the old key" in said
    assert await opened(ground, new) == before
    with pytest.raises(StorageError, match="encryption keys"):
        await opened(ground, old)


async def test_P4_an_old_key_still_used_is_missed_at_the_start_and_by_the_check(ground: Ground, old: str) -> None:
    new = new_key()
    await opened(ground, new, old)
    for command in ("migrate", "rekey"):
        code, said = await ground.quorate(command, keys=(new,))
        assert code == 2
        assert "QUORATE_KEYS lacks a key" in said
        assert new not in said
    code, said = await ground.quorate("rekey", "--check", keys=(new, old))
    assert (code, said.strip()) == (
        1,
        "Older keys are still used. Keep every key in QUORATE_KEYS and run: quorate rekey",
    )


async def test_P4_what_is_moved_is_counted_and_nothing_is_left_behind(ground: Ground, old: str) -> None:
    new = new_key()
    storage = ground.storage(new, old)
    await storage.migrate()
    kept = set(await tokens(storage))
    assert await storage.older_keys_used()
    moved = await storage.rekey()
    assert (moved.keys, moved.rows) == (CASES, OLD + 1)
    assert moved.fields >= 2
    # What is under a case's key stays as it is: only its key is sealed anew.
    assert {each for each in kept & set(await tokens(storage)) if not each.startswith("c1:")} == set()
    assert not await storage.older_keys_used()
    again = await storage.rekey()
    assert (again.keys, again.fields, again.rows) == (0, 0, 0)
    await storage.close()


async def test_P4_others_read_and_write_meanwhile_and_nothing_of_theirs_is_lost(ground: Ground, old: str) -> None:
    new = new_key()
    # One was started before the new key was there, the other has both.
    late, beside = ground.storage(old), ground.storage(new, old)
    await beside.migrate()
    written, over = 0, asyncio.Event()

    async def works() -> None:
        nonlocal written
        while not over.is_set():
            number = 1000 + written
            async with beside.units.write() as uow:
                await uow.meetings.add(meeting(number, reason=SECRET))
                await uow.commit()
            assert SECRET in await everything(beside)
            written += 1
            await asyncio.sleep(0.02)

    working = asyncio.create_task(works())
    code, said = await ground.quorate("rekey", keys=(new, old))
    over.set()
    await working
    assert code == 0, said
    assert written
    with pytest.raises(StorageError, match="has been replaced"):
        async with late.units.write() as uow:
            await uow.addresses.add(replace(one_of("addresses"), id="late", person_id="p1", account="late"))
            await uow.commit()
    await late.close()
    await beside.close()
    assert (await opened(ground, new)).count(SECRET) == CASES + written


async def test_P4_a_key_that_was_replaced_cannot_be_put_first_again_halfway(ground: Ground, old: str) -> None:
    new = new_key()
    await opened(ground, new, old)
    await ground.quorate("rekey", keys=(new, old), failpoint="rekey_after_k:3")
    with pytest.raises(StorageError, match="first key of QUORATE_KEYS has been replaced"):
        await opened(ground, old, new)


async def test_P4_keys_that_an_older_release_may_have_used_all_count_as_used(ground: Ground, old: str) -> None:
    second = new_key()
    storage = ground.storage(old)
    async with storage._engines.writer.begin() as connection:
        await connection.execute(text("UPDATE key_proof SET id = 'first'"))
    await storage.close()
    await opened(ground, old, second)
    with pytest.raises(StorageError, match="lacks a key"):
        await opened(ground, old)


async def test_P4_words_left_by_an_older_release_of_a_destroyed_case_are_destroyed_too(
    ground: Ground, old: str
) -> None:
    new = new_key()
    storage = ground.storage(new, old)
    await storage.migrate()
    async with storage.units.write() as uow:
        await uow.destroy_case_key("m2")
        await uow.commit()
    await storage.rekey()
    with pytest.raises(StorageError, match="destroyed"):
        async with storage.units.read() as uow:
            await uow.meetings.get("m2")
    await storage.close()


async def test_P4_nothing_that_is_kept_of_a_key_helps_to_guess_it(ground: Ground, old: str) -> None:
    storage = ground.storage(old)
    async with storage._engines.reader.connect() as connection:
        proofs = (await connection.execute(text("SELECT id, word FROM key_proof"))).all()
    await storage.close()
    assert len(proofs) == 1
    assert all(old not in str(part) and "quorate" not in str(part) for part in proofs[0])


async def test_P4_a_real_process_serves_on_while_everything_is_moved(standing: Served) -> None:
    new, old = new_key(), KEYS[0]
    env_file, log = standing.folder / "1.env", standing.folder / "said"
    process = await standing.serve(settings={"keys": f"{new},{old}"})
    await standing.convenes()
    await standing.until("notices", count=3)
    born = standing.nursery.start("quorate", ["rekey", "--env-file", str(env_file)], log)
    answered = 0
    async with visitor(base_url=process.address) as client:
        while born.poll() is None:
            assert (await client.get("/readyz", timeout=20)).status_code == 200
            answered += 1
    assert (born.poll(), answered > 0) == (0, True), log.read_text()
    await standing.sees("sam", "SM-1")
    assert '"level": "error"' not in process.log()
    only = open_storage(standing.given["core"]["database_url"], (new,))
    await only.migrate()
    async with only.units.read() as uow:
        assert [each.facts.urgency for each in await uow.meetings.where()] == ["same_day"]
    await only.close()
    await process.stop()
