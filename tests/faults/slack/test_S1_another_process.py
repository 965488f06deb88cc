"""Slack repeats a click: three times, six hours later, at another process. It counts once (S1)."""

from __future__ import annotations

from tests.faults.test_F_crashes import INVITED, everybody_installed
from tests.kit.served import Ground


async def counted(standing: Ground, verb: str) -> int:
    return len([each for each in await standing.rows("audit", verb=verb) if each.actor_id == "tess"])


async def test_S1_a_click_repeated_at_another_process_and_six_hours_later_counts_once(
    standing: Ground, database_url: str
) -> None:
    await everybody_installed(standing)
    first = await standing.serve()
    await standing.convenes()
    await standing.sees("tess", INVITED)
    tess = standing.in_slack("tess")
    await tess.press("I'll come")
    click = standing.their_slack.deliveries[-1]
    await standing.sees("tess", "You said you will come")
    await tess.press("I can't come after all")
    await standing.sees("tess", "You said you can't come")
    if database_url.startswith("sqlite"):
        await first.stop()
    other = await standing.serve()
    for retry in (1, 2, 3):
        await standing.their_slack.deliver_again(click, retry=retry)
    standing.clock.put_forward(hours=6)
    await standing.their_slack.deliver_again(click)
    await other.stop()
    assert await counted(standing, "accepted") == 1
    (own,) = await standing.rows("invitations", person_id="tess")
    assert str(own.answer) == "declined", "what was said later stands"
    assert len(await standing.rows("meetings")) == 1
