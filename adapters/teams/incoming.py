"""An activity as Teams sends it: only the parts that are used, with their types and lengths checked."""

from __future__ import annotations

import html
import re
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from adapters.teams.request_guard import Json, Rejected
from bot.domain.people import Identity

MENTION = re.compile(r"<at\b[^>]*>.*?</at>", re.IGNORECASE | re.DOTALL)

Id = Annotated[str, StringConstraints(max_length=300)]


class Part(BaseModel):
    """A piece of an activity: what is not known is dropped."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class Account(Part):
    """The bot or a person. `aad_object_id` is Entra's stable id, unique within the tenant."""

    id: Id = ""
    aad_object_id: Id | None = Field(default=None, alias="aadObjectId")
    role: str | None = None
    user_role: str | None = Field(default=None, alias="userRole")
    tenant_id: str | None = Field(default=None, alias="tenantId")


class Place(Part):
    """The conversation an activity belongs to."""

    id: Annotated[str, StringConstraints(min_length=1, max_length=500)]
    kind: str | None = Field(default=None, alias="conversationType")
    is_group: bool | None = Field(default=None, alias="isGroup")
    tenant_id: str | None = Field(default=None, alias="tenantId")


class Tenant(Part):
    """The organisation in Entra."""

    id: Id


class ChannelData(Part):
    """What is particular to Teams; botbuilder leaves `conversation.tenant_id` empty, so the tenant is read here."""

    tenant: Tenant | None = None


class Incoming(Part):
    """One activity."""

    type: Id
    id: Annotated[str, StringConstraints(min_length=1, max_length=300)]
    channel_id: Id = Field(default="", alias="channelId")
    service_url: Annotated[str, StringConstraints(max_length=500)] = Field(default="", alias="serviceUrl")
    sender: Account = Field(alias="from")
    recipient: Account
    place: Place = Field(alias="conversation")
    channel_data: ChannelData | None = Field(default=None, alias="channelData")
    name: Id | None = None
    action: Id | None = None
    text: str | None = None
    value: Any = None
    reply_to: Id | None = Field(default=None, alias="replyToId")
    added: tuple[Account, ...] | None = Field(default=None, alias="membersAdded")
    removed: tuple[Account, ...] | None = Field(default=None, alias="membersRemoved")

    @property
    def tenant(self) -> str:
        """The tenant's id in lower case; "" when the activity names none."""
        named = self.channel_data.tenant if self.channel_data else None
        return named.id.lower() if named else ""

    @property
    def personal(self) -> bool:
        """True in the one-to-one chat with the bot: anywhere else a reply could be read by others."""
        return self.place.kind == "personal" and not self.place.is_group

    @property
    def words(self) -> str:
        """What was typed, without the mention of the bot, as plain text on one line."""
        return " ".join(html.unescape(MENTION.sub(" ", self.text or "")).split())

    @property
    def key(self) -> str:
        """The delivery's key: the same when Teams or an attacker sends the activity again."""
        return f"teams:{self.id}:{self.place.id}"

    def identity(self) -> Identity:
        """Who signed this and where to write to them."""
        account = (self.sender.aad_object_id or "").lower()
        return Identity("teams", self.tenant, account, conversation=self.reference())

    def reference(self) -> dict[str, str]:
        """All that is needed to write to this conversation later, as plain JSON."""
        return {
            "service_url": self.service_url,
            "conversation_id": self.place.id,
            "bot_id": self.recipient.id,
            "user_id": self.sender.id,
            "tenant_id": self.tenant,
        }


def understand(body: Json) -> Incoming:
    """The activity in this body; Rejected with 400 when it has not the form of one."""
    try:
        return Incoming.model_validate(body)
    except ValidationError:
        raise Rejected(400, "not_an_activity") from None
