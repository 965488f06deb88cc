"""What lies in people's calendars in a story, and what moves it."""

from __future__ import annotations

from bot.app.cards import CalendarEntry
from tests.kit.world import World

GRACE, SAM, PAT, PIP = "grace.obi@nhs.example", "sam@council.example", "pat@police.example", "pip@police.example"


def entries(world: World, email: str) -> list[CalendarEntry]:
    """The entries that have come to this address, the oldest first."""
    found = [each.letter.entry for each in world.letters(email) if each.letter]
    return [each for each in found if each]


async def called(world: World, **mail: str) -> None:
    """These people have a work address too, and a meeting is called."""
    for person_id, email in mail.items():
        await world.has_mail(person_id, email, alone=False)
    await world.called()


async def moved(world: World, time: str = "15:30") -> None:
    await world.people["sam"].presses("Change the time")
    await world.people["sam"].fills(date="2026-03-10", time=time)


async def cancelled(world: World) -> None:
    await world.people["sam"].presses("Cancel the meeting")
    await world.people["sam"].fills(reason="Held by phone")
