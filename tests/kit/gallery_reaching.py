"""The gallery's scenes of what does not arrive: whom to ring, what came of it, and a tool that is cut off."""

from __future__ import annotations

from dataclasses import replace

from bot.app.commands import DirectoryChange, ImportDirectory
from bot.app.ports import Unreachable
from bot.app.work import OPERATOR
from tests.kit.gallery import CANARY, Gallery, change
from tests.kit.world import World, at


async def ringing(to: Gallery, world: World) -> None:
    """Two people with only a number, one without, and somebody whom a colleague named."""
    sam, priya = world.people["sam"], world.people["hv1"]
    for each in ("tm", "paed"):
        await change(world, "addresses", {"person_id": each}, state="dead", reason="not_installed")
    await change(world, "people", {"id": "paed"}, phone="")
    await world.called("same_day", concerns=("physical_injury",))
    to.keep_message("ring", sam, "No message reaches them")
    await priya.presses("I can't come")
    await priya.presses("I'm not the right person")
    await priya.fills(name="Nia Locum", agency="East surgery", phone="01632 960777")
    await sam.presses("No answer", beside="Tess Manager")
    to.keep("ring-no-answer", sam)
    await sam.presses("Left a message", beside="Nia Locum")
    to.keep("ring-message-left", sam)
    for each in ("Tess Manager", "Ade Bello"):
        await sam.presses("Will come", beside=each)
    to.keep("ring-answered", sam)
    await sam.presses("Cancel the meeting")
    await sam.fills(reason=f"{CANARY} is safe")
    await world.sweep()
    to.keep_message("ring-cancelled", sam, "No message reaches them")
    for each in ("Tess Manager", "Ade Bello"):
        await sam.presses("Told them", beside=each)
    to.keep("ring-nobody-left", sam)


async def ringing_for_information(to: Gallery, world: World) -> None:
    """A service that is closed at night, and has no tool."""
    sam = world.people["sam"]
    await change(world, "addresses", {"person_id": "hv1"}, state="dead", reason="not_installed")
    await world.called("emergency", concerns=("physical_injury",))
    to.keep_message("ring-information", sam, "Ask what their agency knows")


async def out_of_reach(to: Gallery, world: World) -> None:
    """An owner whom nothing reaches, and an organisation whose tool refuses us."""
    await world.called()
    for each, label in (("pc1", "I'll take it"), ("hv1", "I'll come"), ("tm", "I'll come")):
        await world.people[each].presses(label)
    lost = Unreachable("token_revoked", everybody=True)
    world.tools["teams"].always |= dict.fromkeys(("acc-pc1", "acc-pc2", "acc-insp"), lost)
    line = {"words": f"Visit {CANARY}", "owner": "pc1", "timescale": "by Wednesday 11 March"}
    sam = await world.recorded(line)
    to.keep_message("organisation-cut-off", sam, "no longer lets Quorate write")
    await world.until(at(12, 12))
    to.keep_message("out-of-reach", sam, "Quorate can't reach Pat Constable")


async def account_to_change(to: Gallery, world: World) -> None:
    """Another account for somebody stands in a directory file, and waits for a second person."""
    sam = world.people["sam"]
    elsewhere = replace(sam.person, email="sam.carter@elsewhere.example")
    await world.bus.do(ImportDirectory(DirectoryChange(people=(elsewhere,)), "ann"), OPERATOR)
    async with world.storage.units.write() as uow:
        (held,) = await uow.directory_holds.where()
        held.code = "12345678"
        await uow.directory_holds.save(held)
        await uow.commit()
    await world.settle()
    to.keep_message("account-to-change", sam, "Nothing has changed yet")
