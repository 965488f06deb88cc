"""The page on which a reviewer reads who may do and see what. Write it anew: `python -m tests.kit.rights_page`."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path
from typing import Any

from bot.app.handlers import ANSWERS, HANDLERS
from bot.app.rights import allow
from bot.domain.errors import Refusal
from tests.kit.databases import fresh, in_memory
from tests.kit.played_once import played_once
from tests.kit.rights_stage import ACTORS, OF_THE_OTHER, About, two_meetings
from tests.kit.world import World

PAGE = Path(__file__).parents[2] / "docs" / "rights.md"
EVERY: tuple[type, ...] = (*HANDLERS, *ANSWERS)
INVITATION = "invitation_id"
Cell = tuple[str, str, str]
"""The name of a command or question, "this" or "other", and a part."""

INTRODUCTION = """# Who may do and see what

Worked out from the program itself (`python -m tests.kit.rights_page`): each command and each question is put to the
door of the core by somebody in each part, about a meeting in which they have it, and about another meeting of that
council. A test fails when the program and this page differ, so a change here is a change to be reviewed.

- The door looks at what the database says at that moment, for the person whom the platform signed for. Nothing in a
  button or a form says who somebody is, so a right that is taken away is gone at the next click.
- Whoever may not, and whoever asks for what does not exist, reads one and the same sentence.
- ● about the meeting in which they have that part · ○ also about another meeting or council · nothing: refused.
- "Anybody" is somebody without a name yet: the platform's word or the seal on a link is looked at inside.
- What concerns an invitation is tried on one's own, and by those who have none on that of somebody who declined.
"""


@played_once
def matrix() -> frozenset[Cell]:
    """Everything that is allowed; each refusal is checked to be one, and not something that broke."""
    return asyncio.run(_matrix())


async def _matrix() -> frozenset[Cell]:
    with in_memory() as folder:
        storage = await fresh(folder)
        try:
            world = await World(storage, folder).with_everybody()
            this, other = await two_meetings(world)
            cells = [(kind, case, about) for kind in EVERY for case, about in (("this", this), ("other", other))]
            return frozenset([found for each in cells async for found in _allowed(world, *each)])
        finally:
            await storage.close()


async def _allowed(world: World, kind: type, case: str, about: About) -> Any:
    async with world.storage.units.read() as uow:
        for part, actor in ACTORS.items():
            own = about.invitations.get(actor.person_id, about.fields[INVITATION])
            asked = made(kind, {**about.fields, INVITATION: own})
            try:
                await allow(asked, world.bus._work(uow, actor))
            except Refusal:
                continue
            yield kind.__name__, case, part


def made(kind: type, known: dict[str, Any]) -> Any:
    """One of this kind about these things; whatever the door does not look at is left empty."""
    if kind.__name__ == "ConveneMeeting" and known["meeting_id"] != "other":
        known = known | {"meeting_id": ""}
    return kind(**{each.name: known.get(each.name) for each in fields(kind)})


def page() -> str:
    """The whole page."""
    allowed = matrix()
    rows: dict[tuple[str, ...], list[type]] = {}
    for kind in EVERY:
        marks = tuple(_mark(allowed, kind.__name__, part) for part in ACTORS)
        rows.setdefault(marks, []).append(kind)
    ordered = sorted(rows.items(), key=lambda each: (-sum(map(bool, each[0])), each[1][0].__name__))
    numbers = " | ".join(str(number) for number in range(1, len(ACTORS) + 1))
    parts = [INTRODUCTION, "## Parts\n", *_legend(), "\n## The table\n", f"| | {numbers} |", _rule()]
    parts += [f"| {letter} | {' | '.join(marks)} |" for letter, (marks, _) in zip(_letters(), ordered, strict=False)]
    parts.append("\n## What stands in each row\n")
    for letter, (_, kinds) in zip(_letters(), ordered, strict=False):
        parts += _contents(letter, kinds)
    return "\n".join(parts) + "\n"


def _mark(allowed: frozenset[Cell], name: str, part: str) -> str:
    theirs, elsewhere = ("other", "this") if part in OF_THE_OTHER else ("this", "other")
    if (name, elsewhere, part) in allowed:
        return "○"
    return "●" if (name, theirs, part) in allowed else ""


def _legend() -> list[str]:
    return ["; ".join(f"**{number}** {part}" for number, part in enumerate(ACTORS, 1)) + "."]


def _rule() -> str:
    return "|---" * (len(ACTORS) + 1) + "|"


def _letters() -> Iterable[str]:
    return (f"{chr(ord('A') + number)}" for number in range(26))


def _contents(letter: str, kinds: list[type]) -> list[str]:
    does = sorted(_words(each) for each in kinds if each in HANDLERS)
    sees = sorted(_words(each) for each in kinds if each in ANSWERS)
    lines = [f"- **{letter}**"]
    lines += [f"  - does: {', '.join(does)}"] if does else []
    lines += [f"  - sees: {', '.join(sees)}"] if sees else []
    return lines


def _words(kind: type) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind.__name__).lower()


if __name__ == "__main__":
    PAGE.write_text(page())
