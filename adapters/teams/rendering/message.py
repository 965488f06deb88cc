"""The activity that carries a card: the card alone, for text beside it would be sent as a second message."""

from __future__ import annotations

from adapters.teams.rendering.document import Rendered
from adapters.teams.rendering.measure import Json

CARD = "application/vnd.microsoft.card.adaptive"


def message_activity(rendered: Rendered, reference: dict[str, str]) -> Json:
    """A message for `POST …/activities`, naming person and tenant as the connector wants it."""
    return {
        **_with_card(rendered),
        "from": {"id": reference["bot_id"]},
        "recipient": {"id": reference["user_id"]},
        "conversation": {"id": reference["conversation_id"], "tenantId": reference["tenant_id"]},
        "channelData": {"tenant": {"id": reference["tenant_id"]}},
    }


def update_activity(rendered: Rendered, post_id: str) -> Json:
    """The same message again, for `PUT …/activities/{id}`."""
    return {**_with_card(rendered), "id": post_id}


def _with_card(rendered: Rendered) -> Json:
    return {
        "type": "message",
        "summary": rendered.summary,
        "attachmentLayout": "list",
        "attachments": [{"contentType": CARD, "content": rendered.json}],
    }
