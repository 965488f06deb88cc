"""Before anybody is known: a link is taken out of the address, a code is asked for, mailed and typed."""

from __future__ import annotations

import structlog
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from adapters.web import look
from adapters.web.carried import Carrier
from adapters.web.cookies import Cookies
from adapters.web.sent import NotTaken, Sent, one
from adapters.web.wording import NO_LINK, SIX_FIGURES
from bot.app.links import PAGE
from bot.app.ports import Front, Opened, Visit
from bot.app.replies import Reply, Say

log = structlog.get_logger("web")
_STATUS = {"open": 200, "expired": 410, "over": 410, "unknown": 403}
_TITLES = {
    "open": "Is it you?",
    "expired": "This link is too old",
    "over": "There is nothing to do here",
    "unknown": "This link doesn’t work",
}
_FORM, VISIT_OF_LINK = "before 1", "visit of link 1"


def to(place: str) -> Response:
    """Go there, with a GET."""
    return RedirectResponse(f"{PAGE}{place}", 303)


def _bound(front: Front, visit_token: str, link: str) -> str:
    """A visit's cookie: it counts only beside the link that it was proved for."""
    return f"{visit_token}.{front.seal(VISIT_OF_LINK, visit_token, link)}"


class Coming:
    """The pages that anybody may open who has a link."""

    def __init__(self, front: Front, cookies: Cookies) -> None:
        self._front, self._cookies = front, cookies

    def arrive(self, request: Request, link: str) -> Response:
        """Put the link away, out of the address. Without a script a fragment of it could not come back to us."""
        response = to("open")
        self._cookies.keep(response, "link", link)
        if self._cookies.read(request, "visit") and self._cookies.read(request, "link") != link:
            self._cookies.forget(response, "visit")
        return response

    async def opened(self, request: Request) -> Response:
        """Whether a code can be asked for; nothing of what it is about."""
        link = self._cookies.read(request, "link")
        if not link:
            return look.page("plain", 403, title="Which message did you come from?", words=NO_LINK)
        if self._cookies.read(request, "visit"):
            return to("message")
        return self._shown(await self._front.opened(link), link)

    async def code(self, request: Request) -> Response:
        """Where the code is typed."""
        link = self._link(request)
        found = await self._front.opened(link)
        return self._typing(found, link) if found.came == "open" else self._shown(found, link)

    async def send_code(self, request: Request, sent: Sent) -> Response:
        """Mail a code to the address that the link was sent to."""
        link = self._link(request, sent)
        said = await self._front.send_code(link)
        if isinstance(said, Say) and said.tone == "good":
            return to("code")
        found = await self._front.opened(link)
        return self._typing(found, link, told=_words(said)) if found.came == "open" else self._shown(found, link)

    async def send_again(self, request: Request, sent: Sent) -> Response:
        """Mail the message anew, with a fresh link."""
        link = self._link(request, sent)
        said = await self._front.send_again(link)
        good = isinstance(said, Say) and said.tone == "good"
        title = "We have sent you a new message" if good else "That did not work"
        found = await self._front.opened(link)
        return look.page(
            "plain",
            200 if good else 403,
            title=title,
            words=_words(said),
            ring=found.ring,
            council=found.council_name,
        )

    async def prove(self, request: Request, sent: Sent) -> Response:
        """Take the code; the right one opens the message."""
        link = self._link(request, sent)
        typed = one(sent, "code")
        figures = "".join(each for each in typed if each in "0123456789")
        # What cannot be a code is not counted as a try.
        result = await self._front.prove(link, figures) if len(figures) == 6 else Say(SIX_FIGURES, "warning")
        if isinstance(result, Visit):
            response = to("message")
            self._cookies.keep(response, "visit", _bound(self._front, result.token, link))
            return response
        found = await self._front.opened(link)
        if found.came != "open":
            return self._shown(found, link)
        return self._typing(found, link, error=result.text, typed=typed[:20])

    async def finished(self, request: Request) -> Response:
        """Nothing is left in this browser."""
        del request
        words = "Nothing of it is left in this browser. You can close this page."
        return look.page("plain", title="You have finished", words=words)

    def _link(self, request: Request, sent: Sent | None = None) -> str:
        link = self._cookies.read(request, "link")
        if not link or (sent is not None and Carrier(self._front, link).unpack(_FORM, one(sent, "state")) is None):
            raise NotTaken(403)
        return link

    def _shown(self, found: Opened, link: str) -> Response:
        if found.came != "open":
            log.info("web.link_refused", came=found.came)
        return look.page(
            "opened",
            _STATUS[found.came],
            title=_TITLES[found.came],
            found=found,
            council=found.council_name,
            ring=found.ring,
            state=Carrier(self._front, link).pack(_FORM),
        )

    def _typing(self, found: Opened, link: str, *, told: str = "", error: str = "", typed: str = "") -> Response:
        return look.page(
            "code",
            title="Type the code",
            found=found,
            council=found.council_name,
            ring=found.ring,
            told=told,
            error=error,
            typed=typed,
            state=Carrier(self._front, link).pack(_FORM),
        )


def _words(said: Reply) -> str:
    return said.text if isinstance(said, Say) else ""
