"""What every form needs: its way in, the form to ask again, and a search among those whom it may name."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.app import questions as q
from bot.app.cards import Option
from bot.app.conversation.inputs import Search, Values
from bot.app.conversation.talk import Talk
from bot.app.replies import Reply

Submit = Callable[[Talk, str, Values], Awaitable[Reply]]


@dataclass(frozen=True, slots=True)
class Submission:
    """A form's way in; `form` is asked again when a value cannot be taken."""

    take: Submit
    form: Callable[[str], q.Question]


def searching(talk: Talk, meeting_id: str, agency: str = "") -> Search:
    """Search among the people of a meeting's council."""

    async def search(words: str) -> tuple[Option, ...]:
        found: tuple[Option, ...] = await talk.ask(q.SearchForSeat(meeting_id, words, agency))
        return found

    return search
