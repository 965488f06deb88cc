"""Personal chats between one person and the bot, with every message and each of its versions."""

import hashlib
import itertools
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from .people import Json, Person, Tenant

CARD_TYPE = "application/vnd.microsoft.card.adaptive"
_ids = itertools.count(int(time.time() * 1000))


def next_activity_id() -> str:
    """An id as Teams gives it: milliseconds since 1970, never twice."""
    return str(next(_ids))


@dataclass
class Posted:
    """One message in a chat; `versions` holds each form it has had, the current one last."""

    id: str
    by_bot: bool
    at: datetime
    versions: list[Json]
    deleted: bool = False

    @property
    def activity(self) -> Json:
        """The current form."""
        return self.versions[-1]

    @property
    def card(self) -> Json | None:
        """The current Adaptive Card, if the message is one."""
        return card_of(self.activity)


def card_of(activity: Json) -> Json | None:
    """The first Adaptive Card attached to an activity."""
    for attachment in activity.get("attachments") or []:
        if attachment.get("contentType") == CARD_TYPE:
            content = attachment.get("content")
            return content if isinstance(content, dict) else None
    return None


@dataclass
class Conversation:
    """A personal chat; its id stays the same for as long as person and bot exist."""

    id: str
    tenant: Tenant
    person: Person
    messages: list[Posted] = field(default_factory=list)

    def post(self, activity: Json, at: datetime, *, by_bot: bool) -> Posted:
        """Add a message at the end of the chat."""
        posted = Posted(next_activity_id(), by_bot, at, [activity])
        self.messages.append(posted)
        return posted

    def find(self, activity_id: str) -> Posted | None:
        """The message with this id, unless it was deleted."""
        return next((m for m in self.messages if m.id == activity_id and not m.deleted), None)


class Conversations:
    """Every personal chat that has come to be."""

    def __init__(self) -> None:
        self._chats: dict[str, Conversation] = {}

    def __iter__(self) -> Iterator[Conversation]:
        return iter(self._chats.values())

    def personal(self, tenant: Tenant, person: Person) -> Conversation:
        """The chat between this person and the bot, made on first use."""
        digest = hashlib.sha256(f"{tenant.id}/{person.mri}".encode()).hexdigest()
        chat_id = f"a:1{digest[:48]}"
        return self._chats.setdefault(chat_id, Conversation(chat_id, tenant, person))

    def find(self, conversation_id: str) -> Conversation | None:
        """The chat with this id."""
        return self._chats.get(conversation_id)
