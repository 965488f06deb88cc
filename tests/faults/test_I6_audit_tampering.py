"""Whatever is done to the audit past Quorate is told: what it was, and where."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app.audit_faults import Fault, Wrong
from bot.app.audit_linking import link_waiting
from bot.app.audit_verifying import verify
from bot.app.store_audit import AuditEntries
from bot.app.wording.audit import words_of
from bot.domain.audit import START, Head, KeptEntry, links_from
from bot.storage import Storage, mapping
from bot.storage.rows import TableRows
from tests.faults.tampering import asked, entry, refused, tamper, written
from tests.kit.world import TUESDAY

LATER = TUESDAY + timedelta(days=1)
_COPIED = "council, at, actor_id, verb, subject_id, meeting_id, channel, detail"
_SPARE = f"INSERT INTO audit (id, {_COPIED}) SELECT 'x', {_COPIED} FROM audit"
_THIRD = "WHERE id = 'e000003'"
_UP = (
    "UPDATE audit_link SET position = -position WHERE position > 3",
    "UPDATE audit_link SET position = 1 - position WHERE position < 0",
)
_DOWN = (
    "UPDATE audit_link SET position = -position WHERE position > 3",
    "UPDATE audit_link SET position = -1 - position WHERE position < 0",
)
_SWAPPED = tuple(
    f"UPDATE audit_link SET position = {new} WHERE position = {old}" for old, new in ((3, -1), (6, 3), (-1, 6))
)
_TRADED = tuple(
    f"UPDATE audit_link SET entry_id = '{new}' WHERE entry_id = '{old}'"
    for old, new in (("e000003", "-"), ("e000006", "e000003"), ("-", "e000006"))
)
_HASH = "0" * 63 + "1"

DEEDS: dict[str, tuple[tuple[str, ...], set[tuple[Wrong, int]]]] = {
    **{
        f"another {name}": ((f"UPDATE audit SET {name} = {name} || 'x' {_THIRD}",), {(Wrong.CHANGED, 3)})
        for name in ("council", "actor_id", "verb", "subject_id", "meeting_id", "channel", "detail")
    },
    "another time": ((f"UPDATE audit SET at = '2026-03-11 09:00:00.000000' {_THIRD}",), {(Wrong.CHANGED, 3)}),
    "a field's end moved into the next": (
        (f"UPDATE audit SET actor_id = 'sa', verb = 'mcalled' {_THIRD}",),
        {(Wrong.CHANGED, 3)},
    ),
    "struck out": ((f"DELETE FROM audit {_THIRD}",), {(Wrong.STRUCK_OUT, 3)}),
    "struck out with its link": (
        (f"DELETE FROM audit {_THIRD}", "DELETE FROM audit_link WHERE position = 3"),
        {(Wrong.LINKS_MISSING, 3)},
    ),
    "struck out with its link, and closed up": (
        ("DELETE FROM audit WHERE id = 'e000003'", "DELETE FROM audit_link WHERE position = 3", *_DOWN),
        {(Wrong.CHANGED, 3)},
    ),
    "its link alone taken away": (
        ("DELETE FROM audit_link WHERE position = 3",),
        {(Wrong.LINKS_MISSING, 3), (Wrong.NOT_LINKED, 0)},
    ),
    "the link's hash": ((f"UPDATE audit_link SET hash = '{_HASH}' WHERE position = 3",), {(Wrong.LINK_CHANGED, 3)}),
    "put in between": (
        (f"{_SPARE} {_THIRD}", *_UP, f"INSERT INTO audit_link VALUES (4, 'x', '{_HASH}')"),
        {(Wrong.PUT_IN, 4)},
    ),
    "put in beside the chain": ((f"{_SPARE} {_THIRD}",), {(Wrong.NOT_LINKED, 0)}),
    "links in each other's place": (_SWAPPED, {(Wrong.MOVED, 3), (Wrong.MOVED, 6)}),
    "entries in each other's place": (_TRADED, {(Wrong.MOVED, 3), (Wrong.MOVED, 6)}),
    "links cut off at the end": (("DELETE FROM audit_link WHERE position > 8",), {(Wrong.NOT_LINKED, 0)}),
    "the first of all struck out": (
        ("DELETE FROM audit WHERE id = 'e000001'", "DELETE FROM audit_link WHERE position = 1"),
        {(Wrong.LINKS_MISSING, 1)},
    ),
    "what waits struck out": (
        ("INSERT INTO audit_unlinked (at, entry_id) SELECT at, 'y' FROM audit WHERE id = 'e000003'",),
        {(Wrong.LOST_BEFORE_LINK, 0)},
    ),
    "two that have nothing to do with each other": (
        (f"UPDATE audit SET verb = 'x' {_THIRD}", "DELETE FROM audit WHERE id = 'e000007'"),
        {(Wrong.CHANGED, 3), (Wrong.STRUCK_OUT, 7)},
    ),
}


async def ten(storage: Storage) -> Head:
    await written(storage.units, *(entry(number, n=number) for number in range(1, 11)))
    await link_waiting(storage.units)
    async with storage.units.read() as uow:
        return await uow.audit_head()


@pytest.mark.parametrize("deed", DEEDS)
async def test_I6_what_was_done_and_where_is_told(storage: Storage, database_url: str, deed: str) -> None:
    head = await ten(storage)
    statements, expected = DEEDS[deed]
    assert (await verify(storage.units, LATER, [head])).well
    tamper(database_url, *statements)
    found = await verify(storage.units, LATER)
    assert {(each.wrong, each.position) for each in found.faults} == expected


async def test_I6_a_head_that_was_written_down_tells_what_was_cut_off_at_the_end(
    storage: Storage, database_url: str
) -> None:
    head = await ten(storage)
    tamper(database_url, "DELETE FROM audit_link WHERE position > 8", "DELETE FROM audit WHERE id > 'e000008'")
    assert (await verify(storage.units, LATER)).well, "nobody can tell without one"
    found = await verify(storage.units, LATER, [head])
    assert [(each.wrong, each.position, each.until) for each in found.faults] == [(Wrong.CUT_OFF, 10, 8)]


async def test_I6_a_head_that_was_written_down_tells_that_the_whole_chain_was_made_anew(
    storage: Storage, database_url: str
) -> None:
    head = await ten(storage)
    tamper(database_url, "UPDATE audit SET actor_id = 'ola' WHERE id = 'e000003'")
    async with storage.units.read() as uow:
        forged = links_from(START, [each.entry or KeptEntry(*"xxxxxxxxx") for each in await uow.links_after(0, 99)])
    tamper(database_url, *(f"UPDATE audit_link SET hash = '{x.hash}' WHERE position = {x.position}" for x in forged))
    assert (await verify(storage.units, LATER)).well, "a chain alone proves nothing against whoever owns all of it"
    found = await verify(storage.units, LATER, [head])
    assert [(each.wrong, each.position) for each in found.faults] == [(Wrong.REWRITTEN, 10)]


async def test_I6_entries_that_wait_too_long_for_their_link_are_told(storage: Storage) -> None:
    await written(storage.units, entry(1), entry(2))
    assert (await verify(storage.units, TUESDAY + timedelta(minutes=1))).well
    found = await verify(storage.units, TUESDAY + timedelta(minutes=10))
    assert [(each.wrong, each.count) for each in found.faults] == [(Wrong.WAITS, 2)]


async def test_I6_more_faults_than_anybody_reads_are_counted(storage: Storage, database_url: str) -> None:
    await written(storage.units, *(entry(number) for number in range(240)))
    await link_waiting(storage.units)
    tamper(database_url, "UPDATE audit SET actor_id = 'x'")
    found = await verify(storage.units, LATER)
    assert len(found.faults) + found.more == 240
    assert len(found.faults) == 100


def test_I6_an_id_that_was_tampered_with_does_nothing_to_the_terminal() -> None:
    said = words_of(Fault(Wrong.STRUCK_OUT, 3, "e\x1b[2J\n" + "x" * 500))
    assert said.isprintable()
    assert len(said) < 120


@pytest.mark.parametrize("table", ["audit", "audit_link"])
async def test_I6_the_database_itself_refuses_to_change_or_strike_out(
    storage: Storage, database_url: str, table: str
) -> None:
    await ten(storage)
    before = asked(database_url, f"SELECT * FROM {table}")
    column = {"audit": "actor_id", "audit_link": "hash"}[table]
    assert refused(database_url, f"UPDATE {table} SET {column} = 'x'")
    assert refused(database_url, f"DELETE FROM {table}")
    assert database_url.startswith("sqlite") or refused(database_url, f"TRUNCATE {table}")
    assert asked(database_url, f"SELECT * FROM {table}") == before


async def test_I6_no_code_can_change_or_strike_out_an_entry(storage: Storage) -> None:
    async with storage.units.read() as uow:
        assert not isinstance(uow.audit, TableRows)
        offered = {name for name in dir(uow.audit) if not name.startswith("_")}
    assert offered == {name for name in dir(AuditEntries) if not name.startswith("_")} == {"add", "get", "where"}
    sources = {file: file.read_text() for file in Path(mapping.__file__).parents[1].rglob("*.py")}
    raw = re.compile(r"(UPDATE|DELETE FROM|TRUNCATE|REPLACE INTO)\s+audit\b", re.IGNORECASE)
    ours = re.compile(r"AUDIT\.(update|changes|table\.(update|delete))|_LINK\.(update|delete)")
    assert not [file for file, source in sources.items() if raw.search(source) or ours.search(source)]
