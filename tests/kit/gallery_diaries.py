"""The gallery's scenes about people's own time: leave, who covers, and times offered in advance."""

from __future__ import annotations

from tests.kit.gallery import Gallery
from tests.kit.world import World


async def being_away(to: Gallery, world: World) -> None:
    """Leave typed, through the form, doubtful, by a manager, and ended."""
    priya, grace, hana = (world.people[each] for each in ("hv1", "hv2", "hvm"))
    await world.joins("hv4", "Grace Okoro", "health", (), "teams", manager="hvm")
    await world.called("planned")
    await priya.presses("I'll come")
    await priya.types("away")
    to.keep("leave-form", priya)
    await priya.types("away until 5 March")
    to.keep("leave-wrong", priya)
    await priya.types("away until Monday, covered by Grace")
    to.keep("leave-who-covers", priya)
    await priya.fills(covered_by="hv2")
    to.keep("leave-told", priya)
    await priya.presses("Change")
    to.keep("leave-change", priya)
    await to.keep_home("home-away", priya)
    await grace.types("away until Monday, covered by Priya Nair")
    to.keep("leave-cover-is-away", grace)
    await grace.types("on leave 3-14 August, Rota Nurse covers")
    to.keep("leave-to-come", grace)
    await grace.types("Priya Nair is away until Monday")
    to.keep("leave-not-their-manager", grace)
    await hana.types("Nadia Rahman is away until Monday")
    to.keep("leave-not-among-your-people", hana)
    await hana.types("Grace is away until Monday, covered by Rota Nurse")
    to.keep("leave-which-of-your-people", hana)
    await hana.fills(person="hv4")
    to.keep("leave-told-by-manager", hana)
    await world.people["hv3"].types("off sick")
    to.keep("leave-was-to-cover", world.people["hv3"])
    await priya.types("I'm back")
    to.keep("leave-ended", priya)


async def offering(to: Gallery, world: World) -> None:
    """Times that a desk offers, doubtful, changed and withdrawn."""
    pat, priya = world.people["pc1"], world.people["hv1"]
    await pat.types("police: Tuesday and Thursday 10-12")
    to.keep("slots-offered", pat)
    await pat.presses("Change")
    to.keep("slots-change", pat)
    await pat.types("we can do Tue 2-4")
    to.keep("slots-wrong", pat)
    await priya.types("police: Tuesday 10-12")
    to.keep("slots-not-your-agency", priya)
    await pat.types("withdraw slots")
    to.keep("slots-withdrawn", pat)
    await pat.presses("Offer times")
    to.keep("slots-form", pat)
    await priya.types("I can do weekdays 9-10 until 31 March")
    to.keep("slots-of-one-person", priya)
