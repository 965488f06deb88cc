"""The gallery's plans: why this time and these people, what needs the convenor, and what became of a plan later."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.domain.diary import Calendar, Leave
from tests.kit.gallery import CASE, Gallery, change, draft
from tests.kit.world import TUESDAY, World, at

HEALTH = ("hv1", "hv2", "hv3")
INJURY = ("physical_injury",)


async def waiting_and_unsure(to: Gallery, world: World) -> None:
    """A meeting that waits for whoever knows the child; then nobody is known to be free."""
    await _away(world, at(10, 14), "hv1")
    to.keep("plan-waits", await draft(world, "planned"))
    unread = [Calendar(f"cal-{each}", each, "https://x.example/1", TUESDAY) for each in (*HEALTH, "tm", "paed")]
    await _known(world, calendars=unread)
    to.keep("plan-unsure", await draft(world, "planned", concerns=INJURY))


async def missing_people(to: Gallery, world: World) -> None:
    """A seat that somebody could fill only after the deadline, one that nobody can fill, and nobody at all."""
    await _away(world, at(11, 13), *HEALTH)
    to.keep("plan-missing-for-now", await draft(world, "24h", concerns=INJURY))
    await _away(world, None, *HEALTH)
    to.keep("plan-missing", await draft(world, "24h", concerns=INJURY))
    await _away(world, at(11, 10), *(each for each in world.people if each not in ("insp", *HEALTH)))
    await change(world, "desks", {"id": "pdesk"}, works="Wed-Thu 10:00-17:00")
    to.keep("plan-nobody-in-time", await draft(world, "24h"))


async def not_enough_health(to: Gallery, world: World) -> None:
    """Only a nurse on the rota can come: said before anybody is asked, and on the convenor's card afterwards."""
    await _away(world, None, "hv1", "hv2")
    sam = await draft(world, "planned")
    to.keep("plan-health-not-enough", sam)
    await sam.fills()
    to.keep_message("convenor-health-not-enough", sam, "Council:")


async def desk_is_full(to: Gallery, world: World) -> None:
    """The police desk takes one meeting at a time, and another has it."""
    await change(world, "desks", {"id": "pdesk"}, at_once=1, works="Mon-Fri 09:00-12:00")
    for key, name, seat in (("tm2", "Tia Chair", "chair_team_manager"), ("sw2", "Sol Worker", "social_worker")):
        await world.joins(key, name, "social_care", (seat,))
    await world.joins("hv4", "Nadia Rahman", "health", ("health_visitor",), "teams", manager="hvm")
    await world.called("emergency", "CSC-200001")
    to.keep("plan-later-for-the-desk", await draft(world, "emergency"))
    await change(world, "desks", {"id": "pdesk"}, works="Mon-Fri 09:00-11:00")
    to.keep("plan-desk-full", await draft(world, "emergency"))


async def taken_meanwhile(to: Gallery, world: World) -> None:
    """Two plans want one chair: whoever sends second is shown a new plan first."""
    sam, ola = world.people["sam"], world.people["ola"]
    await draft(world, "planned")
    plan = sam.shown
    await world.wait(minutes=16)
    await ola.types("")
    await ola.fills(references="CSC-104299", urgency="planned", ages="3 years")
    await ola.fills()
    sam.shown = plan
    await sam.fills()
    to.keep("plan-changed-meanwhile", sam)


async def nobody_left(to: Gallery, world: World) -> None:
    """Everybody who could fill a seat has said no: another time is offered on the convenor's card."""
    sam = await world.called("planned")
    for each in HEALTH:
        await world.people[each].presses("I can't come")
        await world.wait(minutes=16)
    to.keep_message("convenor-nobody-left", sam, "Nobody is left to ask")


async def connected(to: Gallery, world: World) -> None:
    """Somebody learns that they know the family; then the convenor does."""
    sam, priya, tess = (world.people[each] for each in ("sam", "hv1", "tm"))
    await world.called("same_day")
    await priya.presses("I can't come")
    await priya.presses("I am connected to this family")
    to.keep("connected", priya)
    to.keep_message("told-connected", sam, "a personal connection")
    to.keep_message("convenor-after-connection", sam, "Council:")
    to.keep_message("invitation-after-connection", priya, "")
    await draft(world, references="CSC-200001", not_told="Sam Carter")
    to.keep("connected-convenor", sam)
    await draft(world, references="CSC-200001", not_told="Priya Nayr")
    to.keep("not-told-who-is-it", sam)
    assert tess.posts


async def duty_at_night(to: Gallery, world: World) -> None:
    """Emergency duty meets at once and plans the full meeting; then nobody is there for that."""
    eve = await world.joins("eve", "Eve Night", "social_care", ("chair_emergency_duty",), works="always")
    await world.joins("dsl", "Dot Lead", "education", ("school",), "teams")
    filled = {"references": CASE, "urgency": "emergency", "ages": "3 years", "concerns": INJURY}
    await eve.types("")
    await eve.fills(**filled, services=("school", "health_visitor"))
    to.keep("plan-of-both", eve)
    await eve.fills()
    to.keep("sent-both", eve)
    to.keep_message("convenor-on-duty", eve, "EXMP-SM-1: ")
    await _away(world, None, *(each for each in world.people if each not in ("eve", "pc1", "pc2", "insp")))
    await change(world, "desks", {"id": "pdesk"}, works="Tue-Thu 10:00-17:00")
    await eve.types("")
    await eve.fills(**filled)
    to.keep("plan-of-both-none-in-time", eve)


async def _known(world: World, **rows: list[Any]) -> None:
    """Something is known about people's time, as an import or a message would have left it."""
    async with world.storage.units.write() as uow:
        for table, things in rows.items():
            for each in things:
                await getattr(uow, table).add(each)
        await uow.commit()


async def _away(world: World, until: datetime | None, *people: str) -> None:
    """These people are away until then, `None` until further notice."""
    known = len(await world.rows("leave"))
    leave = [
        Leave(f"l{known + n}", each, at(9, 9), until, None, each, TUESDAY) for n, each in enumerate(people, start=1)
    ]
    await _known(world, leave=leave)
