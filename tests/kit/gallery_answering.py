"""Answering an invitation, and what becomes of the answer when the time moves."""

from __future__ import annotations

from typing import Any

from tests.kit.gallery import CANARY, Gallery
from tests.kit.world import World


async def answering(to: Gallery, world: World) -> None:
    """Invitations and the convenor's card, from being asked to quorum."""
    sam, priya, pat, pip, grace = (world.people[each] for each in ("sam", "hv1", "pc1", "pc2", "hv2"))
    await world.called("planned", concerns=("physical_injury",))
    await world.wait(minutes=2)
    to.keep_message("convenor-asked", sam, "EXMP-SM-1")
    to.keep_message("invitation", priya, "EXMP-SM-1")
    to.keep_message("invitation-desk", pat, "EXMP-SM-1")
    await to.keep_home("home-to-answer", priya)
    await to.keep_home("home-convenor", sam)
    await sam.types("mine")
    to.keep("my-meetings-called", sam)
    late = pip.button("I'll take it")
    await pat.presses("I'll take it")
    to.keep_message("invitation-coming", pat, "EXMP-SM-1")
    to.keep_message("invitation-taken", pip, "EXMP-SM-1")
    await pip.sends(late.verb, late.subject)
    to.keep("answer-too-late", pip)
    await pat.presses("Add our reference")
    to.keep("our-reference", pat)
    await pat.fills(reference="none")
    to.keep("our-reference-wrong", pat)
    await pat.fills(reference="43260012345")
    await to.keep_home("home-coming", pat)
    await priya.presses("I can't come")
    to.keep_message("invitation-cannot-come", priya, "EXMP-SM-1")
    for label, name in (
        ("Send a colleague", "send-a-colleague"),
        ("Suggest another time", "suggest-time"),
        ("I'm not the right person", "not-me"),
        ("Send our information instead", "promise-information"),
    ):
        await priya.presses(label)
        to.keep(name, priya)
    await _instead(to, world)
    await _moving(to, world)
    await grace.types("home")
    to.keep("home-nothing", grace)


async def _instead(to: Gallery, world: World) -> None:
    """Another person, another time, an answer by phone, and in the end they come."""
    sam, priya = world.people["sam"], world.people["hv1"]
    await priya.presses("I'm not the right person")
    await priya.fills(name="Nia Locum")
    to.keep("not-me-wrong", priya)
    await priya.presses("Suggest another time")
    await priya.fills(date="2026-03-11", time="11:00")
    to.keep_message("invitation-time-suggested", priya, "EXMP-SM-1")
    to.keep_message("convenor-time-suggested", sam, "EXMP-SM-1")
    await sam.presses("By phone", beside="Tess Manager")
    to.keep("phone-answer", sam)
    await sam.fills(said="yes")
    to.keep_message("invitation-answered-by-phone", world.people["tm"], "EXMP-SM-1")
    await priya.presses("I can come after all")
    await world.people["paed"].presses("I'll come")
    to.keep_message("convenor-quorate", sam, "EXMP-SM-1")


async def _moving(to: Gallery, world: World) -> None:
    sam, pat = world.people["sam"], world.people["pc1"]
    for label, name in (("Change the time", "move"), ("Hand over", "handover"), ("Choose a note-taker", "recorder")):
        await sam.presses(label)
        to.keep(name, sam)
    await sam.presses("Change the time")
    await sam.presses("It has already been held")
    to.keep("was-held", sam)
    await sam.presses("Change the time")
    await sam.fills(date="2026-03-11", time="11:00")
    to.keep_message("invitation-time-changed", pat, "EXMP-SM-1")
    to.keep_message("convenor-time-changed", sam, "EXMP-SM-1")
    await sam.presses("Cancel the meeting")
    to.keep("cancel", sam)
    await sam.fills(reason=f"{CANARY} is safe")
    to.keep_message("invitation-cancelled", pat, "EXMP-SM-1")
    to.keep_message("convenor-cancelled", sam, "EXMP-SM-1")
    await pat.sends("accept", _subject_of(await world.rows("invitations", person_id="pc1")))
    to.keep("answer-to-cancelled", pat)


def _subject_of(invitations: list[Any]) -> str:
    return f"{invitations[0].id}.2"
