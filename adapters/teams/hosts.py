"""The hosts that may receive our token: exact names, never suffixes or patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

LOOPBACK = ("127.0.0.1", "localhost", "::1")
PLAIN_URL = re.compile(r"[A-Za-z0-9:/._~%\[\]-]{1,500}")


class ServiceHosts:
    """An allow-list of `host` (https, its usual port) and `scheme://host:port` entries."""

    def __init__(self, entries: Iterable[str]) -> None:
        self._entries = tuple(entry.strip().rstrip("/").lower() for entry in entries if entry.strip())
        self._origins = frozenset(_origin(entry) for entry in self._entries)

    def allow(self, url: str) -> bool:
        """True when this service URL may be called: no user part, no odd characters, a listed origin."""
        if not PLAIN_URL.fullmatch(url):
            return False
        try:
            return _origin(url) in self._origins
        except ValueError:
            return False

    def first_base(self) -> str:
        """The service URL for a tenant that has not written to us yet (Microsoft: the global `/teams/`)."""
        return f"{_origin(self._entries[0])}/teams/"


def _origin(entry: str) -> str:
    parts = urlsplit(entry if "://" in entry else f"https://{entry}")
    if parts.scheme == "http" and parts.hostname not in LOOPBACK:
        raise ValueError("http is for this machine itself only")
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
        raise ValueError("not a web address")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    port = "" if parts.port in (None, 443 if parts.scheme == "https" else 80) else f":{parts.port}"
    return f"{parts.scheme}://{host}{port}"
