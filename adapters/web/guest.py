"""What one visit is shown, and what it may therefore press: everything goes out under a seal of its own."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from secrets import token_urlsafe
from typing import Any

from starlette.responses import Response

from adapters.web import look
from adapters.web.carried import Carrier
from adapters.web.course import Course
from adapters.web.drawing import drawn, question
from adapters.web.sent import NotTaken, Sent
from adapters.web.wording import SAVED
from bot.app.cards import Button, Card
from bot.app.ports import Front, Visit
from bot.app.replies import Say
from bot.domain.people import Identity
from scheduling.london import LONDON

_PRESS, _SEE, _COURSE = "press 1", "see 1", "course 1"
_LONGEST_TITLE = 90


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button as it was shown. `origin` is the page to come back to; `key` makes one showing of it count once."""

    verb: str
    subject: str
    origin: str
    label: str = ""
    style: str = "plain"
    confirm: str = ""
    key: str = ""
    sure: bool = False


class Guest:
    """Somebody in a visit."""

    def __init__(self, front: Front, visit: Visit) -> None:
        self.visit = visit
        self._carrier = Carrier(front, visit.token)

    @property
    def who(self) -> Identity:
        """Who acts."""
        return self.visit.who

    def pressed(self, state: str) -> Pressed:
        """The button that was pressed. NotTaken (403) for one that this visit was not shown."""
        return Pressed(**self._taken(_PRESS, state))

    def seen(self, token: str) -> Pressed:
        """The button whose address this is. NotTaken (403) likewise."""
        return Pressed(**self._taken(_SEE, token))

    def course(self, state: str) -> Course:
        """The form that a page belongs to. NotTaken (403) likewise."""
        return Course(**self._taken(_COURSE, state))

    def address_of(self, pressed: Pressed) -> str:
        """An address for what only shows something."""
        return self._carrier.pack(_SEE, verb=pressed.verb, subject=pressed.subject, origin=pressed.origin)

    def card(
        self, card: Card, origin: str, *, detail: bool = False, saved: bool = False, said: Say | None = None
    ) -> Response:
        """A card as a page. What it says of a case is kept out of the title, which a browser remembers."""
        heading = card.summary if origin == "home" and card.title == "Quorate" and card.summary else card.title
        return self._page(
            "card",
            title="Shown because you asked" if detail else heading[:_LONGEST_TITLE],
            heading=heading,
            blocks=drawn(card.blocks, lambda button: self._button(button, origin)),
            buttons=[self._button(each, origin) for each in card.buttons],
            saved=SAVED if saved else "",
            said=said,
            origin=origin,
        )

    def words(self, said: list[Say]) -> Response:
        """A few sentences, where there is no card to stand on."""
        return self._page("words", title="What happened", said=said, origin="message")

    def step(self, course: Course, errors: dict[str, str] | None = None, typed: Sent | None = None) -> Response:
        """One page of a form."""
        wrong = course.errors if errors is None else errors
        here = [each.name for each in course.page]
        shown = {name: words for name, words in wrong.items() if name in here or name not in course.complete()}
        # What is wrong here is told now; it is forgotten once this page is answered.
        carried = replace(course, errors={name: wrong[name] for name in wrong.keys() - shown.keys()})
        first = course.at == 0 and not course.lookup
        return self._page(
            "lookup" if course.lookup else "step",
            title=course.form.title[:_LONGEST_TITLE],
            form=course.form,
            blocks=drawn(course.form.blocks, lambda button: self._button(button, course.origin)) if first else [],
            questions=[question(each, course, shown.get(each.name, ""), typed) for each in course.page],
            lookup=course.asked,
            errors=shown,
            error=bool(shown),
            last=course.next_at() is None,
            number=course.at + 1,
            pages=len(course.pages),
            state=self._carrier.pack(_COURSE, **carried.things()),
            buttons=[self._button(each, course.origin) for each in course.form.buttons] if first else [],
            origin=course.origin,
        )

    def sure(self, pressed: Pressed) -> Response:
        """Is that really meant?"""
        again = replace(pressed, sure=True)
        return self._page(
            "sure",
            title=pressed.confirm or f"{pressed.label}: are you sure?",
            pressed=pressed,
            state=self._carrier.pack(_PRESS, **asdict(again)),
            origin=pressed.origin,
        )

    def _button(self, button: Button, origin: str) -> dict[str, Any]:
        pressed = Pressed(
            button.verb, button.subject, origin, button.label, button.style, button.confirm, token_urlsafe(12)
        )
        return {"label": button.label, "style": button.style, "state": self._carrier.pack(_PRESS, **asdict(pressed))}

    def _page(self, template: str, **things: Any) -> Response:
        until = self.visit.ends_at.astimezone(LONDON).strftime("%H:%M")
        return look.page(template, nav={"until": until}, **things)

    def _taken(self, purpose: str, text: str) -> dict[str, Any]:
        found = self._carrier.unpack(purpose, text)
        if found is None:
            raise NotTaken(403)
        return found
