"""What Slack holds: conversations, messages with their edits, open views, and the log of calls."""

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass
class Edit:
    """What a message said before it was changed."""

    text: str
    blocks: list[Json]


@dataclass(eq=False)
class Message:
    """One message as it stands. `to` is the only reader of an ephemeral one; `posted_at` is monotonic."""

    ts: str
    team_id: str
    channel_id: str
    user_id: str
    text: str
    blocks: list[Json]
    posted_at: float
    bot_id: str | None = None
    to: str | None = None
    thread_ts: str | None = None
    metadata: Json | None = None
    edits: list[Edit] = field(default_factory=list)
    deleted: bool = False
    values: dict[tuple[str, str], Json] = field(default_factory=dict)

    @property
    def ephemeral(self) -> bool:
        """Only one person sees it, and only the response_url changes it."""
        return self.to is not None

    def change(self, text: str, blocks: list[Json]) -> None:
        """Replace what it says, keeping what it said."""
        self.edits.append(Edit(self.text, self.blocks))
        self.text, self.blocks = text, blocks

    def payload(self) -> Json:
        """The message object Slack puts into answers and interactions."""
        told: Json = {
            "type": "message",
            "user": self.user_id,
            "ts": self.ts,
            "team": self.team_id,
            "text": self.text,
        }
        if self.bot_id:
            told["bot_id"] = self.bot_id
        if self.blocks:
            told["blocks"] = self.blocks
        if self.edits:
            told["edited"] = {"user": self.user_id, "ts": self.ts}
        if self.thread_ts:
            told["thread_ts"] = self.thread_ts
        return told


@dataclass(eq=False)
class Conversation:
    """A direct message (`user_id` is the person) or a named channel, which the app may not have joined."""

    channel_id: str
    team_id: str
    user_id: str | None = None
    name: str = "directmessage"
    archived: bool = False
    joined: bool = True
    messages: list[Message] = field(default_factory=list)


@dataclass(eq=False)
class View:
    """A modal or a home tab as the person has it open, with what they have entered so far."""

    view_id: str
    team_id: str
    user_id: str
    source: Json
    hash: str
    root_view_id: str
    previous_view_id: str | None = None
    values: dict[tuple[str, str], Json] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def blocks(self) -> list[Json]:
        """Its blocks, ids filled in."""
        blocks: list[Json] = self.source["blocks"]
        return blocks

    @property
    def external_id(self) -> str:
        """The app's own name for it; empty when none was given."""
        return str(self.source.get("external_id") or "")


@dataclass(frozen=True)
class Sent:
    """One call the app made: when (seconds since 1970), where, with what, and what Slack answered."""

    at: float
    team_id: str
    method: str
    payload: Json
    answer: Json


@dataclass(frozen=True)
class Delivery:
    """One request Slack made to the app over HTTP, kept so that it can be delivered again."""

    kind: str
    headers: dict[str, str]
    body: bytes
    status: int | None
