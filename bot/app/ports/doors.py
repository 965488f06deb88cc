"""The way in for those without an account in any tool: letters out, links in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from bot.app.replies import Reply, Say
from bot.domain.calendar_answer import CalendarAnswer
from bot.domain.people import Identity

Came = Literal["open", "expired", "over", "unknown"]


@dataclass(frozen=True, slots=True)
class Opened:
    """Where a link leads, before anybody has proved who they are: nothing of the case, nor whose it is.

    "open": a code can be asked for, and goes to the address that `sent_to` hints at ("d•••@school.example").
    "expired": it was ours; a new one can be asked for, to the same address. "over": what it was about is no longer
    with that person. "unknown": not one of ours. `words` say so, and what to do; `ring` is whom to ring ("" when that
    is not known).
    """

    came: Came
    words: str
    council_name: str = ""
    sent_to: str = ""
    ring: str = ""


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody who came through a link and proved that they read the mail it was sent to. `token` is the proof, for
    a cookie; it holds until `ends_at` (UTC). `who` acts, by way of `Front`; `notice_id` is what the link leads to.
    """

    token: str
    who: Identity
    notice_id: str
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Feed:
    """A person's own meetings as a calendar fetches them: `text/calendar; charset=utf-8`, with its `etag`.

    `busy`: fetched too often in this hour (429); then there is no file.
    """

    body: bytes
    etag: str
    busy: bool = False


class Doors(Protocol):
    """The part of `Front` for those who have no account in any tool: letters out, links in.

    Nothing here changes anything about a case. The answers are plain words, as with `Front`.
    """

    async def opened(self, link: str) -> Opened:
        """What stands behind a link, as far as anybody may know who has it. Changes nothing, however often."""
        ...

    async def send_code(self, link: str) -> Reply:
        """Mail a short code to the address that the link was sent to; a few times an hour at most."""
        ...

    async def send_again(self, link: str) -> Reply:
        """Mail the present message, with a fresh link, to the address that this link was sent to."""
        ...

    async def prove(self, link: str, code: str) -> Visit | Say:
        """A visit for the right code, once; else what was wrong with it and what to do."""
        ...

    async def visiting(self, token: str) -> Visit | None:
        """The visit with this token while it lasts, and while the address is still the person's."""
        ...

    async def finished(self, visit: Visit) -> None:
        """The visit is over: its token opens nothing any more. With no database it ends by itself."""
        ...

    async def visited(self, visit: Visit) -> Reply:
        """The card that the visit's link leads to, as it stands now."""
        ...

    def seal(self, *words: str) -> str:
        """Our seal on words that a page shows and gets back; never proof of who sends them."""
        ...

    def sealed(self, seal: str, *words: str) -> bool:
        """True when these words carry our seal."""
        ...

    async def calendar_answer(self, answer: CalendarAnswer, key: str) -> Say | None:
        """Somebody answered by their calendar's own buttons: it counts like a click, or changes nothing.

        The words to mail back to `answer.sender`, once; None when there is nothing to say, or nobody to say it to.
        `key` is the letter's own id, the same whenever it is read again.
        """
        ...

    async def feed(self, secret: str) -> Feed | None:
        """The feed at `/calendar/<secret>.ics`; None when that leads nowhere (404, whatever the reason)."""
        ...

    async def undelivered(self, mark: str, to: str, reason: str, key: str) -> None:
        """A letter with this `mark` to the e-mail address `to` has come back for good (`reason` is a code).

        It moves on to the next address, unless it has moved already.
        """
        ...
