"""Dialogs (task modules) and message actions: opened by an invoke, submitted by another."""

from typing import Any

from .activities import ActivityWriter
from .card_rules import check_card
from .conversations import CARD_TYPE, Posted
from .courier import Answer, Courier
from .form import Button, Form
from .people import Json
from .reading import read
from .refusals import Refusal
from .screen import Dialog, Screen, Shown

THEME = {"theme": "default"}


class Dialogs:
    """Opens and submits the one dialog a client can show at a time."""

    def __init__(self, screen: Screen, courier: Courier, writer: ActivityWriter) -> None:
        self._screen = screen
        self._courier = courier
        self._writer = writer

    async def fetch(self, data: Json, card_id: str) -> Shown:
        """A card's button whose data says `msteams: {type: task/fetch}`."""
        value = {"data": data, "context": THEME}
        answer = await self._courier.deliver(self._writer.invoke("task/fetch", value, card_id))
        return self._apply(answer, "task/submit", {}, "")

    async def message_action(self, command_id: str, message: Posted | str | None, group_chat: str = "") -> Shown:
        """A command of the app chosen from a message's menu, or (None) from the box one types in."""
        context: Json = {"commandId": command_id, "commandContext": "message", "context": THEME}
        if message is None:
            context["commandContext"] = "compose"
        else:
            context["messagePayload"] = self._payload(message)
        invoke = self._writer.invoke("composeExtension/fetchTask", context, group_chat=group_chat)
        answer = await self._courier.deliver(invoke)
        return self._apply(answer, "composeExtension/submitAction", context, group_chat)

    async def submit(self, dialog: Dialog, button: Button) -> Shown:
        """A button pressed in the open dialog."""
        if complaints := dialog.form.complaints(button):
            return Shown("blocked", "\n".join(complaints))
        value = {**dialog.context, "data": dialog.form.gathered(button), "context": THEME}
        group_chat = str(value.pop("groupChat", ""))
        invoke = self._writer.invoke(dialog.submit_as, value, group_chat=group_chat)
        answer = await self._courier.deliver(invoke)
        return self._apply(answer, dialog.submit_as, value, group_chat)

    def _payload(self, message: Posted | str) -> Json:
        person, now = self._writer.chat.person, self._writer.now()
        text = message if isinstance(message, str) else read(message)
        by_bot = isinstance(message, Posted) and message.by_bot
        user = {"id": person.aad_object_id, "displayName": person.name, "userIdentityType": "aadUser"}
        bot = {"id": self._writer.app_id, "displayName": "Quorate", "applicationIdentityType": "bot"}
        return {
            "id": message.id if isinstance(message, Posted) else str(int(now.timestamp() * 1000)),
            "messageType": "message",
            "createdDateTime": now.isoformat(timespec="milliseconds"),
            "importance": "normal",
            "locale": "en-gb",
            "from": {"application": bot} if by_bot else {"user": user},
            "body": {"contentType": "text", "content": text},
            "attachments": [],
            "mentions": [],
            "reactions": [],
        }

    def _apply(self, answer: Answer, submit_as: str, context: Json, group_chat: str) -> Shown:
        if not answer.ok:
            return self._screen.error()
        task = (answer.body or {}).get("task") if isinstance(answer.body, dict | None) else None
        if not task:
            self._screen.dialog = None
            return Shown("closed")
        if task.get("type") == "message":
            self._screen.dialog = None
            return self._screen.toast(str(task.get("value", "")))
        form = _form(task)
        if form is None:
            return self._screen.error()
        title = str(task["value"].get("title", ""))
        carried = {k: v for k, v in context.items() if k not in ("data", "context")}
        if group_chat:
            carried["groupChat"] = group_chat
        self._screen.dialog = Dialog(title, form, submit_as, carried)
        return Shown("dialog", read(form))


def _form(task: Any) -> Form | None:
    """The card of a `continue` answer; None when the client could not show it."""
    value = task.get("value") if task.get("type") == "continue" else None
    card = value.get("card") if isinstance(value, dict) else None
    if not isinstance(card, dict) or card.get("contentType") != CARD_TYPE:
        return None
    try:
        check_card(card["content"])
    except (Refusal, KeyError):
        return None
    return Form(card["content"])
