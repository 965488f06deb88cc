"""The gallery's scenes of those who see to others: who has not answered, and what is late or lacks something."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.action import Extension
from tests.kit.gallery import CANARY, Gallery
from tests.kit.neglected import agreed, closed_meeting
from tests.kit.world import World, at


async def unanswered(to: Gallery, world: World) -> None:
    """Silence: the convenor's card and the manager's, a line fewer with each answer, and nobody left."""
    sam, lead = world.people["sam"], world.people["hvm"]
    await world.called(concerns=("physical_injury",))
    await world.until(at(10, 11, 21))
    to.keep_message("unanswered-convenor", sam, "not answered yet")
    to.keep_message("unanswered-manager", lead, "not answered yet")
    to.keep_message("unanswered-inspector", world.people["insp"], "not answered yet")
    await world.people["paed"].presses("I'll come")
    to.keep_message("unanswered-fewer", sam, "not answered yet")
    await world.people["pc1"].presses("I'll take it")
    to.keep_message("unanswered-nobody-left", world.people["insp"], "Nobody is left for you to ring")
    for each in ("hv1", "hv2", "tm"):
        await world.people[each].presses("I'll come")
    to.keep_message("unanswered-all-answered", lead, "All have answered")


async def overview(to: Gallery, world: World) -> None:
    """A manager's one list, short and long; that of somebody who manages nobody; and when nothing is left."""
    lead, priya, ola = world.people["hvm"], world.people["hv1"], world.people["ola"]
    await world.joins("hv4", "Nia Alone", "health", manager="hvm")
    meeting = await closed_meeting(world)
    await ola.types("overdue")
    to.keep("overdue-nothing", ola)
    now = world.clock
    was = now - timedelta(days=8)
    twice = tuple(Extension(was, "hv1", was, now - timedelta(days=4), f"Waiting for {CANARY}") for _ in range(2))
    await agreed(world, meeting, "hv1", due_at=now - timedelta(days=4), extensions=twice)
    await agreed(world, meeting, "hv2", created_at=now - timedelta(days=3), verb="share")
    await agreed(world, meeting, "hv3", due_at=now - timedelta(hours=5), verb="report")
    await agreed(world, meeting, "hv4", due_at=now - timedelta(days=1), verb="")
    await agreed(world, meeting, None, created_at=now - timedelta(days=2), verb="refer")
    await lead.types("overdue")
    to.keep("overdue-manager", lead)
    await agreed(world, meeting, "hvm", due_at=now + timedelta(hours=2), verb="check")
    await agreed(world, meeting, "hvm", due_at=now - timedelta(days=1))
    await lead.sends("today", "")
    to.keep("digest-of-both", lead)
    await to.keep_home("home-of-both", lead)
    await priya.types("overdue")
    to.keep("overdue-own", priya)
    await world.people["tm"].types("overdue")
    to.keep("overdue-nobody-owns", world.people["tm"])
    for n in range(18):
        owner = ("hv1", "hv2", "hv3")[n % 3]
        await agreed(world, meeting, owner, created_at=now - timedelta(days=1, hours=n), verb="check")
    await lead.types("overdue")
    to.keep("overdue-long", lead)
    await lead.presses("Show next")
    to.keep("overdue-long-next", lead)
    await lead.sends("today", "")
    to.keep("digest-long", lead)
    await lead.presses("Show next")
    to.keep("digest-long-next", lead)
