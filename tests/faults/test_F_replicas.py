"""Rows F7 and what belongs to it: several processes on one database send each message once, whichever of them dies,
stands still or wakes up. On PostgreSQL alone, for SQLite serves one process."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app.claiming import LEASE
from bot.demo.story import fills_the_form
from bot.domain.notice import Notice, NoticeState
from bot.failpoints import EXIT_CODE
from bot.storage import open_storage
from tests.faults.replicas import AGAIN, ASKED, INVITED, invited, known_to_all, repeats, standing_side_by_side
from tests.kit.convening import submits
from tests.kit.databases import KEYS
from tests.kit.served import Ground
from tests.kit.world import World, read

TAKEN_OVER_WITHIN = 15.0


async def test_F7_two_replicas_send_every_invitation_once(several: Ground) -> None:
    await standing_side_by_side(several, 2)
    await known_to_all(several)
    await several.convenes()
    for person_id in ASKED:
        await several.sees(person_id, INVITED)
    await nothing_under_way(several)
    assert invited(several) == dict.fromkeys(ASKED, 1)
    assert not repeats(several)


async def test_F7_a_click_and_two_sweeps_at_one_instant_leave_one_of_everything(several: Ground) -> None:
    one, other = await standing_side_by_side(several, 2)
    await known_to_all(several)
    await several.convenes()
    await several.sees("priya", INVITED)
    await nothing_under_way(several)
    before = len(several.chat("priya"))
    several.speak_to(other)
    one.freeze()
    other.freeze()
    several.clock.put_forward(minutes=21)
    click = asyncio.create_task(several.in_teams("priya").press("I'll come"))
    one.thaw()
    other.thaw()
    await click
    await several.sees("priya", "You said you will come")
    await nothing_under_way(several)
    (own,) = await several.rows("invitations", person_id="priya")
    assert str(own.answer) == "accepted"
    assert len(several.chat("priya")) <= before + 1
    chased, steps = Counter(each.subject_id for each in await several.rows("audit", verb="chased")), Counter[str]()
    for each in await several.rows("obligations"):
        steps[each.subject_id] += max(each.step, 0)
    assert chased == +steps, "each rung once; whoever is rung is also awaited"
    assert not await several.rows("audit", verb="set_aside")


async def test_F7_what_a_dead_replica_had_claimed_is_taken_over_within_fifteen_seconds(several: Ground) -> None:
    assert LEASE.total_seconds() + 2 < TAKEN_OVER_WITHIN, "the lease, and a turn of the periodic work"
    first = await several.serve()
    await known_to_all(several)
    await first.kill()
    dying = await several.serve(failpoint="claimed")
    sam = several.in_slack("sam")
    await fills_the_form(sam)
    await submits(sam)
    await submits(sam)
    assert await dying.ended() == EXIT_CODE
    await several.serve()
    await asyncio.sleep(1)
    held = await several.rows("notices", state="claimed")
    assert held, "as long as the claim holds nobody else sends"
    assert max(each.lease_until for each in held) - several.clock() < LEASE
    several.clock.put_forward(seconds=LEASE.total_seconds() - 1)
    for person_id in ASKED:
        await several.sees(person_id, INVITED)
    assert invited(several) == dict.fromkeys(ASKED, 1)


async def test_F7_a_replica_that_stood_still_before_its_lease_check_sends_nothing_with_its_old_claim(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One at a time gets through its channel: the others have been claimed, and stand still before the check."""
    monkeypatch.setattr("bot.app.deliver.AT_ONCE", 1)
    storage, second = open_storage(postgres_url, KEYS), open_storage(postgres_url, KEYS)
    sleeper, other = await World(storage, tmp_path).with_everybody(), World(second, tmp_path)
    written: list[Notice] = []

    async def stands_still() -> None:
        sleeper.tools["teams"].during = None
        other.clock = sleeper.clock = sleeper.clock + LEASE + timedelta(seconds=1)
        await other.settle()
        written.extend(await other.rows("notices", kind="invitation"))

    sleeper.tools["teams"].during = stands_still
    await sleeper.called()
    by_hand = sleeper.tools["teams"].sends
    asked = other.tools["teams"].sends
    assert len(by_hand) == 1, "the one whose check was over before it stood still"
    assert len(asked) == len(set(asked)) > len(by_hand)
    assert [read(each.card) for each in other.tools["teams"].posts.values() if AGAIN in read(each.card)]
    assert await other.rows("notices", kind="invitation") == written, "it records nothing over the newer state"
    for each in (storage, second):
        await each.close()


@pytest.mark.parametrize("asleep_after", [0.0, pytest.param(0.05, marks=pytest.mark.long)])
async def test_F7_a_replica_that_stands_still_while_it_sends_repeats_nothing_without_saying_so(
    several: Ground, asleep_after: float
) -> None:
    sleeper = await several.serve()
    await known_to_all(several)
    sending = asyncio.create_task(several.convenes())
    await several.until("notices", kind="invitation", state="claimed")
    await asyncio.sleep(asleep_after)
    sleeper.freeze()
    await several.start().ready()
    several.clock.put_forward(seconds=LEASE.total_seconds() + 1)
    for person_id in ASKED:
        await several.sees(person_id, INVITED)
    await nothing_under_way(several)
    kept = await several.rows("notices", kind="invitation")
    sleeper.thaw()
    await asyncio.sleep(1)
    await nothing_under_way(several)
    await asyncio.gather(sending, return_exceptions=True)
    twice = [each for each, times in invited(several).items() if times > 1]
    assert all(times <= 2 for times in invited(several).values())
    assert all(any(AGAIN in words for words in several.chat(each)) for each in twice)
    posts = {each.person_id: each.post_id for each in kept}
    assert {each.person_id: each.post_id for each in await several.rows("notices", kind="invitation")} == posts


async def nothing_under_way(several: Ground) -> None:
    """Wait until nothing is owed now."""
    ends = asyncio.get_running_loop().time() + 20
    while left := [each for each in await several.rows("notices") if _due(each, several)]:
        assert asyncio.get_running_loop().time() < ends, [(each.kind, each.state) for each in left]
        await asyncio.sleep(0.1)


def _due(notice: Notice, several: Ground) -> bool:
    waits = notice.state in (NoticeState.PENDING, NoticeState.RETRY) and notice.due_at <= several.clock()
    return waits or notice.state is NoticeState.CLAIMED
