"""The core's replies as Teams shows them: a card in the same place, a passing line, or a new message."""

from __future__ import annotations

from dataclasses import replace

from adapters.teams.rendering import Pressed, Rendered, card_json, form_json
from adapters.teams.rendering.literal import label
from adapters.teams.rendering.measure import Json
from bot.app.cards import Card, Field, Form, Text, Value
from bot.app.replies import Ask, Reply, Say, Show, Wrong

SUMMARY = "Quorate has answered"
NOT_SAVED = Say("That was not saved: Quorate cannot reach its records. Please try again in a minute.", "warning")
NOT_HERE = Say("Please write to me in our own chat: here others could read the answer.", "quiet")
OUTDATED = Say("This button is out of date. Type home to see what is waiting for you.", "quiet")


def drawn(reply: Reply, pressed: Pressed | None = None, *, answered: bool = True) -> Rendered:
    """The reply as a card. `answered`: it stands in answer to typed words, not in a notice's place."""
    match reply:
        case Show(card=card):
            return card_json(card, answered=answered)
        case Ask(form):
            return form_json(form, answered=answered)
        case Wrong(form, errors):
            values = pressed.values if pressed else {}
            return form_json(_with_errors(form, errors, values), answered=answered)
        case Say(text, tone):
            first, _, rest = text.partition("\n")
            if len(first) > 200:
                first, rest = "Quorate", text
            blocks = (Text(rest.strip("\n"), tone),) if rest.strip() else ()
            return card_json(Card(first, SUMMARY, blocks), answered=answered)


def invoke_answer(reply: Reply, pressed: Pressed) -> Json:
    """The body that answers an `adaptiveCard/action`. A plain word to a button leaves the card as it stands."""
    if isinstance(reply, Say) and not pressed.submits:
        return _message(reply.text)
    return {
        "statusCode": 200,
        "type": "application/vnd.microsoft.card.adaptive",
        "value": drawn(reply, pressed, answered=pressed.answered).json,
    }


def stays(reply: Reply, pressed: Pressed) -> bool:
    """True when the answer must also be written into the chat, for the client forgets it when it is reopened.

    Words of a case are left to be forgotten.
    """
    if isinstance(reply, Show):
        return pressed.answered and not reply.detail
    return pressed.answered and isinstance(reply, Say) and pressed.submits


def _message(text: str) -> Json:
    return {
        "statusCode": 200,
        "type": "application/vnd.microsoft.activity.message",
        "value": label(text, 1000) or "Done.",
    }


NOT_SAVED_ANSWER = _message(NOT_SAVED.text)
OUTDATED_ANSWER = _message(OUTDATED.text)
NOT_HERE_ANSWER = _message(NOT_HERE.text)


def _with_errors(form: Form, errors: dict[str, str], values: dict[str, Value]) -> Form:
    """The form with what was typed and what is wrong; an error of no field of it stands on top."""

    def marked(field: Field) -> Field:
        return replace(
            field,
            error=errors.get(field.name, field.error),
            value=field.value or values.get(field.name, field.value),
        )

    fields = tuple(marked(field) for field in form.fields)
    named = {field.name for field in fields}
    general = tuple(Text(words, "urgent") for name, words in errors.items() if name not in named)
    return replace(form, fields=fields, blocks=(*general, *form.blocks))
