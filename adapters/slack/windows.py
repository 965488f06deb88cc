"""Answers that are shown in windows: above the Home tab, in the window that was pressed, or as it is sent."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import assert_never

from adapters.slack import sentences
from adapters.slack.arrivals import Json
from adapters.slack.places import Place, marked
from adapters.slack.rendering import card_view, say_view
from bot.app.cards import Card
from bot.app.replies import Ask, Reply, Say, Show, Wrong


@dataclass(frozen=True)
class AtHome(Place):
    """A button of the Home tab: all is shown in a window above it."""

    async def show(self, card: Card) -> None:
        """The card in a window."""
        await self.open(card_view(card, from_home=self.from_home))

    async def say(self, _told: Json, view: Json) -> None:
        """The words in a window."""
        await self.open(view)

    def too_late(self) -> str:
        """The button is still there."""
        return sentences.PRESS_AGAIN


@dataclass(frozen=True)
class AtMessage(AtHome):
    """The menu of somebody's message: all is shown in a window, for others read along where the message stands."""

    def too_late(self) -> str:
        """The message's menu is still there."""
        return sentences.CHOOSE_AGAIN


@dataclass(frozen=True)
class InWindow(AtHome):
    """A button of a window: the window itself changes."""

    view_id: str = ""

    async def open(self, view: Json) -> None:
        """Change the window."""
        await self.web.call(self.workspace, "views.update", view_id=self.view_id, view=view)


@dataclass(frozen=True)
class OnSubmit(InWindow):
    """The submit button of a window: everything can be said in the response."""

    @property
    def waiting(self) -> Json | None:
        """The window stays, and is filled when the answer is there."""
        return _updated(say_view(sentences.ONE_MOMENT, "quiet", from_home=self.from_home))

    def in_response(self, reply: Reply) -> Json | None:
        """Errors beside their inputs (Slack keeps what was typed), else the window's next content."""
        match reply:
            case Wrong(form, errors):
                beside = self._beside(errors)
                return beside or _updated(self.form(marked(form, errors)))
            case Ask(form):
                return _updated(self.form(form))
            case Show(card):
                return _updated(card_view(card, from_home=self.from_home))
            case Say(text, tone):
                return _updated(say_view(text, tone, from_home=self.from_home))
            case _:
                assert_never(reply)

    def _beside(self, errors: dict[str, str]) -> Json | None:
        """Slack takes errors only for inputs of the window as it is; otherwise it shows none of them."""
        blocks = self.entered.blocks if self.entered else {}
        if not errors or any(name not in blocks or not said.strip() for name, said in errors.items()):
            return None
        return {"response_action": "errors", "errors": {blocks[name]: said for name, said in errors.items()}}


async def hold(place: Place) -> Place:
    """A click opens nothing after three seconds: open a window now, to be filled when the answer is there."""
    if not place.trigger:
        return place
    view = say_view(sentences.ONE_MOMENT, "quiet", from_home=place.from_home)
    opened = await place.web.call(place.workspace, "views.open", trigger_id=place.trigger, view=view)
    same = {field.name: getattr(place, field.name) for field in fields(Place)}
    return InWindow(**{**same, "trigger": ""}, view_id=opened["view"]["id"])


def _updated(view: Json) -> Json:
    return {"response_action": "update", "view": view}
