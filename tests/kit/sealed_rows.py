"""A database with cases whose private fields are sealed, some by an older release, for what is done to keys."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cryptography.fernet import Fernet
from sqlalchemy import text

from bot.storage import Storage, open_storage
from tests.kit.nursery import Nursery
from tests.kit.world import POLICY
from tests.storage.things import a_case, meeting, one_of

SECRET = "Sündor Privatename"
CASES, OLD = 120, 6


@dataclass(frozen=True, slots=True)
class Ground:
    """A database's address, and a folder with settings and a policy."""

    address: str
    folder: Path
    nursery: Nursery

    def env_file(self, keys: Sequence[str]) -> Path:
        """Settings with these keys, the newest first."""
        (self.folder / "policy").mkdir(exist_ok=True)
        (self.folder / "policy" / "EXMP.toml").write_text(POLICY)
        file = self.folder / ".env"
        file.write_text(
            f"QUORATE_KEYS={','.join(keys)}\nQUORATE_DATABASE_URL={self.address}\n"
            f"QUORATE_POLICY_DIR={self.folder / 'policy'}\n"
        )
        return file

    async def quorate(self, *words: str, keys: Sequence[str], failpoint: str = "") -> tuple[int, str]:
        """Run this command as an operator does; its exit code, and all that it says."""
        log = self.folder / "said"
        log.write_text("")
        born = self.nursery.start(
            "quorate", [*words, "--env-file", str(self.env_file(keys))], log, failpoint=failpoint
        )
        return await asyncio.to_thread(born.wait, 120), log.read_text()

    def storage(self, *keys: str) -> Storage:
        """The database as a process with these keys opens it."""
        return open_storage(self.address, keys)


def new_key() -> str:
    """A key as `quorate init` makes it."""
    return Fernet.generate_key().decode()


async def fill(storage: Storage, key: str, cases: int = CASES) -> None:
    """So many cases, an address with its conversation, and a few cases that an older release sealed."""
    async with storage.units.write() as uow:
        await a_case(uow)
        for number in range(2, cases + 1):
            await uow.meetings.add(meeting(number, reason=SECRET))
        await uow.addresses.add(replace(one_of("addresses"), person_id="p1"))
        await uow.calendars.add(replace(one_of("calendars"), person_id="p1"))
        await uow.agency_references.add(replace(one_of("agency_references"), meeting_id="m1", reference=SECRET))
        await uow.commit()
    older = Fernet(key).encrypt(SECRET.encode()).decode()
    async with storage._engines.writer.begin() as connection:
        for number in range(2, 2 + OLD):
            await connection.execute(
                text("UPDATE meeting SET reason = :s WHERE id = :id"), {"s": older, "id": f"m{number}"}
            )
        # One of them had no key at all.
        await connection.execute(text("UPDATE agency_reference SET reference = :s"), {"s": older})


async def everything(storage: Storage) -> list[str]:
    """All private words, read with this storage's keys."""
    async with storage.units.read() as uow:
        words = [each.reason for each in await uow.meetings.where() if each.id != "m1"]
        words += [each.reference for each in await uow.agency_references.where()]
        words += [str(each.conversation) for each in await uow.addresses.where()]
        return words + [each.address for each in await uow.calendars.where()]
