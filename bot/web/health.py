"""Health on a port of its own, answered by a thread: also while the event loop is stuck."""

from __future__ import annotations

import json
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from bot.web.metrics import CONTENT_TYPE


class HealthServer:
    """`/healthz` says that the process lives; `/readyz` whether its periodic work is in time; `/metrics` the rest."""

    def __init__(self, port: int, late: Callable[[], list[str]], metrics: Callable[[], bytes]) -> None:
        """Listens on 127.0.0.1. OSError when the port is taken."""
        self._server = ThreadingHTTPServer(("127.0.0.1", port), _handler(late, metrics))
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        self._thread = Thread(target=self._server.serve_forever, name="health", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop answering."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(timeout=2)


def _handler(late: Callable[[], list[str]], metrics: Callable[[], bytes]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        timeout = 5
        server_version, sys_version = "Quorate", ""

        def do_GET(self) -> None:
            if self.path == "/healthz":
                self._say(200, {"alive": True})
            elif self.path == "/readyz":
                why = late()
                self._say(503 if why else 200, {"ready": not why, "why": why})
            elif self.path == "/metrics":
                self._send(200, metrics(), CONTENT_TYPE)
            else:
                self._say(404, {})

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: a probe every few seconds is not worth a line."""

        def _say(self, status: int, content: dict[str, object]) -> None:
            self._send(status, json.dumps(content).encode(), "application/json")

        def _send(self, status: int, body: bytes, kind: str) -> None:
            self.send_response_only(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(body)

    return Handler
