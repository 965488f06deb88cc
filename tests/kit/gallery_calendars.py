"""The gallery's scenes of people's own calendars: the mail an entry comes with, and the address of their feed."""

from __future__ import annotations

from dataclasses import replace

from bot.app.wording.calendar_feed import address_card
from tests.kit.gallery import CANARY, Gallery, Shown
from tests.kit.world import World

ADDRESS = f"https://quorate.example/calendar/{CANARY}.ics"
MAIL = "grace.obi@nhs.example"


async def calendars(to: Gallery, world: World) -> None:
    """Asked in a chat, and in the calendar too; moved; called off. And one's own meetings, to be fetched."""
    sam, priya = world.people["sam"], world.people["hv1"]
    await priya.types("calendar")
    to.keep("feed-none", priya)
    await priya.presses("Get an address")
    priya.shown = address_card(ADDRESS)
    to.keep("feed-address", priya, detail=True)
    await priya.types("calendar")
    to.keep("feed-there", priya)
    await priya.presses("Stop it")
    to.keep("feed-stopped", priya)
    await world.has_mail("hv1", MAIL, alone=False)
    await world.called()
    _keep_mail(to, "calendar-asked", world)
    await priya.presses("I'll come")
    await sam.presses("Change the time")
    await sam.fills(date="2026-03-10", time="15:30")
    _keep_mail(to, "calendar-moved", world)
    await sam.presses("Cancel the meeting")
    await sam.fills(reason="Held by phone")
    _keep_mail(to, "calendar-cancelled", world)


def _keep_mail(to: Gallery, name: str, world: World) -> None:
    mail = replace(world.letters(MAIL)[-1], letter=None)
    to.shown[name] = Shown(name, world.people["hv1"].person.name, mail, "message")
