"""Rows that are held, rows that are refused: told in plain words, and without what was being saved."""

from __future__ import annotations

import time
import traceback

import pytest

from bot.storage import Storage, StorageBusy, StorageError
from tests.storage.things import SECRET, a_case, meeting, notice, person


async def test_a_row_that_another_holds_is_waited_for_and_then_told(
    postgres_storages: tuple[Storage, Storage],
) -> None:
    one, other = postgres_storages
    async with one.units.write() as unit:
        await a_case(unit)
        await unit.commit()
    async with one.units.write() as holder:
        await holder.meetings.lock("m1")
        began = time.monotonic()
        with pytest.raises(StorageBusy):
            async with other.units.write() as waiting:
                await waiting.meetings.lock("m1")
        assert time.monotonic() - began < 3


async def test_a_council_is_held_for_one_at_a_time(postgres_storages: tuple[Storage, Storage]) -> None:
    one, other = postgres_storages
    async with one.units.write() as holder:
        await holder.hold_council("RBWM")
        with pytest.raises(StorageBusy):
            async with other.units.write() as waiting:
                await waiting.hold_council("RBWM")


async def test_no_error_shows_what_was_being_saved(storage: Storage) -> None:
    async with storage.units.write() as unit:
        await a_case(unit)
        await unit.commit()
    for wrong in (meeting(reason=SECRET), meeting(1, id="m9", urgency=SECRET), meeting(3, policy_version=None)):
        with pytest.raises(StorageError) as refused:
            async with storage.units.write() as unit:
                await unit.meetings.add(wrong)
                await unit.commit()
        told = "".join(traceback.format_exception(refused.value)) + repr(refused.value.__context__)
        assert "Privatename" not in told
        assert "RBWM" not in told.replace('"RBWM"', "")


async def test_a_row_that_points_nowhere_is_refused(storage: Storage) -> None:
    with pytest.raises(StorageError, match="Nothing was saved"):
        async with storage.units.write() as unit:
            await unit.notices.add(notice(1, person_id="nobody"))
            await unit.commit()


async def test_a_name_taken_is_no_reason_to_try_again(storage: Storage) -> None:
    with pytest.raises(StorageError) as refused:
        async with storage.units.write() as unit:
            await unit.people.add(person(1))
            await unit.people.add(person(1))
            await unit.commit()
    assert type(refused.value) is StorageError
