"""Whose account is closed and who is on the rota: the gap is seen, a colleague asked, the manager told (S11)."""

from __future__ import annotations

from bot.app.commands import PersonLeaves
from bot.app.ports import Unreachable
from bot.app.rota.listing import rotas_in_words
from bot.app.rota.unstaffed import unstaffed
from bot.app.work import OPERATOR
from bot.shell.reach_findings import rota_findings
from tests.kit.world import World, read
from tests.stories.reaching import phone_card
from tests.stories.test_rotas import imports


async def test_S11_somebody_whose_account_is_closed_is_said_to_their_manager(world: World) -> None:
    world.tools["teams"].always["acc-hv1"] = Unreachable("user_disabled")
    sam = await world.called()
    assert "Ring Priya Nair" in read(phone_card(sam))
    assert "whether they have left" in read(world.people["hvm"].card("Quorate can't reach Priya Nair"))


async def test_S11_a_colleague_is_asked_at_once_in_their_place_and_who_has_it_fills_the_seat(world: World) -> None:
    world.tools["teams"].always["acc-hv1"] = Unreachable("user_disabled")
    sam = await world.called()
    grace = world.people["hv2"]
    assert "You are asked to come" in grace.sees()
    (seat,) = await world.rows("seats", name="health_visitor", closed=False)
    assert seat.person_id == "hv2"
    await grace.presses("I'll come")
    assert "Nobody is left to ring" in sam.sees(), "the seat is filled: the call need not be made"


async def test_S11_whoever_only_blocked_quorate_keeps_the_seat_and_is_rung(world: World) -> None:
    world.tools["teams"].always["acc-hv1"] = Unreachable("blocked")
    await world.called()
    (seat,) = await world.rows("seats", name="health_visitor", closed=False)
    assert seat.person_id == "hv1"
    assert not await world.rows("invitations", person_id="hv2")


async def test_S11_the_rota_shows_the_gap_of_an_account_that_is_closed_until_somebody_else_is_on(
    world: World,
) -> None:
    await imports(world, "shift,hv1,2026-03-11,,09:00,17:00", "shift,hv2,2026-03-11,,13:00,17:00")
    assert not [line for line in await listed(world) if "Nobody" in line]
    world.tools["teams"].always["acc-hv1"] = Unreachable("user_disabled")
    await world.called()
    gap = "  Nobody from Wed 11 March, 09:00 to 13:00: Priya Nair can't be reached."
    assert gap in await listed(world)
    async with world.storage.units.read() as uow:
        (finding,) = rota_findings(await unstaffed(uow, world.clock))
    assert (finding.ok, finding.about, finding.words) == (False, "rota on call", gap.strip())
    await imports(world, "shift,hv2,2026-03-11,,09:00,17:00", "off,hv1,2026-03-11,,,")
    assert gap not in await listed(world)


async def test_S11_the_rota_shows_the_gap_of_somebody_who_has_left(world: World) -> None:
    await imports(world, "shift,paed,2026-03-11,,22:00,08:00")
    await world.bus.do(PersonLeaves("paed"), OPERATOR)
    assert "  Nobody from Wed 11 March, 22:00 to Thu 12 March, 08:00: Dr Ade Bello has left." in await listed(world)


async def listed(world: World) -> list[str]:
    """What `quorate rota list` says."""
    async with world.storage.units.read() as uow:
        return await rotas_in_words(uow, world.clock)
