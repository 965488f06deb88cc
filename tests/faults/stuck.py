"""A real Quorate in a process of its own, one of whose handlers can be made to sleep with everything it holds.

Run as `python -m tests.faults.stuck FOLDER PORT HEALTH_PORT HEARTBEAT_URL`.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

from bot.main import serve
from tests.contract.serve.ground import with_paper
from tests.kit.paper import PaperAdapter, PaperPlug


class Sleeper(PaperAdapter):
    """Whoever says "sleep" stops the event loop for a minute."""

    async def _pass_on(self, front: Any, who: Any, sent: dict[str, Any]) -> Any:
        if sent.get("text") == "sleep":
            time.sleep(60)  # noqa: ASYNC251 - the very thing to be survived
        if sent.get("text") == "raise":
            raise RuntimeError("patient-name")
        return await super()._pass_on(front, who, sent)


class SleepingPlug(PaperPlug):
    """Opens it."""

    def open(self, settings: Any) -> Any:
        return Sleeper(settings)


if __name__ == "__main__":
    folder, port, health, url = sys.argv[1:5]
    given = {"port": int(port), "health_port": int(health), "heartbeat_url": url, "heartbeat_seconds": 1}
    serve(with_paper(Path(folder), SleepingPlug(), **given))
