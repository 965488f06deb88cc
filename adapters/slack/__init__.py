"""Quorate in Slack."""

from __future__ import annotations

from collections.abc import Callable

from adapters.slack.adapter import SlackAdapter
from adapters.slack.manifest import manifest
from adapters.slack.settings import SlackSettings
from bot.app.ports import AdapterSettings

__all__ = ["SlackAdapter", "SlackSettings", "manifest", "plug"]


class SlackPlug:
    """How wiring finds this channel."""

    name = "slack"

    def __init__(self) -> None:
        self.settings: Callable[..., AdapterSettings] = SlackSettings

    def open(self, settings: SlackSettings) -> SlackAdapter:
        """Build the adapter from settings that are safe."""
        return SlackAdapter(settings)


plug = SlackPlug()
