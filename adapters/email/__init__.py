"""Quorate by e-mail."""

from __future__ import annotations

from collections.abc import Callable

from adapters.email.adapter import EmailAdapter
from adapters.email.settings import EmailSettings
from bot.app.ports import AdapterSettings

__all__ = ["EmailAdapter", "EmailSettings", "plug"]


class EmailPlug:
    """How wiring finds this channel."""

    name = "email"

    def __init__(self) -> None:
        self.settings: Callable[..., AdapterSettings] = EmailSettings

    def open(self, settings: EmailSettings) -> EmailAdapter:
        """Build the adapter from settings that are safe."""
        return EmailAdapter(settings)


plug = EmailPlug()
