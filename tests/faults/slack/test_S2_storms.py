"""Slack says to wait: it is waited by method and workspace, what is urgent goes first, and nobody sleeps (S2)."""

from datetime import timedelta

from bot.app.ports import Retry, Sent
from bot.domain.notice import Notice, NoticeKind
from tests.contract.slack.ground import POLICE, TEAM, Slack, address
from tests.contract.slack.samples import CARD
from tests.kit.world import World
from tests.stories.test_delivery import planned


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


async def test_S2_in_a_storm_the_urgent_invitation_goes_before_what_has_waited_longer(world: World) -> None:
    slack = world.tools["slack"]
    sam = await planned(world)
    async with world.storage.units.write() as uow:
        for number in range(120):
            about = ("m", "ola", f"x{number}", world.clock - timedelta(hours=1), world.clock, "", "now_yours_too")
            await uow.notices.add(Notice(f"n{number}", "EXMP", NoticeKind.TELL, *about))
        await uow.commit()
    before = len(slack.sends)
    await sam.fills()
    assert "acc-tm" in slack.sends[before : before + 60], "within the first batch, though 120 are older"
    assert "You are asked to come" in world.people["tm"].sees()
