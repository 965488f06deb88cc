"""A failure that passes is tried again, with jitter; one after sending leaves a doubt (M4)."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest

from bot.app.ports import Retry, Sent
from tests.contract.teams.ground import NHS, NIA, Ground, open_ground
from tests.contract.teams.samples import CARD


@pytest.mark.parametrize("status", [412, 502, 504])
async def test_M4_a_passing_failure_is_tried_again_with_jitter(ground: Ground, status: int) -> None:
    address = await ground.reachable()
    ground.microsoft.fail_next("send", status=status, times=2)
    first, second = [await ground.adapter.channel.send(address, CARD) for _ in range(2)]
    assert isinstance(first, Retry)
    assert isinstance(second, Retry)
    assert not first.in_doubt
    assert first.after != second.after


async def test_M4_rate_limits_are_kept_and_hold_up_this_conversation_alone(ground: Ground) -> None:
    address = await ground.reachable()
    ground.microsoft.fail_next("send", status=429, retry_after=30)
    limited = await ground.adapter.channel.send(address, CARD)
    assert isinstance(limited, Retry)
    assert not limited.in_doubt
    assert timedelta(seconds=30) <= limited.after <= timedelta(seconds=32)
    before = len(ground.microsoft.sent)
    assert isinstance(await ground.adapter.channel.send(address, CARD), Retry)
    assert len(ground.microsoft.sent) == before
    assert isinstance(await ground.adapter.channel.send(ground.address(NIA, NHS), CARD), Sent)


@pytest.mark.parametrize("status", [408, 500, 503])
async def test_M4_a_failure_after_sending_leaves_the_post_in_doubt(ground: Ground, status: int) -> None:
    address = await ground.reachable()
    ground.microsoft.fail_next("send", status=status, accepted=True)
    result = await ground.adapter.channel.send(address, CARD)
    assert isinstance(result, Retry)
    assert result.in_doubt
    ground.microsoft.fail_next("update", status=status)
    update = await ground.adapter.channel.update(address, ground.hand().screen.cards[-1].id, CARD)
    assert isinstance(update, Retry)
    assert not update.in_doubt


async def test_M4_a_connection_lost_after_acceptance_is_never_posted_a_second_time_by_itself(ground: Ground) -> None:
    address = await ground.reachable()
    before = len(ground.hand().screen.cards)
    ground.microsoft.fail_next("send", drop_after_accept=True)
    result = await ground.adapter.channel.send(address, CARD)
    assert isinstance(result, Retry)
    assert result.in_doubt
    assert len(ground.hand().screen.cards) == before + 1


async def test_M4_a_service_that_hangs_is_left_alone_after_a_few_tries() -> None:
    async with open_ground() as ground:
        address = await ground.reachable()
    chats = [{**address.conversation, "conversation_id": f"a:{number}"} for number in range(7)]
    results = [await ground.adapter.channel.send(ground.address(conversation=chat), CARD) for chat in chats]
    assert all(isinstance(each, Retry) and not each.in_doubt for each in results)
    assert isinstance(results[-1], Retry)
    assert results[-1].reason == "service_resting"
    await ground.adapter.stop()


async def test_M4_own_rates_are_kept_without_sleeping(ground: Ground) -> None:
    address = await ground.reachable()
    started = time.monotonic()
    results = [await ground.adapter.channel.send(address, CARD) for _ in range(12)]
    assert time.monotonic() - started < 1.5
    waits = [each for each in results if isinstance(each, Retry)]
    assert waits
    assert {each.reason for each in waits} == {"own_rate"}
    assert 429 not in {sent.status for sent in ground.microsoft.sent}
