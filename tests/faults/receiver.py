"""Somebody outside who listens to the heartbeat and alarms when it stops: what docs/watching.md asks for."""

from __future__ import annotations

import json
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any


class Receiver:
    """Alarms when nothing has come for so many seconds. `answers` is the status it gives."""

    def __init__(self, alarm_after: float) -> None:
        self.beats: list[tuple[float, dict[str, Any]]] = []
        self.answers, self._alarm_after = 200, alarm_after
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.beats.append((time.monotonic(), json.loads(body)))
                self.send_response(receiver.answers)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/beat"
        Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def alarmed(self) -> bool:
        """Whether it stopped."""
        return bool(self.beats) and time.monotonic() - self.beats[-1][0] > self._alarm_after

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
