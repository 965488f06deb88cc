"""Several `quorate serve` on one database, and what may be owed to everybody at once."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import timedelta
from typing import Any

from bot.domain.action import Action
from bot.domain.meeting import Meeting, MeetingState
from bot.domain.obligation import Awaited
from tests.kit.served import Ground, Process
from tests.storage.things import FACTS

COUNCIL = "EXMP"
ASKED = ("tess", "pat", "pip", "priya", "ade")
INVITED = "You are asked to come"
AGAIN = "Sent again"


async def standing_side_by_side(standing: Ground, count: int = 2, **how: Any) -> list[Process]:
    """So many of them, ready."""
    started = [standing.start(**how) for _ in range(count)]
    for each in started:
        await each.ready()
    standing.speak_to(started[0])
    return started


async def known_to_all(standing: Ground) -> None:
    """The partners have the app in Teams, and the council's people are known in Slack. One process is needed."""
    await standing.install_teams()
    for person_id in ("sam", "tess"):
        await standing.in_slack(person_id).type_command("/strategy-meeting", "help")


def invited(standing: Ground) -> Counter[str]:
    """How often each of them was invited."""
    return Counter({each: sum(INVITED in words for words in standing.chat(each)) for each in ASKED})


def repeats(standing: Ground) -> list[str]:
    """Every message that says it is one."""
    return [words for each in standing.cast.people for words in standing.chat(each) if AGAIN in words]


async def owed(standing: Ground, owner: str, count: int, *, first: int = 0, singly: int = 0) -> None:
    """So many actions of one owner, of a closed planned meeting of their own, half-way to their date by one instant.

    All that their rungs do is bring a daily list up to date; so many are marked to be taken singly all the same.
    """
    async with standing.storage.units.write() as uow:
        work = standing.core._work(uow)
        policy, due_at = work.policy(COUNCIL), work.now + timedelta(days=9)
        meeting = Meeting(
            f"m-{first}", COUNCIL, 900 + first, "planned", "sam", work.now, work.now, FACTS, policy.version
        )
        meeting.state, meeting.starts_at = MeetingState.CLOSED, work.now
        await uow.meetings.add(meeting)
        for number in range(first, first + count):
            action = Action(f"act-{number}", COUNCIL, meeting.id, number - first + 1, "See the child", work.now)
            action.owner_id, action.due_at = owner, due_at
            await uow.actions.add(action)
            kept = (Awaited.ACTION, action.id, policy.ladder("action", "planned"), COUNCIL, meeting.id)
            await work.owe(*kept, person_id=owner, target_at=due_at)
        await uow.commit()
    async with standing.storage.units.write() as uow:
        for each in (await uow.obligations.where(person_id=owner))[:singly]:
            assert each.daily
            each.daily, each.ahead = False, ()
            await uow.obligations.save(each)
        await uow.commit()


async def at_their_first_rung(standing: Ground) -> int:
    """The clock stands where every one of them is due; how many are."""
    waiting = await standing.rows("obligations", state="open")
    standing.clock.put_to(max(each.due_at for each in waiting) + timedelta(seconds=1))
    return len(waiting)


async def steps_taken(standing: Ground) -> Counter[str]:
    """How often each action was chased or went into a list, by the audit."""
    entries = await standing.rows("audit", verb="nudged")
    return Counter(action for each in entries for action in each.detail.get("actions", (each.subject_id,)))


async def all_stepped(standing: Ground, within: float = 60.0) -> None:
    """Wait until nothing is due any more."""
    ends = asyncio.get_running_loop().time() + within
    while await still_due(standing):
        assert asyncio.get_running_loop().time() < ends, "something stays due"
        await asyncio.sleep(0.1)


async def still_due(standing: Ground) -> int:
    """How many obligations are due."""
    return sum(each.due_at <= standing.clock() for each in await standing.rows("obligations", state="open"))
