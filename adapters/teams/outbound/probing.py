"""Whether somebody's chat can be written to again. Teams tells of no unblocking, so it is tried without a message."""

from __future__ import annotations

from adapters.teams.outbound.connector import Connector
from adapters.teams.outbound.outcome import failure
from adapters.teams.outbound.reference import Reference
from bot.app.ports import Delivery, Sent


async def probe(connector: Connector, reference: Reference) -> Delivery:
    """Alive when the chat takes "is typing", which leaves nothing behind; a blocked bot is refused it as any post."""
    path = ("conversations", reference.conversation_id, "activities")
    bot = {"id": reference.bot_id}
    typing = {"type": "typing", "from": bot, "recipient": {"id": reference.user_id}}
    answer = await connector.call("POST", reference.service_url, path, typing)
    if answer.status not in (200, 201, 202):
        return failure(answer, updating=True)
    return Sent("", "", dict(reference.as_json()))
