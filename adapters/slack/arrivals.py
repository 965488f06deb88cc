"""What arrived from Slack, read once: who, from where, in which window, and how it may be answered."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]

_ADDRESS = re.compile(r"<(?:mailto:|tel:)?([^<>|]*)(?:\|([^<>]*))?>")


def part(body: Json, name: str) -> Json:
    """An inner object; empty when it is missing or something else."""
    inner = body.get(name)
    return inner if isinstance(inner, dict) else {}


def word(body: Json, name: str) -> str:
    """An inner string; "" when it is missing or something else."""
    inner = body.get(name)
    return inner if isinstance(inner, str) else ""


@dataclass(frozen=True, slots=True)
class Arrival:
    """One delivery. `workspace` is where the app is installed, `member_of` the actor's own; both from Slack."""

    kind: str
    body: Json
    workspace: str
    enterprise: str
    member_of: str
    user: str
    guest: bool
    key: str
    trigger: str
    response_url: str
    conversation: str

    @property
    def view(self) -> Json:
        """The window it came from; empty when from a message or a typed line."""
        return part(self.body, "view")

    @property
    def event(self) -> Json:
        """The event within; empty for commands and interactions."""
        return part(self.body, "event")


def read(body: Json) -> Arrival:
    """Every kind of delivery in one shape."""
    event = part(body, "event")
    user = part(body, "user")
    view = part(body, "view")
    workspace = _workspace(body)
    return Arrival(
        kind=_kind(body, event),
        body=body,
        workspace=workspace,
        enterprise=_enterprise(body),
        member_of=word(user, "team_id") or _member_of(body, event) or workspace,
        user=word(user, "id") or word(body, "user_id") or word(event, "user"),
        guest=any(user.get(flag) is True for flag in ("is_restricted", "is_ultra_restricted", "is_stranger")),
        key=_key(body, view),
        trigger=word(body, "trigger_id"),
        response_url=word(body, "response_url"),
        conversation=word(event, "channel") if word(event, "channel").startswith("D") else "",
    )


def _kind(body: Json, event: Json) -> str:
    if "command" in body and "type" not in body:
        return "command"
    if body.get("type") == "event_callback":
        return f"event:{word(event, 'type')}"
    return word(body, "type")


def _first_authorization(body: Json) -> Json:
    given = body.get("authorizations")
    first = given[0] if isinstance(given, list) and given else None
    return first if isinstance(first, dict) else {}


def _workspace(body: Json) -> str:
    return (
        word(part(body, "view"), "app_installed_team_id")
        or word(part(body, "team"), "id")
        or word(_first_authorization(body), "team_id")
        or word(body, "team_id")
        or word(part(body, "user"), "team_id")
    )


def _enterprise(body: Json) -> str:
    return (
        word(part(body, "enterprise"), "id")
        or word(part(body, "team"), "enterprise_id")
        or word(_first_authorization(body), "enterprise_id")
        or word(body, "enterprise_id")
    )


def _member_of(body: Json, event: Json) -> str:
    """In a conversation shared with another workspace, the event itself says whose member wrote."""
    return word(event, "user_team") or word(event, "source_team") or word(event, "team") or word(body, "team_id")


def _key(body: Json, view: Json) -> str:
    event_id, trigger = word(body, "event_id"), word(body, "trigger_id")
    if event_id or trigger:
        return f"slack:{event_id or trigger}"
    return f"slack:{word(view, 'id')}:{word(view, 'hash')}"


def as_typed(text: str) -> str:
    """A typed line as the person saw it: Slack escapes `&<>` and wraps addresses in angle brackets."""
    return html.unescape(_ADDRESS.sub(lambda found: found[2] or found[1], text)).strip()
