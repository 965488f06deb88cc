"""Messages arrive once and stay true, whatever the platforms and this process go through on the way."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.app import deliver
from bot.app.cards import Card
from bot.app.claiming import LEASE
from bot.app.commands import BindAddress
from bot.app.ports import Refused, Retry, Unreachable
from bot.app.work import Actor
from bot.domain.people import Address
from bot.storage.engines import open_engines
from bot.storage.floor import floor_of, raise_to
from tests.kit.killed import Killed, killed, nothing_goes_on
from tests.kit.world import Somebody, World, read

AGAIN = "Sent again"
TEN = timedelta(seconds=10)


async def planned(world: World) -> Somebody:
    """A plan that only waits to be sent, with nobody told anything."""
    sam = world.people["sam"]
    await sam.types("")
    await sam.fills(references="CSC-104233", urgency="same_day", ages="3 years")
    return sam


async def also_in_slack(world: World, person_id: str) -> None:
    async with world.storage.units.write() as uow:
        second = Address(f"b-{person_id}", person_id, "slack", "T-COUNCIL", f"acc-{person_id}", state="live", rank=1)
        await uow.addresses.add(second)
        await uow.commit()


def of(somebody: Somebody, world: World, tool: str = "teams") -> list[Card]:
    return [post.card for post in world.tools[tool].posts.values() if post.account == somebody.identity.account]


async def notice_of(world: World, person_id: str) -> object:
    (found,) = await world.rows("notices", person_id=person_id, kind="invitation")
    return found


async def test_a_card_that_would_read_the_same_is_not_sent_again(world: World) -> None:
    await world.called()
    pat, priya = world.people["pc1"], world.people["hv1"]
    before = list(world.tools["teams"].updates)
    await priya.presses("I'll come")
    updated = world.tools["teams"].updates[len(before) :]
    ids = {post_id for post_id, post in world.tools["teams"].posts.items() if post.account == "acc-hv1"}
    assert set(updated) <= ids, "only the card that reads differently was sent"
    assert not await world.rows("notices", state="pending")
    await pat.presses("I'll take it")
    assert "You said you will come" in read(pat.card("EXMP-SM-1"))


def test_the_mark_of_a_card_is_the_same_in_every_process() -> None:
    assert Card("RBWM-SM-1", "Please answer").fingerprint() == "5e5caed4a895b4324e26"
    assert Card("RBWM-SM-1", "Please answer.").fingerprint() != "5e5caed4a895b4324e26"


async def test_an_update_in_doubt_is_made_certain_even_when_the_card_reads_as_before(world: World) -> None:
    await world.called()
    priya, tool = world.people["hv1"], world.tools["teams"]
    (notice,) = await world.rows("notices", person_id="hv1", kind="invitation")
    tool.scripted = [Retry(TEN, "status_504")]
    async with world.storage.units.write() as uow:
        await uow.refresh_notices(world.clock, id=notice.id)
        # What it is known to show is not what it should show now.
        row = await uow.notices.get(notice.id)
        assert row is not None
        await uow.notices.save(replace(row, shown="something else"))
        await uow.commit()
    await world.settle()
    assert (await notice_of(world, "hv1")).shown == ""  # type: ignore[attr-defined]
    tried = len(tool.updates)
    await world.wait(seconds=11)
    assert len(tool.updates) == tried + 1
    assert "You are asked" in read(priya.card("EXMP-SM-1"))


async def test_a_retry_waits_as_told_and_longer_each_time(world: World) -> None:
    sam = await planned(world)
    world.tools["teams"].scripted = [Retry(timedelta(seconds=30), "rate_limited")] * 3
    await sam.fills()
    waits = sorted(n.due_at - world.clock for n in await world.rows("notices", state="retry"))
    assert waits == [timedelta(seconds=30)] * 3
    assert "trying again" in read(sam.card("Meet by"))
    await world.wait(seconds=29)
    assert len(world.tools["teams"].posts) == 0
    await world.wait(seconds=1)
    assert len(world.tools["teams"].posts) == 3
    assert not any(AGAIN in read(post.card) for post in world.tools["teams"].posts.values())


async def test_without_being_told_how_long_each_wait_is_longer_and_then_the_convenor_rings(
    world: World,
) -> None:
    sam = await planned(world)
    teams = world.tools["teams"]
    teams.scripted = [Retry(timedelta(seconds=1), "status_503")] * 1000
    await sam.fills()
    waits = []
    for _ in range(20):
        found = await world.rows("notices", person_id="hv1", kind="invitation", state="retry")
        if not found:
            break
        waits.append(found[0].due_at - world.clock)
        await world.until(found[0].due_at)
    assert waits == sorted(waits)
    assert waits[0] < waits[5] <= timedelta(minutes=5)
    # The ladder asks again meanwhile, so other cards of the same invitation may be on their way by then.
    assert await world.rows("notices", person_id="hv1", kind="invitation", state="failed")
    teams.scripted = []
    await world.settle()


async def test_a_send_in_doubt_is_repeated_once_and_says_so(world: World) -> None:
    sam = await planned(world)
    world.tools["teams"].scripted = [Retry(TEN, "network_no_answer", in_doubt=True)] * 3
    await sam.fills()
    await world.wait(seconds=11)
    cards = [post.card for post in world.tools["teams"].posts.values()]
    assert len(cards) == 3
    assert all(AGAIN in read(card) for card in cards)


async def test_a_repeat_in_doubt_is_not_repeated_but_rung(world: World) -> None:
    sam = await planned(world)
    world.tools["teams"].scripted = [Retry(TEN, "network_no_answer", in_doubt=True)] * 6
    await sam.fills()
    await world.wait(seconds=60)
    assert len(world.tools["teams"].sends) == 6
    assert {n.state for n in await world.rows("notices", kind="invitation", person_id=("hv1", "pc1", "pc2"))} == {
        "failed"
    }
    assert "could not be reached" in sam.sees()
    assert f"Ring {world.people['hv1'].person.phone}" in sam.sees()


async def test_a_repeat_that_was_held_up_is_still_only_one(world: World) -> None:
    sam = await planned(world)
    doubt, later = Retry(TEN, "network_no_answer", in_doubt=True), Retry(TEN, "rate_limited")
    world.tools["teams"].scripted = [doubt] * 3 + [later] * 3
    await sam.fills()
    await world.wait(seconds=60)
    cards = [post.card for post in world.tools["teams"].posts.values()]
    assert len(cards) == 3
    assert all(AGAIN in read(card) for card in cards)


@pytest.mark.parametrize("why", ["gone", "cant_update_message"])
async def test_a_post_that_is_gone_or_cannot_be_changed_is_sent_anew(world: World, why: str) -> None:
    await world.called()
    priya, teams = world.people["hv1"], world.tools["teams"]
    teams.scripted = [Refused(why)]
    await priya.presses("I'll come")
    assert len(priya.posts) == 2
    assert "You said you will come" in read(priya.cards[-1])
    assert AGAIN not in read(priya.cards[-1])


async def test_an_unreachable_person_is_reached_at_their_next_address_at_once(world: World) -> None:
    await also_in_slack(world, "hv1")
    sam = await planned(world)
    world.tools["teams"].scripted = [Unreachable("blocked")] * 3
    await sam.fills()
    priya = world.people["hv1"]
    assert not of(priya, world)
    assert "You are asked" in read(of(priya, world, "slack")[0])
    (first,) = await world.rows("addresses", id="a-hv1")
    assert (first.state, first.reason) == ("dead", "blocked")
    assert "Slack" in read(sam.card("Meet by"))


async def test_when_no_address_is_left_the_convenor_is_told_whom_to_ring(world: World) -> None:
    await also_in_slack(world, "hv1")
    sam = await planned(world)
    for tool, why in (("teams", "blocked"), ("slack", "deactivated")):
        world.tools[tool].always["acc-hv1"] = Unreachable(why)
    await sam.fills()
    seen = read(sam.card("Meet by"))
    assert "could not be reached: no longer has that account" in seen
    assert world.people["hv1"].person.phone in seen
    assert not world.people["hv1"].posts


async def test_who_cannot_be_reached_and_has_no_number_is_rung_at_their_desk(world: World) -> None:
    await world.joins("pc3", "Quin Constable", "police", (), "teams", desk="pdesk", works="always", phone="")
    world.tools["teams"].always["acc-pc3"] = Unreachable("blocked")
    sam = await world.called()
    assert "Quin Constable, Police referral desk could not be reached" in sam.sees()
    assert "Ring 01632 960900." in sam.sees()


async def test_a_desk_member_who_cannot_be_reached_leaves_the_others_of_the_desk(world: World) -> None:
    async with world.storage.units.write() as uow:
        (address,) = await uow.addresses.where(person_id="pc1")
        await uow.addresses.save(replace(address, state="dead", reason="not_installed"))
        await uow.commit()
    sam = await world.called()
    seen = read(sam.card("Meet by"))
    assert "Pat Constable" in seen
    assert "could not be reached: has not added Quorate" in seen
    await world.people["pc2"].presses("I'll take it")
    assert "could not be reached" not in read(sam.card("Meet by"))


async def test_somebody_bound_again_gets_what_failed(world: World) -> None:
    sam = await planned(world)
    world.tools["teams"].scripted = [Unreachable("not_installed")] * 3
    await sam.fills()
    priya = world.people["hv1"]
    assert not priya.posts
    await world.bus.do(BindAddress(priya.identity), Actor("unknown"))
    await world.settle()
    assert "You are asked" in read(priya.card("EXMP-SM-1"))
    assert "Priya Nair, no answer yet (asked 10:20, Teams)" in read(sam.card("Meet by"))


async def test_a_crash_between_claim_and_send_sends_once(world: World) -> None:
    sam = await planned(world)
    world.tools["teams"].during = world.tools["slack"].during = killed
    with pytest.raises(Killed):
        await sam.fills()
    await nothing_goes_on()
    world.tools["teams"].during = world.tools["slack"].during = None
    world.clock += LEASE
    await world.settle()
    priya = world.people["hv1"]
    assert len(priya.posts) == 1
    assert "You are asked" in read(priya.cards[0])


async def test_a_crash_after_the_send_and_before_its_record_repeats_it_once_and_says_so(world: World) -> None:
    sam = await planned(world)
    teams = world.tools["teams"]
    teams.after = killed
    for _ in range(3):
        try:
            await (sam.fills() if sam.shown else world.settle())
        except Killed:
            await nothing_goes_on()
            sam.shown = None
        world.clock += LEASE
    teams.after = None
    for _ in range(3):
        await world.settle()
        world.clock += LEASE
    # Twice in doubt, since it died twice in the same round: rung, not sent a third time.
    given_up = {each.subject_id for each in await world.rows("audit", verb="not_reached")}
    for each in ("hv1", "pc1", "pc2"):
        posts = world.people[each].posts
        assert len(posts) <= 2, f"{each} got {len(posts)}"
        assert posts or {each.id for each in await world.rows("notices", person_id=each)} & given_up
        if len(posts) == 2:
            assert AGAIN in read(posts[1].card)
    assert not await world.rows("notices", state=("pending", "retry", "claimed"))


async def test_a_channel_that_hangs_does_not_hold_up_the_others(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliver, "SEND_WITHIN", timedelta(seconds=1))
    sam = await planned(world)
    answers = asyncio.Event()

    async def hangs() -> None:
        await answers.wait()

    world.tools["teams"].during = hangs
    filling = asyncio.create_task(sam.fills())
    for _ in range(500):
        await asyncio.sleep(0.02)
        if sam.posts:
            break
    assert not filling.done(), "Slack was served while Teams hung"
    await filling
    assert not world.tools["teams"].posts
    world.tools["teams"].during = None
    await world.wait(minutes=1)
    assert "You are asked" in read(world.people["hv1"].card("EXMP-SM-1"))


async def test_once_a_newer_release_has_put_an_end_to_this_one_nothing_more_is_sent(
    world: World, database_url: str
) -> None:
    engine = open_engines(database_url).writer

    async def floor_at(number: int) -> int:
        async with engine.begin() as connection:
            before = await connection.run_sync(floor_of)
            await connection.run_sync(raise_to, number)
        return before or 0

    assert await world.bus.deliver() == 0
    assert not world.bus.outdated
    before = await floor_at(9999)
    try:
        assert await world.bus.deliver() == 0
        assert world.bus.outdated
    finally:
        await floor_at(before)
        await engine.dispose()
