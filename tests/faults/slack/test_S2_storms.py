"""Slack says to wait: it is waited by method and workspace, what is urgent goes first, and nobody sleeps (S2)."""

from datetime import timedelta

from bot.app.ports import Retry, Sent
from tests.contract.slack.ground import POLICE, TEAM, Slack, address
from tests.contract.slack.samples import CARD


async def test_S2_a_storm_of_429_is_waited_out_by_method_and_workspace_without_sleeping(
    slack: Slack, on_stopped_clock
):
    channel, clock = on_stopped_clock
    slack.stand_in.storm("chat.postMessage", retry_after=30)
    assert await channel.send(address(), CARD) == Retry(timedelta(seconds=30), "ratelimited")
    clock.now += 10
    assert await channel.send(address(), CARD) == Retry(timedelta(seconds=20), "ratelimited")
    assert len(slack.calls("chat.postMessage")) == 1, "nothing is asked while Slack said to wait"
    slack.stand_in.calm()
    assert isinstance(await channel.send(address(tenant=POLICE, account="U0PCPENNY1"), CARD), Sent)
    clock.now += 21
    assert isinstance(await channel.send(address(), CARD), Sent)


async def test_S2_one_message_a_second_to_a_person(slack: Slack, on_stopped_clock):
    channel, clock = on_stopped_clock
    assert isinstance(await channel.send(address(), CARD), Sent)
    assert await channel.send(address(), CARD) == Retry(timedelta(seconds=1), "own_rate")
    clock.now += 1
    assert isinstance(await channel.send(address(), CARD), Sent)


async def test_S2_a_workspaces_turns_are_never_all_taken_by_what_is_not_urgent(on_stopped_clock):
    channel, _ = on_stopped_clock
    pace = channel._web.pace
    for number in range(200):
        if not channel.wait(address(account=f"U{number}"), urgent=False):
            assert pace.turn(TEAM, f"U{number}") == 0
    assert channel.wait(address(account="U200"), urgent=False) > 0
    assert channel.wait(address(account="U200"), urgent=True) == 0
