"""Teams' message action "Make this an action": a dialog with our form, answered to the one who chose it.

The message may stand in any chat; the dialog is seen by one person. That chat is never kept as a place to write to.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from adapters.teams import answers
from adapters.teams.incoming import Incoming
from adapters.teams.message_words import message_words
from adapters.teams.package import MAKE_ACTION, MESSAGE_COMMAND
from adapters.teams.rendering import Pressed, Rendered, pressed_from
from adapters.teams.rendering.measure import Json
from bot.app.cards import Value
from bot.app.ports import Front
from bot.app.replies import Reply, Say

FETCH, SUBMIT = "composeExtension/fetchTask", "composeExtension/submitAction"
CARD = "application/vnd.microsoft.card.adaptive"
LONGEST_SAID = 1000


def answers_to(incoming: Incoming) -> bool:
    """True for an invoke of our message action."""
    value = incoming.value
    return incoming.name in (FETCH, SUBMIT) and isinstance(value, dict) and value.get("commandId") == MAKE_ACTION


async def answer(front: Front, incoming: Incoming) -> Json:
    """The dialog's first or next content."""
    who, value = replace(incoming.identity(), conversation={}), incoming.value
    if incoming.name == FETCH:
        values: dict[str, Value] = {"words": message_words(value.get("messagePayload"))}
        return _task(await front.submitted(who, MAKE_ACTION, "", values, incoming.key))
    data = value.get("data")
    pressed = pressed_from(data.get("verb"), data) if isinstance(data, dict) else None
    if pressed is None:
        return _task(answers.OUTDATED)
    call = front.submitted if pressed.submits else front.pressed
    return _task(await call(who, pressed.verb, pressed.subject, pressed.values, incoming.key), pressed)


def not_saved() -> Json:
    """Said when something went wrong on our side."""
    return _task(answers.NOT_SAVED)


def _task(reply: Reply, pressed: Pressed | None = None) -> Json:
    if isinstance(reply, Say):
        return {"task": {"type": "message", "value": reply.text[:LONGEST_SAID]}}
    drawn: Rendered = answers.drawn(reply, pressed, answered=False)
    card = {"contentType": CARD, "content": _for_dialog(drawn.json)}
    shown = {"title": MESSAGE_COMMAND["title"], "width": "medium", "height": "large", "card": card}
    return {"task": {"type": "continue", "value": shown}}


def _for_dialog(part: Any) -> Any:
    """Dialogs know `Action.Submit` alone: the verb goes with the data."""
    if isinstance(part, list):
        return [_for_dialog(each) for each in part]
    if not isinstance(part, dict):
        return part
    if part.get("type") != "Action.Execute":
        return {name: _for_dialog(each) for name, each in part.items()}
    sent = {name: each for name, each in part.items() if name not in ("verb", "data")}
    return {**sent, "type": "Action.Submit", "data": {**part.get("data", {}), "verb": part["verb"]}}
