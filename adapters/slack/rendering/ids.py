"""Names that Slack gives back: versioned, so that a button of an older version still answers."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

from adapters.slack.rendering import limits

_PREFIX = "q1:"
_ACTION = re.compile(r"(?:q\d+:)?(?P<verb>.*?)(?:#\d+)?", re.DOTALL)
_FIELD = re.compile(r"q\d+:(?P<kind>[a-z_]+):(?P<name>.*)", re.DOTALL)


class ActionIds:
    """Gives every button of one message or view its own action id, whatever verbs repeat."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def new(self, verb: str) -> str:
        """An id that holds the verb and has not been given before."""
        base = f"{_PREFIX}{verb}"[: limits.IDENTIFIER - 8]
        self._seen[base] += 1
        return base if self._seen[base] == 1 else f"{base}#{self._seen[base]}"


def verb_of(identifier: str) -> str:
    """The verb within an action id or callback id of this or an older version."""
    found = _ACTION.fullmatch(identifier)
    return found["verb"] if found else identifier


def callback_id(verb: str) -> str:
    """The name of a view."""
    return f"{_PREFIX}{verb}"[: limits.IDENTIFIER]


def field_action_id(kind: str, name: str) -> str:
    """The name of an input: its kind is needed to read it back."""
    return f"{_PREFIX}{kind}:{name}"[: limits.IDENTIFIER]


def field_of(action_id: str) -> tuple[str, str]:
    """Kind and name of an input; the kind is "" when the id is not ours."""
    found = _FIELD.fullmatch(action_id)
    return (found["kind"], found["name"]) if found else ("", action_id)


def block_id(name: str, version: str) -> str:
    """Slack keeps what was typed by this name: another version lets go of it."""
    return f"{name}|{version}"[: limits.IDENTIFIER]


def metadata(subject: str, *, from_home: bool) -> str:
    """What a view carries back to us: an opaque id, and whether the Home tab has to be drawn again."""
    kept = {"s": subject[: limits.METADATA // 8], **({"h": 1} if from_home else {})}
    return json.dumps(kept, separators=(",", ":"))


def read_metadata(kept: str) -> tuple[str, bool]:
    """Subject and "came from Home" of a view; ("", False) when it is not ours."""
    try:
        read: Any = json.loads(kept)
    except (ValueError, RecursionError):
        return "", False
    if not isinstance(read, dict):
        return "", False
    subject = read.get("s")
    return (subject if isinstance(subject, str) else ""), bool(read.get("h"))
