"""A person's hands on their Teams client: they install, type, fill in and press; the bot gets what Teams sends."""

import asyncio
from collections.abc import Callable
from typing import Any

from .activities import ActivityWriter
from .card_rules import check_card
from .conversations import CARD_TYPE, Conversation, Posted
from .courier import Answer, Courier
from .dialogs import Dialogs
from .entry import Filled
from .form import Button
from .people import Json, Person
from .reading import read
from .refusals import Refusal
from .screen import WENT_WRONG, Dialog, Screen, Shown

MESSAGE_ANSWER = "application/vnd.microsoft.activity.message"
ERROR_ANSWER = "application/vnd.microsoft.error"


class Hand:
    """Acts for one person; `screen` is what they see."""

    def __init__(self, chat: Conversation, courier: Courier, writer: ActivityWriter) -> None:
        self._chat = chat
        self._courier = courier
        self._writer = writer
        self.screen = Screen(chat)
        self._dialogs = Dialogs(self.screen, courier, writer)

    @property
    def person(self) -> Person:
        """Whose hands these are."""
        return self._chat.person

    @property
    def conversation_id(self) -> str:
        """The id of their personal chat with the bot."""
        return self._chat.id

    @property
    def messages(self) -> list[Posted]:
        """Everything in their chat, oldest first, each with all its versions."""
        return self.screen.messages

    @property
    def cards(self) -> list[Posted]:
        """The messages that are cards, oldest first."""
        return self.screen.cards

    async def install(self) -> list[Answer]:
        """Add the app in the personal scope."""
        self.person.installed = True
        return [await self._courier.deliver(event) for event in self._writer.installed()]

    async def uninstall(self) -> list[Answer]:
        """Remove the app."""
        self.person.installed = False
        return [await self._courier.deliver(event) for event in self._writer.uninstalled()]

    def block(self) -> None:
        """Block the bot; Teams tells it nothing."""
        self.person.blocked = True

    def unblock(self) -> None:
        """Let the bot write again; Teams tells it nothing of this either."""
        self.person.blocked = False

    async def say(self, text: str, group_chat: str = "") -> Answer:
        """Write a message to the bot, in the personal chat or in the group chat with this id."""
        if not group_chat and (self.person.blocked or not self.person.installed):
            raise AssertionError(f"{self.person.name} has no chat with the bot: not installed, or blocked")
        activity = self._writer.message(text, group_chat)
        if not group_chat:
            activity["id"] = self._chat.post(activity, self._writer.now(), by_bot=False).id
        answer = await self._courier.deliver(activity)
        if not answer.ok:
            self.screen.error(f"{WENT_WRONG} ({answer.status})")
        return answer

    def fill(self, label: str, value: Filled, in_card: str | Posted | None = None) -> "Hand":
        """Fill in the input with this visible label; choices go by their titles."""
        self.screen.form_with(label, in_card).fill(label, value)
        return self

    async def press(self, label: str, in_card: str | Posted | None = None, version: int = -1) -> Shown:
        """Press the button with this visible label; with `version`, on a form the card had before."""
        if self.screen.dialog is not None:
            return await self._press_in(self.screen.dialog, label)
        posted, button = self.screen.find_button(label, in_card, version)
        form = self.screen.form(posted, version)
        kind = str(button.action["type"])
        if kind == "Action.ShowCard":
            form.unfold(button.action)
            return Shown("unfolded", read(form))
        if kind == "Action.ToggleVisibility":
            form.toggle(button.action)
            return Shown("toggled", read(form))
        if kind == "Action.OpenUrl":
            return self._open(button)
        if complaints := form.complaints(button):
            return Shown("blocked", "\n".join(complaints))
        if kind == "Action.Execute":
            return await self._execute(posted, button.action, form.gathered(button), "manual")
        return await self._submit(posted, button, form.gathered(button))

    async def look(self) -> list[Shown]:
        """Open the chat: cards with a `refresh` that names this person are refreshed by the client."""
        seen = []
        for posted in self.screen.cards:
            refresh: Json = (posted.card or {}).get("refresh") or {}
            if self.person.mri in (refresh.get("userIds") or []):
                action = refresh["action"]
                seen.append(await self._execute(posted, action, action.get("data") or {}, "automatic"))
        return seen

    async def message_action(
        self, command_id: str, message: Posted | str | None = None, group_chat: str = ""
    ) -> Shown:
        """Choose a command of the app from a message's menu (a text stands for somebody's message)."""
        return await self._dialogs.message_action(command_id, message, group_chat)

    def close_dialog(self) -> None:
        """Close the dialog without sending; the bot is not told."""
        self.screen.dialog = None

    async def sees(self, text: str, within: float = 5.0) -> Posted:
        """Wait until a message says this; AssertionError shows what is there instead. Seconds."""
        return await self._until(lambda: self._newest(text), within, f"nothing says {text!r}")

    def _newest(self, text: str) -> Posted | None:
        return next((m for m in reversed(self.screen.messages) if text in read(m)), None)

    async def _until(self, look: Callable[[], Posted | None], within: float, complaint: str) -> Posted:
        deadline = asyncio.get_running_loop().time() + within
        while (found := look()) is None:
            if asyncio.get_running_loop().time() > deadline:
                raise AssertionError(f"{complaint} after {within:g} s; {self.screen.describe()}")
            await asyncio.sleep(0.01)
        return found

    async def _press_in(self, dialog: Dialog, label: str) -> Shown:
        for button in dialog.form.buttons():
            if button.label == label:
                if button.action["type"] == "Action.OpenUrl":
                    return self._open(button)
                if button.action["type"] == "Action.Execute":
                    return self.screen.error()
                return await self._dialogs.submit(dialog, button)
        raise AssertionError(f"no button says {label!r}; {self.screen.describe()}")

    def _open(self, button: Button) -> Shown:
        address = str(button.action["url"])
        self.screen.opened.append(address)
        return Shown("opened", address)

    async def _submit(self, posted: Posted, button: Button, data: Json) -> Shown:
        special: Json = data.get("msteams") or {}
        if special.get("type") == "task/fetch":
            return await self._dialogs.fetch(data, posted.id)
        if special.get("type") == "imBack":
            await self.say(str(special.get("value", "")))
            return Shown("sent", str(special.get("value", "")))
        activity = self._writer.submission(data, posted.id)
        if special.get("type") == "messageBack":
            activity["text"] = special.get("text", "")
            activity["value"] = special.get("value", data)
        answer = await self._courier.deliver(activity)
        return Shown("sent", button.label) if answer.ok else self.screen.error()

    async def _execute(self, posted: Posted, action: Json, data: Json, trigger: str) -> Shown:
        pressed = {name: action[name] for name in ("id", "title", "verb") if name in action}
        value: Json = {"action": {"type": "Action.Execute", **pressed, "data": data}, "trigger": trigger}
        invoke = self._writer.invoke("adaptiveCard/action", value, posted.id)
        answer = await self._courier.deliver(invoke)
        if answer.status != 200 or not isinstance(answer.body, dict):
            return self.screen.error()
        return self._apply(posted, answer.body)

    def _apply(self, posted: Posted, body: Json) -> Shown:
        """Do what an `adaptiveCard/action` answer says, as the client does."""
        kind, value = body.get("type"), body.get("value")
        if body.get("statusCode") == 200 and kind == CARD_TYPE and isinstance(value, dict):
            return self._replace(posted, value)
        if body.get("statusCode") == 200 and kind == MESSAGE_ANSWER:
            return self.screen.toast(str(value)) if value else Shown("sent")
        if kind == ERROR_ANSWER and isinstance(value, dict):
            return self.screen.error(str(value.get("message") or WENT_WRONG))
        return self.screen.error()

    def _replace(self, posted: Posted, card: Json) -> Shown:
        """Show another card in this one's place; a card that the client cannot draw is an error."""
        try:
            check_card(card)
        except Refusal:
            return self.screen.error()
        attachment: dict[str, Any] = {"contentType": CARD_TYPE, "content": card}
        posted.versions.append({**posted.activity, "attachments": [attachment]})
        return Shown("card", read(posted))
