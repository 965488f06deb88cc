"""A process of its own that plans one meeting, waits for a word, and sends it. Started by test_two_processes.

Arguments: the database's address, the policy folder, who calls, the case's reference, when it is planned and when
sent (ISO). Prints "planned", waits for a line, then prints "called" or "draft".
"""

from __future__ import annotations

import asyncio
import sys
from datetime import datetime
from pathlib import Path

from bot.app.bus import Bus
from bot.app.commands import ConveneMeeting, SendInvitations
from bot.app.work import Actor
from bot.domain.age import Age
from bot.domain.case import CaseFacts, Child
from bot.policy import load_policies
from bot.storage import open_storage
from tests.kit.databases import KEYS
from tests.kit.world import COUNCIL


async def run(address: str, policies: str, who: str, reference: str, planned: str, sent: str) -> None:
    """Plan, wait, send."""
    storage = open_storage(address, KEYS)
    clock = [datetime.fromisoformat(planned)]
    bus = Bus(storage.units, load_policies(Path(policies)), {}, lambda: clock[0])
    facts = CaseFacts((Child(reference, Age.parse("P3Y")),), frozenset(), (), None, clock[0], "planned")
    meeting_id = await bus.do(ConveneMeeting(COUNCIL, facts), Actor(who))
    print("planned", flush=True)
    await asyncio.to_thread(sys.stdin.readline)
    clock[0] = datetime.fromisoformat(sent)
    await bus.do(SendInvitations(meeting_id), Actor(who))
    async with storage.units.read() as uow:
        meeting = await uow.meetings.get(meeting_id)
    print(meeting.state if meeting else "gone", flush=True)
    await storage.close()


if __name__ == "__main__":
    asyncio.run(run(*sys.argv[1:]))
