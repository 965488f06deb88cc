"""The gallery's scenes of the answers that are not "done": longer, not mine, later."""

from __future__ import annotations

from tests.kit.gallery import CANARY, Gallery
from tests.kit.world import Somebody, World, at

VISIT = {"words": f"Visit {CANARY} at home", "owner": "hv1", "timescale": "by Fri 13 March"}
CHECK = {"words": f"Check the record of {CANARY}", "owner": "pc1", "timescale": "today 14:00"}


async def longer(to: Gallery, world: World) -> None:
    """The first later date, the second, what the manager is asked, and both answers."""
    await _closed(world)
    priya, lead = world.people["hv1"], world.people["hvm"]
    await priya.presses("I need longer…", beside="action 1")
    to.keep("longer", priya)
    await priya.fills(reason="")
    to.keep("longer-wrong", priya)
    await priya.fills(reason="In hospital", timescale="by Thu 12 March")
    to.keep("longer-not-later", priya)
    await priya.fills(reason=f"{CANARY} is in hospital", timescale="by Wed 18 March")
    to.keep("longer-saved", priya)
    to.keep_message("actions-second-date", priya, "2nd date")
    await _asks(priya, "by Fri 20 March", to)
    to.keep("longer-asked", priya)
    to.keep_message("actions-later-date-asked", priya, "not agreed yet")
    to.keep_message("longer-to-agree", lead, "needs longer")
    await lead.presses("Show why")
    to.keep("longer-why", lead, detail=True)
    await lead.presses("Keep Wed 18 March")
    to.keep_message("longer-kept", priya, "does not agree")
    await _asks(priya, "by Mon 23 March")
    await world.until(at(12, 10))
    await lead.presses("Agree")
    to.keep("longer-agreed-by-manager", lead)
    to.keep_message("longer-answered", lead, "Answered")
    to.keep_message("longer-agreed", priya, "agrees to the new date")
    await lead.sends("put_off", (await world.rows("actions", number=1))[0].id)
    await lead.fills(reason="By phone", timescale="by Tue 24 March")
    to.keep_message("longer-moved", priya, "has moved the date")
    await _asks(priya, "by Wed 25 March")
    world.clock = at(26, 10)
    await world.sweep()
    to.keep_message("longer-to-agree-too-late", lead, "has passed as well")


async def _asks(somebody: Somebody, timescale: str, to: Gallery | None = None) -> None:
    await somebody.presses("I need longer…", beside="action 1")
    if to:
        to.keep("longer-manager-must-agree", somebody)
    await somebody.fills(reason=f"Waiting for {CANARY}", timescale=timescale)


async def given_back(to: Gallery, world: World) -> None:
    """Not mine, twice in turn; and whose it is then."""
    await _closed(world)
    priya, pat, tess = (world.people[each] for each in ("hv1", "pc1", "tm"))
    await priya.presses("More…", beside="action 1")
    to.keep("action-more", priya)
    await priya.presses("Not mine…")
    to.keep("give-back", priya)
    await priya.fills(reason=f"{CANARY} is with another team")
    to.keep("given-back", priya)
    to.keep_message("returned", tess, "Whose is it?")
    await tess.presses("Show why")
    to.keep("returned-why", tess, detail=True)
    await tess.presses("Pat Constable")
    to.keep("returned-given-on", tess)
    await pat.presses("More…", beside="action 1")
    await pat.presses("Not mine…")
    await pat.fills()
    to.keep_message("returned-again", tess, "Given back before by")
    await world.until(at(17, 10))
    to.keep_message("digest-given-back", tess, "actions today")
    await tess.presses("Dr Ade Bello")
    to.keep_message("returned-settled", tess, "has it now")


async def later(to: Gallery, world: World) -> None:
    """Ask me later: what may be chosen, and what can't wait."""
    await _closed(world)
    priya, pat = world.people["hv1"], world.people["pc1"]
    await priya.presses("More…", beside="action 1")
    await priya.presses("Ask me later…")
    to.keep("ask-later", priya)
    await priya.fills(until="")
    to.keep("ask-later-wrong", priya)
    await priya.fills(until="20260317T090000Z")
    to.keep("ask-later-too-long", priya)
    await priya.sends("snooze", (await world.rows("actions", number=1))[0].id)
    await priya.fills(until="20260310T150000Z")
    to.keep("asked-again-later", priya)
    await priya.presses("More…", beside="action 1")
    to.keep("action-quiet", priya)
    world.clock = at(10, 13, 45)
    await pat.presses("More…", beside="action 2")
    await pat.presses("Ask me later…")
    to.keep("ask-later-cannot-wait", pat)


async def _closed(world: World) -> Somebody:
    """A closed meeting that Tess chaired, with two actions."""
    sam = await world.called(concerns=("physical_injury",))
    for each, label in (("pc1", "I'll take it"), ("hv1", "I'll come"), ("paed", "I'll come"), ("tm", "I'll come")):
        await world.people[each].presses(label)
    await world.until(at(10, 13))
    await sam.presses("Write the actions")
    for line in (VISIT, CHECK):
        await sam.fills(**line)
    await sam.presses("Finish")
    await sam.fills()
    return sam
