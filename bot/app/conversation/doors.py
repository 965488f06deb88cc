"""Those who come through a link, with no account in any tool: what stands behind it, the code, the visit."""

from __future__ import annotations

from collections.abc import Awaitable

import structlog

from bot.app import commands as c
from bot.app import questions as q
from bot.app.bus import Bus, Repeated
from bot.app.cards import Card
from bot.app.conversation.while_quiet import answered
from bot.app.ports import Feed, Opened, Visit
from bot.app.replies import Reply, Say, Show
from bot.app.wording.visiting import CODE_SENT, SENT_AGAIN, UNKNOWN
from bot.app.work import Actor
from bot.domain.calendar_answer import CalendarAnswer, Whose
from bot.domain.errors import QuorateError

log = structlog.get_logger()
UNKNOWN_ACTOR = Actor("unknown")
_BUTTON = "button 1"


class ByLink:
    """Implements `ports.Doors` on the bus."""

    bus: Bus

    async def opened(self, link: str) -> Opened:
        """What stands behind a link."""
        try:
            found: Opened = await self.bus.ask(q.OpenLink(link), UNKNOWN_ACTOR)
        except QuorateError as wrong:
            return Opened("unknown", str(wrong))
        return found

    async def send_code(self, link: str) -> Reply:
        """A code, to the address the link was sent to."""
        return await self._said(self.bus.do(c.SendCode(link), UNKNOWN_ACTOR), CODE_SENT)

    async def send_again(self, link: str) -> Reply:
        """The present message with a fresh link, to the same address."""
        return await self._said(self.bus.do(c.SendAgain(link), UNKNOWN_ACTOR), SENT_AGAIN)

    async def prove(self, link: str, code: str) -> Visit | Say:
        """A visit for the right code."""
        try:
            found: Visit | str = await self.bus.do(c.ProveVisit(link, code), UNKNOWN_ACTOR)
        except QuorateError as wrong:
            return Say(str(wrong), "warning")
        return found if isinstance(found, Visit) else Say(found, "warning")

    async def visiting(self, token: str) -> Visit | None:
        """The visit with this token, while it lasts."""
        try:
            found: Visit | None = await self.bus.ask(q.WhoVisits(token), UNKNOWN_ACTOR)
        except QuorateError as wrong:
            log.info("visit not known", reason=type(wrong).__name__)
            return None
        return found

    async def finished(self, visit: Visit) -> None:
        """The visit is over."""
        try:
            await self.bus.do(c.EndVisit(visit.token), UNKNOWN_ACTOR)
        except QuorateError as wrong:
            log.warning("visit not ended", reason=type(wrong).__name__)

    async def visited(self, visit: Visit) -> Reply:
        """The card that the visit's link leads to."""
        try:
            known = await self.bus.known(visit.who)
            if known is None:
                return Say(UNKNOWN, "warning")
            card: Card = await self.bus.ask(q.ShowVisited(visit.notice_id), Actor(known[0].id, visit.who.channel))
        except QuorateError as wrong:
            return Say(str(wrong), "warning")
        return answered(self.bus, Show(card))

    def seal(self, *words: str) -> str:
        """Our seal on what a page shows and gets back."""
        return self.bus.links.seals.seal(_BUTTON, *words) if self.bus.links else ""

    def sealed(self, seal: str, *words: str) -> bool:
        """True when these words carry our seal."""
        return self.bus.links is not None and self.bus.links.seals.holds(seal, _BUTTON, *words)

    async def calendar_answer(self, answer: CalendarAnswer, key: str) -> Say | None:
        """An answer by a calendar's own buttons."""
        try:
            words = await self._from_calendar(answer, key)
        except Repeated:
            return None
        except QuorateError as wrong:
            return Say(str(wrong), "warning")
        return Say(words, "warning") if words else None

    async def _from_calendar(self, answer: CalendarAnswer, key: str) -> str:
        whose: Whose | None = await self.bus.ask(q.WhoseAnswer(answer), UNKNOWN_ACTOR)
        if whose is None:
            return ""
        if not whose.person_id:
            refused: str = await self.bus.do(c.RefuseCalendarAnswer(answer), UNKNOWN_ACTOR, key)
            return refused
        actor = Actor(whose.person_id, whose.channel)
        said: str = await self.bus.do(c.AnswerFromCalendar(whose.invitation_id, 0, answer), actor, key)
        return said

    async def feed(self, secret: str) -> Feed | None:
        """The feed with this secret."""
        try:
            found: Feed | None = await self.bus.do(c.ReadFeed(secret), UNKNOWN_ACTOR)
        except QuorateError as wrong:
            log.info("feed not read", reason=type(wrong).__name__)
            return Feed(b"", "", busy=True)
        return found

    async def undelivered(self, mark: str, to: str, reason: str, key: str) -> None:
        """A letter has come back."""
        try:
            await self.bus.do(c.TellUndelivered(mark, to, reason), UNKNOWN_ACTOR, key)
        except QuorateError as wrong:
            log.info("not taken as undelivered", reason=type(wrong).__name__)

    async def _said(self, doing: Awaitable[None], words: str) -> Reply:
        try:
            await doing
        except QuorateError as wrong:
            return Say(str(wrong), "warning")
        return answered(self.bus, Say(words, "good"))
