"""Which workspaces are broken (uninstalled, token revoked): told once, then left alone for a while."""

from __future__ import annotations

from collections.abc import Callable

import structlog

_TRY_AGAIN_AFTER = 300.0

_log = structlog.get_logger(__name__)


class Circuit:
    """Broken workspaces by id. `clock` counts seconds and never goes back."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._broken: dict[str, tuple[str, float]] = {}

    def open_for(self, workspace: str) -> str:
        """Why nothing may be sent there now; "" when it may. Every five minutes one call is let through."""
        reason, until = self._broken.get(workspace, ("", 0.0))
        if reason and self._clock() >= until:
            self._broken[workspace] = (reason, self._clock() + _TRY_AGAIN_AFTER)
            return ""
        return reason

    def broke(self, workspace: str, reason: str) -> None:
        """The workspace refuses us; logged the first time."""
        if workspace not in self._broken:
            _log.error("slack_workspace_broken", workspace=workspace, reason=reason)
        self._broken[workspace] = (reason, self._clock() + _TRY_AGAIN_AFTER)

    def mended(self, workspace: str) -> None:
        """A call went through."""
        if self._broken.pop(workspace, None):
            _log.info("slack_workspace_mended", workspace=workspace)
