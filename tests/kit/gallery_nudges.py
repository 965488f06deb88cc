"""The gallery's scenes of being nudged: at once, in somebody's place, before leaving, and at one's own hour."""

from __future__ import annotations

from datetime import timedelta

from tests.kit.gallery import CANARY, Gallery
from tests.kit.world import World, at


async def nudged(to: Gallery, world: World) -> None:
    """What is missing before the end and at the close; what is urgent; whoever stands in; the list's hour."""
    sam, tess, priya = (world.people[each] for each in ("sam", "tm", "hv1"))
    await world.called()
    for each, label in (("pc1", "I'll take it"), ("hv1", "I'll come"), ("tm", "I'll come")):
        await world.people[each].presses(label)
    (meeting,) = await world.rows("meetings")
    await world.until(meeting.ends_at - timedelta(minutes=20))
    await sam.presses("Write the actions")
    await sam.fills(words=f"Visit {CANARY}", owner="hv1", timescale="immediately")
    await sam.fills(words=f"Refer {CANARY}")
    await sam.fills(words=f"Report on {CANARY}", owner="hv1", timescale="by Friday 13 March")
    await world.until(meeting.ends_at)
    to.keep_message("untimed-before-the-end", tess, "no owner, or no time")
    await priya.types("away until Monday 23 March, covered by Grace Obi")
    await sam.presses("Finish")
    await sam.fills()
    to.keep_message("untimed-at-the-close", tess, "no owner, or no time")
    await world.wait(minutes=61)
    to.keep_message("nudge-covering", world.people["hv2"], "You cover for")
    to.keep_message("nudge-who-does-it", world.people["hvm"], "Who does it?")
    to.keep_message("nudge-chair", tess, "urgent, but no hour yet")
    await priya.types("home")
    await priya.presses("Daily list: another hour…")
    to.keep("digest-hour", priya)
    await priya.fills(at="03:00")
    to.keep("digest-hour-wrong", priya)
    await priya.fills(at="10:00")
    to.keep("digest-hour-saved", priya)
    await world.people["hv2"].presses("A date…", beside="action 1")
    await world.people["hv2"].fills(timescale="by Friday 13 March")
    to.keep_message("nudge-covering-dated", world.people["hv2"], "action 1")


async def too_many(to: Gallery, world: World) -> None:
    """What would be one message too many is in the next day's list."""
    sam = world.people["sam"]
    await world.called("planned")
    await world.called("planned", "CSC-200000")
    await world.until(at(16, 17))
    to.keep_message("list-joined", sam, "Your list today")
