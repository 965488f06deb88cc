"""What a bot may post, and the messages it becomes."""

from collections.abc import Sequence

from .card_rules import check_card
from .conversations import CARD_TYPE
from .people import Json
from .refusals import Refusal

CARD_TYPES = (CARD_TYPE, "application/vnd.microsoft.card.hero", "application/vnd.microsoft.card.thumbnail")


def messages_of(activity: Json) -> Sequence[Json]:
    """The messages that one activity becomes: text and each card stand alone in Teams."""
    if activity.get("type") != "message":
        raise Refusal(400, "BadArgument", f"Activity type {activity.get('type')!r} is not supported")
    attachments = objects(activity, "attachments")
    text = activity.get("text") or ""
    if not text and not attachments:
        message = "Activity must include non empty 'text' field or at least one attachment to be sent"
        raise Refusal(400, "BadSyntax", message)
    for attachment in attachments:
        _check_attachment(attachment)
    cards = [{**activity, "text": "", "attachments": [attachment]} for attachment in attachments]
    return [{**activity, "attachments": []}, *cards] if text else cards


def _check_attachment(attachment: Json) -> None:
    kind = attachment.get("contentType")
    if kind not in CARD_TYPES:
        raise Refusal(400, "BadArgument", f"Unknown attachment type: {kind}")
    if kind != CARD_TYPE:
        return
    if not isinstance(attachment.get("content"), dict):
        raise Refusal(400, "BadArgument", "An Adaptive Card attachment has no content")
    check_card(attachment["content"])


def objects(payload: object, name: str) -> list[Json]:
    """The JSON objects under a name, however few or wrongly shaped."""
    value = payload.get(name) if isinstance(payload, dict) else None
    found = value if isinstance(value, list) else [value]
    return [item for item in found if isinstance(item, dict)]
