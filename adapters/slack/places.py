"""Where an answer goes: each way in has its own way back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import assert_never

from adapters.slack import sentences
from adapters.slack.arrivals import Json
from adapters.slack.failures import ApiFailure
from adapters.slack.rendering import form_view, message, say_view, words
from adapters.slack.values import Entered
from adapters.slack.web import SlackWeb
from bot.app.cards import Button, Card, Form, Text
from bot.app.replies import Ask, Reply, Say, Show, Wrong

TYPED_AGAIN = "adapter_typed"
"""The verb of the button that repeats a typed line where a window can be opened."""


@dataclass(frozen=True)
class Place:
    """Someone's spot in Slack, answered by a note that only they see unless a subclass knows better."""

    web: SlackWeb
    workspace: str
    user: str
    command: str
    trigger: str = ""
    response_url: str = ""
    from_home: bool = False
    entered: Entered | None = None

    @property
    def waiting(self) -> Json | None:
        """What Slack gets when the answer is not ready within its three seconds."""
        return None

    def in_response(self, _reply: Reply) -> Json | None:
        """The answer as the body of the HTTP response, where Slack shows that; None when it needs a call."""
        return None

    async def deliver(self, reply: Reply) -> None:
        """Show the answer by calling Slack; ApiFailure when it does not take it."""
        match reply:
            case Ask(form):
                await self.open(self.form(form))
            case Wrong(form, errors):
                await self.open(self.form(marked(form, errors)))
            case Show(card):
                await self.show(card)
            case Say(text, tone):
                await self.say(words(text, tone), say_view(text, tone, from_home=self.from_home))
            case _:
                assert_never(reply)

    def form(self, form: Form) -> Json:
        """The form as a view, with the names of people already chosen."""
        return form_view(form, self.entered.labels if self.entered else {}, from_home=self.from_home)

    async def open(self, view: Json) -> None:
        """Open a window."""
        await self.web.call(self.workspace, "views.open", trigger_id=self.trigger, view=view)

    async def show(self, card: Card) -> None:
        """Show a card."""
        await self.web.answer(self.response_url, {"response_type": "ephemeral", **message(card)})

    async def say(self, told: Json, _view: Json) -> None:
        """Say something short: `told` as a message, or as a view."""
        answer = {"response_type": "ephemeral", "replace_original": False, **told}
        await self.web.answer(self.response_url, answer)

    async def tell(self, text: str) -> None:
        """Say why something did not work, by whatever way is left."""
        if self.response_url:
            await Place.say(self, words(text, "warning"), {})
        else:
            opened = await self.web.call(self.workspace, "conversations.open", users=self.user)
            channel = opened["channel"]["id"]
            await self.web.call(self.workspace, "chat.postMessage", channel=channel, **words(text, "warning"))

    def too_late(self) -> str:
        """What to do when Slack would not open the window any more."""
        return sentences.TOO_SLOW_TO_OPEN.format(command=self.command)


@dataclass(frozen=True)
class AtCommand(Place):
    """A slash command: what the response holds is shown to its writer alone."""

    def in_response(self, reply: Reply) -> Json | None:
        """Cards and words at once; a form needs a window."""
        match reply:
            case Show(card):
                return {"response_type": "ephemeral", **message(card)}
            case Say(text, tone):
                return {"response_type": "ephemeral", **words(text, tone)}
            case _:
                return None


@dataclass(frozen=True)
class OnMessage(Place):
    """A button of a message; `post` is its conversation and timestamp, both empty when only its reader sees it."""

    post: tuple[str, str] = ("", "")

    async def show(self, card: Card) -> None:
        """The card takes the place of the message."""
        content = message(card)
        try:
            await self.web.answer(self.response_url, {"replace_original": True, **content})
        except ApiFailure:
            channel, ts = self.post
            if not ts:
                raise
            await self.web.call(self.workspace, "chat.update", channel=channel, ts=ts, **content)

    def too_late(self) -> str:
        """The button is still there."""
        return sentences.PRESS_AGAIN


@dataclass(frozen=True)
class InChat(Place):
    """A line written to us in the one-to-one conversation `channel`."""

    channel: str = ""
    typed: str = ""

    async def open(self, _view: Json) -> None:
        """No window can be opened for a typed line: a button is offered that can."""
        button = Button(sentences.OPEN_FORM, TYPED_AGAIN, self.typed[:200], "primary")
        await self._post(message(Card(sentences.FORM_WAITS, sentences.FORM_WAITS, (), (button,))))

    async def show(self, card: Card) -> None:
        """The card as a message."""
        await self._post(message(card))

    async def say(self, told: Json, _view: Json) -> None:
        """The words as a message."""
        await self._post(told)

    async def tell(self, text: str) -> None:
        """The same."""
        await self._post(words(text, "warning"))

    async def _post(self, content: Json) -> None:
        quiet = {"mrkdwn": False, "unfurl_links": False, "unfurl_media": False}
        await self.web.call(self.workspace, "chat.postMessage", channel=self.channel, **content, **quiet)


def marked(form: Form, errors: dict[str, str]) -> Form:
    """The form with its errors; those that belong to no question stand above all."""
    again = form.with_errors(errors, {}) if errors else form
    asked = {field.name for field in form.fields}
    general = tuple(Text(said, "warning") for name, said in errors.items() if name not in asked)
    return replace(again, blocks=(*general, *again.blocks))
