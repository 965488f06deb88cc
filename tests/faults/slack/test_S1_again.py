"""The same delivery again, whenever and at whichever process: one effect (S1)."""

from tests.contract.slack.ground import Slack


async def test_S1_the_same_delivery_again_carries_the_same_key(slack: Slack):
    await slack.aisha.dm("help")
    await slack.aisha.until(lambda: slack.aisha.messages)
    for retry in (1, 2, 3):
        assert await slack.stand_in.deliver_again(slack.stand_in.deliveries[-1], retry=retry) == 200
    await slack.aisha.until(lambda: len(slack.aisha.messages) == 4)
    assert len({one.key for one in slack.front.heard}) == 1
