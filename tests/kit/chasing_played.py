"""Every ladder of the policy played to its end in an invented partnership: who was sent what, and when."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.app.cards import Card
from tests.kit.databases import fresh, in_memory
from tests.kit.gallery_plans import HEALTH
from tests.kit.played_once import played_once
from tests.kit.world import REFERENCE, Somebody, World, at, read

WHO = {
    "sam": "Sam Carter, social worker, who called the meeting",
    "ola": "Ola Second, social worker",
    "tm": "Tess Manager, chair and Sam Carter's manager",
    "head": "Hal Head, head of service",
    "hv1": "Priya Nair, health visitor",
    "hv2": "Grace Obi, the next best health visitor",
    "hv3": "Rota Nurse, health visitor on the rota",
    "hvm": "Hana Lead, their manager in health",
    "pc1": "Pat Constable, on the police desk",
    "pc2": "Pip Constable, on the police desk",
    "insp": "Ines Inspector, duty inspector",
    "paed": "Dr Ade Bello, paediatrician",
    "eve": "Eve Night, emergency duty manager",
}


@dataclass(frozen=True, slots=True)
class Came:
    """One message as it arrived, with everybody who had the same then. `again`: the same words came before."""

    name: str
    at: datetime
    who: tuple[str, ...]
    card: Card
    again: bool = False


@dataclass(frozen=True, slots=True)
class Played:
    """One story of a ladder: what is open, and every message that it brought."""

    ladder: str
    story: str
    came: tuple[Came, ...]


Play = Callable[[World], Awaitable[datetime]]
"""Plays a story to its end; since when its messages count."""
NO_TIME = {"words": "Visit the home", "owner": "hv1", "timescale": "ASAP"}
URGENT = {"words": "Visit the home", "owner": "hv1", "timescale": "immediately"}
NOBODYS = {"words": "Visit the home", "timescale": "within 24 hours"}
DATED = {"words": "Visit the home", "owner": "hv1", "timescale": "5 working days"}
SOON = {"words": "Visit the home", "owner": "hv1", "timescale": "today 4pm"}
MINE = {"words": "Visit the home", "owner": "sam", "timescale": "by Fri 13 March"}


async def all_say_yes(world: World, *people: str) -> None:
    """These come; of the police whoever is on shift takes it."""
    for each in people:
        await world.people[each].presses("I'll take it" if each.startswith("pc") else "I'll come")


async def called_for(world: World, urgency: str, day: int, hour: int) -> Somebody:
    """A meeting at a time that leaves room for the whole ladder."""
    sam = world.people["sam"]
    await sam.types("")
    await sam.fills(references=REFERENCE, urgency=urgency, ages="3 years")
    await sam.presses("Another time")
    await sam.fills(date=f"2026-03-{day}", time=f"{hour}:00")
    await sam.fills()
    return sam


async def _invitation(world: World) -> datetime:
    start = world.clock
    await called_for(world, "same_day", 10, 15)
    await all_say_yes(world, "pc1", "tm")
    await world.until(at(10, 11, 41))
    return start


async def _police(world: World) -> datetime:
    start = world.clock
    await called_for(world, "same_day", 10, 15)
    await all_say_yes(world, "hv1", "tm")
    await world.until(at(10, 11, 21))
    return start


async def _officer(world: World) -> datetime:
    await called_for(world, "same_day", 10, 15)
    await all_say_yes(world, "hv1", "tm")
    start = world.clock
    await world.people["pc1"].presses("We have it")
    await world.until(at(10, 11, 41))
    return start


async def _seat(world: World) -> datetime:
    await called_for(world, "planned", 12, 10)
    await all_say_yes(world, "pc1", "tm")
    for each in HEALTH:
        await world.people[each].presses("I can't come")
        await world.wait(minutes=16)
    start = world.clock
    await world.until(at(11, 12))
    return start


async def _information(world: World) -> datetime:
    await world.called()
    await all_say_yes(world, "pc1", "tm")
    priya = world.people["hv1"]
    await priya.presses("I can't come")
    await priya.presses("Send our information instead")
    start = world.clock
    await priya.fills(date="2026-03-10", time="16:20")
    await world.wait(minutes=6)
    await all_say_yes(world, "hv2")
    await world.until(at(10, 17, 30))
    return start


async def _handover(world: World) -> datetime:
    sam, start = await world.called(), world.clock
    await all_say_yes(world, "pc1", "tm", "hv1")
    await sam.presses("Hand over")
    await sam.fills(person="Ola Second")
    await world.until(at(10, 11, 30))
    return start


async def _carry_over(world: World) -> datetime:
    await world.joins("eve", "Eve Night", "social_care", ("chair_emergency_duty",), manager="head", works="always")
    await world.until(at(11, 2))
    eve, start = world.people["eve"], at(11, 9)
    await eve.types("")
    await eve.fills(references=REFERENCE, urgency="emergency", ages="3 years")
    await eve.fills()
    await world.until(at(11, 11, 30))
    return start


async def _record(world: World) -> datetime:
    await world.called()
    await all_say_yes(world, "pc1", "tm", "hv1")
    start = world.clock
    await world.until(at(12, 17))
    return start


async def _closed(world: World, *lines: dict[str, str]) -> tuple[Somebody, datetime]:
    sam = await world.called()
    await all_say_yes(world, "pc1", "tm", "hv1")
    await world.until(at(10, 13))
    await sam.presses("Write the actions")
    for line in lines:
        await sam.fills(**line)
    start = world.clock
    await sam.presses("Finish")
    await sam.fills()
    return sam, start


def _one(line: dict[str, str]) -> Play:
    async def play(world: World) -> datetime:
        _, start = await _closed(world, line)
        await world.until(at(27, 17))
        return start

    return play


async def _longer(world: World) -> datetime:
    sam, _ = await _closed(world, MINE)
    for date in ("by Wed 18 March", "by Fri 20 March"):
        start = world.clock
        await sam.presses("I need longer…", beside="action 1")
        await sam.fills(reason="Mother is in hospital", timescale=date)
    await world.until(at(12, 10))
    return start


Story = tuple[str, str, Play, Sequence[str], Sequence[str]]
_ASKED, _LISTS = ("invitation", "unanswered"), ("actions", "digest", "nudge", "untimed")
STORIES: tuple[Story, ...] = (
    ("invitation", "A meeting the same day. No health visitor answers.", _invitation,
     ("hv1", "hv2", "hv3", "hvm", "sam"), _ASKED),
    ("police_request", "A meeting the same day. Nobody on the police desk answers.", _police,
     ("pc1", "pc2", "insp", "sam"), _ASKED),
    ("police_officer", "Pat Constable has it. No officer is named.", _officer,
     ("pc1", "pc2", "insp", "sam"), _ASKED),
    ("seat", "A planned meeting. No health visitor can come, so nobody from health is left to ask.", _seat,
     ("sam", "tm", "hvm"), _ASKED),
    ("information", "Priya Nair can't come and promises her service's information by 16:20. It does not come.",
     _information, ("hv1", "sam", "hvm"), ("information", "unanswered")),
    ("handover", "Sam Carter offers the meeting to Ola Second, who does not answer.", _handover,
     ("ola", "sam", "tm"), ("handover", "handover_waiting")),
    ("carry_over", "Eve Night of emergency duty raised an emergency. In the morning nobody takes it.", _carry_over,
     ("sam", "tm", "head", "eve"), ("morning", "not_taken")),
    ("record", "The meeting is over. Nobody writes its actions down.", _record, ("sam", "tm"), ("record_missing",)),
    ("incomplete_action", "Priya Nair is to visit “ASAP”. Nobody says by when.", _one(NO_TIME), (), _LISTS),
    ("incomplete_action", "A visit within 24 hours that nobody owns.", _one(NOBODYS), (), _LISTS),
    ("incomplete_action", "A visit “immediately”: urgent, so it does not wait for a list.", _one(URGENT), (), _LISTS),
    ("action", "Priya Nair is to visit within 5 working days. Nothing is heard.", _one(DATED), (), _LISTS),
    ("action", "Priya Nair is to visit by 4pm today: it does not wait for a list.", _one(SOON), (), _LISTS),
    ("longer", "Sam Carter asks for a later date the second time. The manager does not answer.", _longer,
     ("tm", "head"), ("longer", "digest", "nudge")),
)  # fmt: skip


@played_once
def played() -> tuple[Played, ...]:
    """All of it, in the order of a case."""
    return asyncio.run(_played())


async def _played() -> tuple[Played, ...]:
    found = []
    for number, (ladder, story, play, who, kinds) in enumerate(STORIES, 1):
        with in_memory() as folder:
            storage = await fresh(folder)
            try:
                world = await World(storage, folder).with_everybody()
                start = await play(world)
                found.append(Played(ladder, story, await _came(world, f"{number:02}-{ladder}", start, who, kinds)))
            finally:
                await storage.close()
    return tuple(found)


async def _came(
    world: World, name: str, start: datetime, who: Sequence[str], kinds: Sequence[str]
) -> tuple[Came, ...]:
    notices = [
        each
        for each in await world.rows("notices")
        if each.first_sent_at
        and each.first_sent_at >= start
        and (each.person_id in who or not who)
        and (each.code if each.kind == "tell" else each.kind) in kinds
    ]
    notices.sort(key=lambda each: (each.first_sent_at, list(WHO).index(each.person_id)))
    together: dict[tuple[datetime, str], list[tuple[str, Card]]] = {}
    for each in notices:
        card = world.tools[world.people[each.person_id].identity.channel].posts[each.post_id].versions[0]
        together.setdefault((each.first_sent_at, read(card)), []).append((each.person_id, card))
    came: list[Came] = []
    before: set[str] = set()
    for (sent, words), group in together.items():
        people = tuple(WHO[person] for person, _ in group)
        came.append(Came(f"{name}-{len(came) + 1}", sent, people, group[0][1], words in before))
        before.add(words)
    return tuple(came)
