"""Pages behind signed links, for those with no account in any tool."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from adapters.web.adapter import WebAdapter
from adapters.web.settings import WebSettings
from bot.app.ports import Adapter, AdapterSettings

__all__ = ["WebAdapter", "WebSettings", "plug"]


class _WebPlug:
    """What wiring finds here."""

    name = "web"
    settings: Callable[..., AdapterSettings] = WebSettings

    def open(self, settings: Any) -> Adapter:
        """The adapter with these settings."""
        return WebAdapter(settings)


plug = _WebPlug()
