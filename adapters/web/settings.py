"""The settings of the pages behind links, read from `QUORATE_WEB_…`."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.domain.this_machine import is_loopback

_HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,60}")


class WebSettings(BaseSettings):
    """Whether there are pages, and how many may ask for them."""

    model_config = SettingsConfigDict(
        env_prefix="QUORATE_WEB_", extra="ignore", env_file_encoding="utf-8", env_ignore_empty=True
    )

    address: str = Field(
        default="",
        description="Where the pages behind links are reached from outside: the same as QUORATE_BASE_URL, such as "
        "https://quorate.example. Empty: no pages, and nobody without an account can answer.",
    )
    visitor_header: str = Field(
        default="",
        description="The header in which your reverse proxy writes the visitor's address (X-Real-IP, say), and which "
        "it takes away from what comes in. Empty: the address of the connection.",
    )
    requests_a_minute: int = Field(
        default=600, ge=10, le=100_000, description="Requests a minute from one address; a hospital shares one."
    )

    @property
    def secure(self) -> bool:
        """True when the pages are reached by https: then cookies go no other way."""
        return urlsplit(self.address).scheme == "https"

    @property
    def pages_at(self) -> str:
        """Where they are reached from outside."""
        return self.address.rstrip("/")

    def wanted(self) -> bool:
        """True when an address is set."""
        return bool(self.address)

    def unsafe(self) -> list[str]:
        """Why the process must not start with these settings."""
        wrong = []
        if not _safe(self.address):
            wrong.append(
                "QUORATE_WEB_ADDRESS must be https:// and a name, nothing more (http only on this machine itself)."
            )
        if self.visitor_header and not _HEADER.fullmatch(self.visitor_header):
            wrong.append("QUORATE_WEB_VISITOR_HEADER is not the name of a header.")
        return wrong


def _safe(address: str) -> bool:
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return False
    if not parts.hostname or parts.username or parts.path not in ("", "/") or parts.query or parts.fragment:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname))
