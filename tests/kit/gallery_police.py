"""The gallery's scenes of a police desk: the request at each stage, its forms and queue, and the convenor's side."""

from __future__ import annotations

from tests.kit.gallery import CANARY, CASE, Gallery
from tests.kit.world import World, at


async def police_desk(to: Gallery, world: World) -> None:
    """Asked, acknowledged, an officer named who can't, another by number only, and accepted."""
    await world.joins("dc", "Jo Jones", "police", (), "teams", manager="insp", works="always")
    sam = await world.called()
    pat, pip, jo = (world.people[each] for each in ("pc1", "pc2", "dc"))
    await pat.types("/strategy-meeting desk")
    to.keep("desk-queue", pat)
    await to.keep_home("home-police-desk", pat)
    late = pip.button("We have it")
    await world.until(at(10, 10, 24))
    await pat.presses("We have it")
    to.keep("police-acknowledged", pat)
    to.keep_message("police-acknowledged-colleague", pip, "EXMP-SM-1")
    to.keep_message("convenor-police-acknowledged", sam, "Council:")
    await pip.sends(late.verb, late.subject)
    to.keep("police-acknowledged-already", pip)
    await pat.presses("Name an officer")
    to.keep("name-officer", pat)
    await pat.fills(name="Lee", phone="none")
    to.keep("name-officer-wrong", pat)
    await pat.presses("Name an officer")
    await pat.fills(person="Jo Jones")
    to.keep("police-officer-named", pat)
    to.keep_message("police-officer-asked", jo, "EXMP-SM-1")
    await pip.types("desk")
    to.keep("desk-queue-named", pip)
    await jo.presses("I can't come")
    await pip.presses("Name an officer")
    await pip.fills(name="Lee Marsh", phone="01632 960555")
    to.keep_message("convenor-police-by-number", sam, "Council:")
    await sam.presses("By phone", beside="Lee Marsh")
    await sam.fills(said="yes")
    to.keep_message("police-officer-comes", pat, "EXMP-SM-1")
    to.keep_message("convenor-police-accepted", sam, "Council:")
    await pat.types("desk")
    to.keep("desk-queue-empty", pat)
    await sam.types("desk")
    to.keep("desk-queue-no-desk", sam)


async def police_refuse(to: Gallery, world: World) -> None:
    """A desk that can't: why, what the convenor hears, and what those above hear."""
    sam = await world.called()
    pat, pip = world.people["pc1"], world.people["pc2"]
    await pat.presses("We can't")
    to.keep("refuse-request", pat)
    await pat.fills(code="no_officer", words=f"All are with {CANARY}")
    to.keep("police-refused", pat)
    to.keep_message("police-refused-colleague", pip, "EXMP-SM-1")
    to.keep_message("police-refused-convenor", sam, "can't come, says")
    to.keep_message("convenor-police-refused", sam, "Council:")
    await sam.presses("Show what they said")
    to.keep("why-refused", sam, detail=True)
    await world.until(at(10, 11, 21))
    to.keep_message("unanswered-police-refused", world.people["insp"], "EXMP-SM-1")


async def police_queue_is_long(to: Gallery, world: World) -> None:
    """A desk's queue of more than a page."""
    sam, pat = await world.called("planned", CASE), world.people["pc1"]
    async with world.storage.units.write() as uow:
        (pattern,) = await uow.police_requests.where()
        for number in range(25):
            pattern.id = f"more-{number}"
            await uow.police_requests.add(pattern)
        await uow.commit()
    await pat.types("desk")
    to.keep("desk-queue-long", pat)
    await pat.presses("Show next")
    to.keep("desk-queue-second-page", pat)
    await to.keep_home("home-police-desk-long", pat)
    await to.keep_home("home-convenor-of-a-long-queue", sam)
