"""Why a feed was not read: a code, and nothing of the address or of what stood in the feed."""

from __future__ import annotations


class NotRead(Exception):
    """The feed was not read. `code` is one of the words in docs/calendars.md."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)
