"""P4, and of P5 what is about keys: each case is under its own key, made once, never used when rolled back, and gone
when destroyed.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import select, text

from bot.storage import Storage, StorageError, open_storage
from bot.storage.case_key import MARK, CaseKey, KnownKeys
from bot.storage.crypto import keys_of
from bot.storage.mapping import MEETINGS
from bot.storage.private_places import places
from bot.storage.unit_of_work import SqlUnitOfWork
from tests.kit.databases import KEYS
from tests.kit.statements import statements
from tests.storage.things import SECRET, a_case, meeting, one_of

_PRIVATE = {
    "meeting": ("facts", "excluded", "excluded_names", "reason"),
    "seat": ("named_elsewhere",),
    "agency_reference": ("reference",),
    "invitation": ("instead",),
    "action": (
        *("words", "owner_words", "timescale_words", "extensions", "longer", "given_back"),
        *("outcome_words", "turns"),
    ),
    "police_request": ("refused_words",),
}


@pytest.fixture
async def two(database_url: str) -> AsyncIterator[tuple[Storage, Storage]]:
    """Two processes' view of one database."""
    both = open_storage(database_url, KEYS), open_storage(database_url, KEYS)
    yield both
    for each in both:
        await each.close()


async def asked(storage: Storage, sql: str) -> list[tuple[object, ...]]:
    async with storage._engines.reader.connect() as connection:
        return [tuple(row) for row in (await connection.execute(text(sql))).all()]


async def changed(storage: Storage, sql: str) -> None:
    async with storage._engines.writer.begin() as connection:
        await connection.execute(text(sql))


def forget(storage: Storage, meeting_id: str) -> None:
    """As another process, or this one after a while, would know it."""
    for engine in storage._engines.all:
        keys_of(engine.dialect).cases.forget(meeting_id)


async def add_meeting(storage: Storage, meeting_id: str, number: int) -> None:
    async with storage.units.write() as uow:
        await uow.meetings.add(meeting(id=meeting_id, number=number, reason=SECRET))
        await uow.commit()


async def reason(storage: Storage, meeting_id: str) -> str:
    async with storage.units.read() as uow:
        found = await uow.meetings.get(meeting_id)
    assert found is not None
    return found.reason


async def test_P4_a_new_meeting_makes_one_key_and_a_known_one_is_not_asked_for_again(storage: Storage) -> None:
    with statements() as sent:
        await add_meeting(storage, "m1", 1)
    assert sum("INSERT INTO case_key" in each for each in sent) == 1
    for _ in range(2):
        with statements() as sent:
            assert await reason(storage, "m1") == SECRET
        assert not [each for each in sent if "case_key" in each]


async def test_P4_the_keys_of_many_cases_are_fetched_in_one_question(two: tuple[Storage, Storage]) -> None:
    ours, theirs = two
    async with ours.units.write() as uow:
        for number in range(1, 8):
            await uow.meetings.add(meeting(number, reason=SECRET))
        await uow.commit()
    with statements() as sent:
        async with theirs.units.read() as uow:
            assert {each.reason for each in await uow.meetings.where()} == {SECRET}
            assert len(await uow.meets_between("RBWM", meeting().raised_at, meeting().deadline)) == 7
    assert sum("case_key" in each for each in sent) == 1


async def test_P4_every_private_field_of_every_row_of_a_case_is_under_its_key(storage: Storage) -> None:
    async with storage.units.write() as uow:
        await a_case(uow)
        for kind in ("people", "desks", "meetings", "seats", "agency_references", "invitations", "actions"):
            await getattr(uow, kind).add(one_of(kind))
        await uow.police_requests.add(one_of("police_requests"))
        await uow.commit()
    for table, columns in _PRIVATE.items():
        for column in columns:
            found = await asked(storage, f"SELECT DISTINCT {column} FROM {table} WHERE {column} <> ''")
            assert found, (table, column)
            assert all(str(value).startswith(MARK) for (value,) in found), (table, column)


async def test_P4_a_key_whose_transaction_was_rolled_back_is_never_used(two: tuple[Storage, Storage]) -> None:
    ours, theirs = two
    async with ours.units.write() as uow:
        await uow.meetings.add(meeting(reason=SECRET))
        assert (await uow.meetings.where())[0].reason == SECRET
    await add_meeting(ours, "m1", 1)
    assert await reason(theirs, "m1") == SECRET


async def test_P4_a_commit_that_fails_leaves_no_key_behind(two: tuple[Storage, Storage]) -> None:
    ours, theirs = two
    await add_meeting(ours, "m1", 1)
    with pytest.raises(StorageError):
        async with ours.units.write() as uow:
            await uow.meetings.add(meeting(2))
            await uow.seats.save(one_of("seats"))
            await uow.commit()
    await add_meeting(ours, "m2", 2)
    assert await reason(theirs, "m2") == SECRET


async def test_P4_two_transactions_that_need_one_cases_key_at_once_use_the_same(two: tuple[Storage, Storage]) -> None:
    ours, theirs = two
    await add_meeting(ours, "m1", 1)
    await changed(ours, "DELETE FROM case_key")
    await changed(ours, "UPDATE meeting SET facts = '', reason = '', excluded = '', excluded_names = ''")
    for each in two:
        forget(each, "m1")

    async def refer(storage: Storage, name: str) -> None:
        async with storage.units.write() as uow:
            made = one_of("agency_references")
            made.id, made.meeting_id, made.reference = name, "m1", name
            await uow.agency_references.add(made)
            await uow.agency_references.where()
            await asyncio.sleep(0.05)
            await uow.commit()

    await asyncio.gather(*(refer(storage, f"{n}-{place}") for place, storage in enumerate(two) for n in range(3)))
    assert await asked(ours, "SELECT count(*) FROM case_key") == [(1,)]
    async with theirs.units.read() as uow:
        assert all(each.reference == each.id for each in await uow.agency_references.where(meeting_id="m1"))


async def test_P4_sealed_words_cannot_be_moved_to_another_case_or_row_or_column(storage: Storage) -> None:
    await add_meeting(storage, "m1", 1)
    await add_meeting(storage, "m2", 2)
    kept = (await asked(storage, "SELECT reason FROM meeting WHERE id = 'm2'"))[0][0]
    for moved in (
        "UPDATE meeting SET reason = (SELECT reason FROM meeting WHERE id = 'm1') WHERE id = 'm2'",
        "UPDATE meeting SET reason = facts WHERE id = 'm2'",
        "UPDATE meeting SET reason = 'c1:nonsense' WHERE id = 'm2'",
    ):
        await changed(storage, moved)
        with pytest.raises(StorageError, match="changed or moved"):
            await reason(storage, "m2")
    await changed(storage, f"UPDATE meeting SET reason = '{kept}' WHERE id = 'm2'")
    assert await reason(storage, "m2") == SECRET


async def test_P4_a_row_moved_to_another_case_cannot_be_read_there(storage: Storage) -> None:
    async with storage.units.write() as uow:
        await a_case(uow)
        await uow.meetings.add(meeting(2))
        made = one_of("agency_references")
        made.meeting_id = "m1"
        await uow.agency_references.add(made)
        await uow.commit()
    await changed(storage, "UPDATE agency_reference SET meeting_id = 'm2'")
    with pytest.raises(StorageError, match="changed or moved"):
        async with storage.units.read() as uow:
            await uow.agency_references.where()


async def test_P5_what_was_private_of_a_destroyed_case_is_read_and_written_by_nobody(
    two: tuple[Storage, Storage],
) -> None:
    ours, theirs = two
    await add_meeting(ours, "m1", 1)
    await add_meeting(ours, "m2", 2)
    async with ours.units.write() as uow:
        await uow.destroy_case_key("m1")
        with pytest.raises(StorageError, match="destroyed"):
            await uow.meetings.get("m1")
        await uow.commit()
    for storage in two:
        with pytest.raises(StorageError, match="destroyed at the end of its time"):
            await reason(storage, "m1")
        with pytest.raises(StorageError, match="destroyed at the end of its time"):
            async with storage.units.write() as uow:
                await uow.meetings.save(meeting(1, reason="again"))
                await uow.commit()
        assert await reason(storage, "m2") == SECRET
    assert await asked(theirs, "SELECT meeting_id FROM case_key WHERE sealed = ''") == [("m1",)]


async def test_P5_a_destruction_that_is_rolled_back_destroys_nothing(storage: Storage) -> None:
    await add_meeting(storage, "m1", 1)
    async with storage.units.write() as uow:
        await uow.destroy_case_key("m1")
    assert await reason(storage, "m1") == SECRET


async def test_P5_a_destroyed_key_is_overwritten_in_the_file(sqlite_url: str) -> None:
    storage = open_storage(sqlite_url, KEYS)
    await add_meeting(storage, "m1", 1)
    (sealed,) = (await asked(storage, "SELECT sealed FROM case_key"))[0]
    async with storage.units.write() as uow:
        await uow.destroy_case_key("m1")
        await uow.commit()
    await asked(storage, "PRAGMA wal_checkpoint(TRUNCATE)")
    await storage.close()
    held = b"".join(
        each.read_bytes() for each in Path(sqlite_url.removeprefix("sqlite:///")).parent.glob("quorate.db*")
    )
    assert str(sealed).encode()[20:60] not in held


def test_P4_no_more_keys_are_kept_in_memory_than_a_council_has_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.storage.case_key.MOST", 3)
    known = KnownKeys()
    key = CaseKey.made()
    for case in ("a", "b", "c"):
        known.keep(case, key)
    assert known.get("a") is key
    known.keep("d", key)
    assert len(known) == 3
    assert known.get("b") is None
    assert known.get("a") is key


def test_P5_a_key_is_read_again_after_a_while_for_another_process_may_have_destroyed_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = [0.0]
    monkeypatch.setattr("bot.storage.case_key.monotonic", lambda: now[0])
    known = KnownKeys()
    known.keep("a", CaseKey.made())
    now[0] = 601.0
    assert known.get("a") is None


async def test_P4_what_an_older_release_sealed_is_still_read(storage: Storage) -> None:
    await add_meeting(storage, "m1", 1)
    old = Fernet(KEYS[0]).encrypt(b"Before cases had keys").decode()
    await changed(storage, f"UPDATE meeting SET reason = '{old}'")
    assert await reason(storage, "m1") == "Before cases had keys"
    async with storage.units.write() as uow:
        found = (await uow.meetings.where())[0]
        await uow.meetings.save(found)
        await uow.commit()
    assert str((await asked(storage, "SELECT reason FROM meeting"))[0][0]).startswith(MARK)


async def test_P4_nothing_private_is_ever_written_unsealed(storage: Storage) -> None:
    with pytest.raises(StorageError, match="unsealed"):
        async with storage.units.write() as uow:
            assert isinstance(uow, SqlUnitOfWork)
            await uow.transaction.change(MEETINGS.table.update().values(reason=SECRET))


def test_P4_private_fields_are_never_asked_for_without_their_case() -> None:
    with pytest.raises(ValueError, match="together with its id"):
        places(list(select(MEETINGS.table.c.reason).exported_columns))
