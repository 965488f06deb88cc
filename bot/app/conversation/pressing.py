"""What every button needs: to look at something, or to do something and then look."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.app import commands as c
from bot.app import questions as q
from bot.app.conversation.talk import Talk
from bot.app.replies import Reply
from bot.domain.errors import Refusal

Press = Callable[[Talk, str], Awaitable[Reply]]
STALE = Refusal(
    "bad_button", "That button does not work any more. Nothing was changed. Type “home” to see what waits."
)


@dataclass(frozen=True, slots=True)
class Look:
    """Show something; change nothing."""

    question: Callable[[str], q.Question]

    async def __call__(self, talk: Talk, subject: str) -> Reply:
        """Show it."""
        return await talk.look(self.question(subject))


@dataclass(frozen=True, slots=True)
class Act:
    """Do something, then show how things stand."""

    command: Callable[[str], c.Command]
    then: Callable[[str], q.Question]

    async def __call__(self, talk: Talk, subject: str) -> Reply:
        """Do it, once for this click."""
        return await talk.act(self.command(subject), self.then(subject))


def pair(subject: str) -> tuple[str, str]:
    """A thing and what is chosen for it."""
    first, slash, second = subject.partition("/")
    if not slash:
        raise STALE
    return first, second


def invitation(subject: str) -> tuple[str, int]:
    """The invitation and the revision that the person saw."""
    found = re.fullmatch(r"([\w-]{1,64})\.(\d{1,6})", subject)
    if found is None:
        raise STALE
    return found[1], int(found[2])
