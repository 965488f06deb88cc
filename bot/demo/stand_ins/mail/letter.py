"""A letter as its reader has it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage

_LINK = re.compile(r"https?://[^\s<>\"]+")


@dataclass(frozen=True, slots=True)
class Received:
    """One message as it arrived: to whom, and every byte of it."""

    to: str
    raw: bytes

    @property
    def message(self) -> EmailMessage:
        """The message, taken apart."""
        return message_from_bytes(self.raw, policy=policy.default)

    @property
    def subject(self) -> str:
        """What a locked telephone shows."""
        return str(self.message["Subject"] or "")

    @property
    def text(self) -> str:
        """What somebody reads."""
        body = self.message.get_body(("plain",))
        return str(body.get_content()) if body else ""

    def link(self, containing: str) -> str:
        """The first web address in the text that contains this, or ""."""
        return next((found for found in _LINK.findall(self.text) if containing in found), "")
