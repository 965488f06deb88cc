"""Microsoft Teams: the one folder that knows the Bot Framework."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from adapters.teams.adapter import TeamsAdapter
from adapters.teams.package import teams_package
from adapters.teams.settings import TeamsSettings
from bot.app.ports import Adapter, AdapterSettings

__all__ = ["TeamsAdapter", "TeamsSettings", "plug", "teams_package"]


class _TeamsPlug:
    """What wiring finds here."""

    name = "teams"
    settings: Callable[..., AdapterSettings] = TeamsSettings

    def open(self, settings: Any) -> Adapter:
        """The adapter with these settings."""
        return TeamsAdapter(settings)


plug = _TeamsPlug()
