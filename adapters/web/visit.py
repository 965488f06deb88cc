"""In a visit: one's message and one's own page, the buttons on them, and their forms, a question a page."""

from __future__ import annotations

from dataclasses import replace
from secrets import token_urlsafe

from starlette.requests import Request
from starlette.responses import Response

from adapters.web import look
from adapters.web.coming import VISIT_OF_LINK, to
from adapters.web.cookies import Cookies
from adapters.web.course import Course, begun, kept_names
from adapters.web.guest import Guest
from adapters.web.reading import read_page
from adapters.web.sent import NotTaken, Sent, one
from adapters.web.wording import ENDED, NOBODY, PICK
from bot.app.ports import Front
from bot.app.replies import Ask, Reply, Say, Show, Wrong


class Visiting:
    """The pages of somebody who has proved who they are."""

    def __init__(self, front: Front, cookies: Cookies) -> None:
        self._front, self._cookies = front, cookies

    async def message(self, request: Request) -> Response:
        """What the link leads to, as it stands now."""
        guest = await self._guest(request)
        return _ended(self._cookies) if guest is None else await self._place(guest, "message")

    async def home(self, request: Request) -> Response:
        """The person's own page."""
        guest = await self._guest(request)
        return _ended(self._cookies) if guest is None else await self._place(guest, "home")

    async def see(self, request: Request, token: str) -> Response:
        """What a button shows that changes nothing; only one that this visit was shown."""
        guest = await self._guest(request)
        if guest is None:
            return _ended(self._cookies)
        pressed = guest.seen(token)
        if not self._front.looks(pressed.verb):
            raise NotTaken(403)
        reply = await self._front.pressed(guest.who, pressed.verb, pressed.subject, {}, token_urlsafe(12))
        return await self._replied(guest, reply, pressed.origin)

    async def do(self, request: Request, sent: Sent) -> Response:
        """A button. One that is not lightly undone asks first, on a page of its own."""
        guest = await self._guest(request)
        if guest is None:
            return _ended(self._cookies)
        pressed = guest.pressed(one(sent, "state"))
        looks = self._front.looks(pressed.verb)
        # What only opens a form asks there.
        if (pressed.confirm or (pressed.style == "danger" and not looks)) and not pressed.sure:
            return guest.sure(pressed)
        if looks:
            return to(f"see/{guest.address_of(pressed)}")
        reply = await self._front.pressed(guest.who, pressed.verb, pressed.subject, {}, pressed.key)
        return await self._replied(guest, reply, pressed.origin)

    async def answer(self, request: Request, sent: Sent) -> Response:
        """A page of a form: back, on to the next question, or sent."""
        guest = await self._guest(request)
        if guest is None:
            return _ended(self._cookies)
        course = guest.course(one(sent, "state"))
        match one(sent, "do"):
            case "back" if course.lookup or course.at:
                return guest.step(replace(course, lookup=(), at=course.at if course.lookup else course.at - 1))
            case "back":
                return to(course.origin)
            case "on" if course.lookup:
                return await self._chosen(guest, course, one(sent, "pick"))
            case "on":
                read = read_page(course, sent)
                if read.errors:
                    return guest.step(read.course, read.errors, read.typed)
                return await self._onwards(guest, read.course)
        raise NotTaken(403)

    async def finish(self, request: Request, sent: Sent) -> Response:
        """End the visit and take both cookies away: on a shared computer nothing is left."""
        del sent
        guest = await self._guest(request)
        if guest is not None:
            await self._front.finished(guest.visit)
        response = to("finished")
        self._cookies.forget(response, "link", "visit")
        if self._cookies.secure:
            response.headers["Clear-Site-Data"] = '"cache"'
        return response

    async def _chosen(self, guest: Guest, course: Course, picked: str) -> Response:
        lookup = course.asked
        if lookup is None or picked not in {"", *(each.value for each in lookup.options)}:
            raise NotTaken(403)
        if not picked:
            return guest.step(course, {lookup.field: PICK})
        return await self._onwards(guest, course.picks(lookup.field, lookup.name, picked))

    async def _onwards(self, guest: Guest, course: Course) -> Response:
        """Who is meant by a name, then the next question, then the sending of it all."""
        unclear = course.unclear()
        if unclear is not None:
            name, query = unclear
            found = await self._front.options(guest.who, course.form.verb, course.form.subject, name, query)
            if not found:
                return guest.step(course, {name: f"{query}: {NOBODY}"})
            return guest.step(replace(course, lookup=(name, query, found)))
        following = course.next_at()
        if following is not None:
            return guest.step(replace(course, at=following))
        form = course.form
        reply = await self._front.submitted(guest.who, form.verb, form.subject, course.complete(), course.key)
        if isinstance(reply, Wrong):
            again = begun(reply.form, token_urlsafe(12), course.origin, reply.errors)
            return guest.step(kept_names(again, course))
        return await self._replied(guest, reply, course.origin)

    async def _replied(self, guest: Guest, reply: Reply, origin: str) -> Response:
        match reply:
            case Show(card, detail, saved):
                return guest.card(card, origin, detail=detail, saved=saved)
            case Ask(form) | Wrong(form, _):
                return guest.step(begun(form, token_urlsafe(12), origin))
            case Say():
                return await self._place(guest, origin, reply)

    async def _place(self, guest: Guest, origin: str, said: Say | None = None) -> Response:
        if origin == "home":
            return guest.card(await self._front.home(guest.who), "home", said=said)
        found = await self._front.visited(guest.visit)
        if isinstance(found, Show):
            return guest.card(found.card, "message", detail=found.detail, said=said)
        words = [each for each in (said, found) if isinstance(each, Say)]
        return guest.words(words)

    async def _guest(self, request: Request) -> Guest | None:
        """Who visits; None when the visit has ended, or was proved for another link than this browser now holds."""
        link, cookie = (self._cookies.read(request, what) for what in ("link", "visit"))
        token, _, seal = cookie.rpartition(".")
        if not token or not self._front.sealed(seal, VISIT_OF_LINK, token, link):
            return None
        visit = await self._front.visiting(token)
        return None if visit is None else Guest(self._front, visit)


def _ended(cookies: Cookies) -> Response:
    response = look.page("ended", 403, title="Your visit has ended", words=ENDED)
    cookies.forget(response, "visit")
    return response
