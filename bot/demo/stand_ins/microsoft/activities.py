"""The activities that Teams sends to a bot, in their complete shapes."""

import html
import uuid
from dataclasses import dataclass

from .conversations import Conversation, next_activity_id
from .people import Json
from .traffic import Clock

BOT_NAME = "Quorate"


@dataclass(frozen=True)
class ActivityWriter:
    """Writes activities of one person in their personal chat, or in a group chat when given its id."""

    chat: Conversation
    service_url: str
    app_id: str
    now: Clock

    def message(self, text: str, group_chat: str = "") -> Json:
        """What the person typed."""
        rich = {"contentType": "text/html", "content": f"<p>{html.escape(text)}</p>"}
        own = {"text": text, "textFormat": "plain", "attachments": [rich]}
        return {**self._envelope("message", group_chat), **own}

    def submission(self, value: Json, card_id: str) -> Json:
        """An `Action.Submit` pressed on a card."""
        return {**self._envelope("message"), "value": value, "replyToId": card_id, **self._source(card_id)}

    def invoke(self, name: str, value: Json, card_id: str = "", group_chat: str = "") -> Json:
        """A request that the bot answers in the HTTP response."""
        invoke = {**self._envelope("invoke", group_chat), "name": name, "value": value}
        return {**invoke, "replyToId": card_id, **self._source(card_id)} if card_id else invoke

    def installed(self) -> list[Json]:
        """The events of an installation in the personal scope, in the order Teams sends them."""
        bot = {"id": f"28:{self.app_id}"}
        arrival = {**self._envelope("conversationUpdate"), "membersAdded": [bot]}
        return [arrival, self._installation("add")]

    def uninstalled(self) -> list[Json]:
        """The event of an uninstallation; Teams sends no other."""
        return [self._installation("remove")]

    def _installation(self, action: str) -> Json:
        return {**self._envelope("installationUpdate"), "action": action}

    def _source(self, card_id: str) -> Json:
        tenant = {"id": self.chat.tenant.id}
        legacy = {"replyToId": card_id}
        return {"channelData": {"tenant": tenant, "source": {"name": "message"}, "legacy": legacy}}

    def _envelope(self, kind: str, group_chat: str = "") -> Json:
        person, tenant, at = self.chat.person, self.chat.tenant, self.now()
        place: Json = {"conversationType": "personal", "tenantId": tenant.id, "id": self.chat.id}
        if group_chat:
            place |= {"conversationType": "groupChat", "isGroup": True, "id": group_chat}
        client = {"locale": "en-GB", "country": "GB", "platform": "Web", "timezone": "Europe/London"}
        return {
            "type": kind,
            "id": next_activity_id() if kind == "message" else f"f:{uuid.uuid4()}",
            "timestamp": at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "localTimestamp": at.isoformat(timespec="milliseconds"),
            "localTimezone": "Europe/London",
            "channelId": "msteams",
            "serviceUrl": self.service_url,
            "from": {"id": person.mri, "name": person.name, "aadObjectId": person.aad_object_id},
            "conversation": place,
            "recipient": {"id": f"28:{self.app_id}", "name": BOT_NAME},
            "entities": [{**client, "type": "clientInfo"}],
            "channelData": {"tenant": {"id": tenant.id}},
            "locale": "en-GB",
        }
