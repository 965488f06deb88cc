"""A real mail store with IMAP (pymap, in memory) as a process of its own, and a hand to put messages into it."""

from __future__ import annotations

import asyncio
import imaplib
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tests.contract.email.ground import PASSWORD
from tests.contract.serve.ground import free_port

USER = "box"
# It would try an invented password half a million times over, at every login.
CHEAP_LOGIN = "from pysasl.hashing import BuiltinHash; BuiltinHash.__init__.__kwdefaults__['rounds'] = 1"


@dataclass
class Store:
    """The server. It holds one user's mailbox, and forgets everything when it ends."""

    port: int
    process: subprocess.Popen[bytes] | None = None
    open: imaplib.IMAP4 | None = None

    def start(self) -> None:
        program = f"{CHEAP_LOGIN}; from pymap.main import main; main()"
        own = ["--host", "127.0.0.1", "--port", str(self.port), "--no-tls", "--no-service", "admin",
               "--no-service", "managesieve", "--pid-file", f"quorate-{self.port}.pid"]  # fmt: skip
        backend = ["dict", "--demo-data", "--demo-user", USER, "--demo-password", PASSWORD]
        self.process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-c", program, *own, *backend],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(400):
            try:
                with self._hand() as hand:
                    self._empty(hand)
                return
            except (OSError, imaplib.IMAP4.error):
                time.sleep(0.05)
        raise AssertionError("the mail store did not start")

    def stop(self) -> None:
        if self.open is not None:
            self.open.shutdown()
            self.open = None
        if self.process is not None:
            self.process.kill()
            self.process.wait(10)
            self.process = None

    @property
    def settings(self) -> dict[str, Any]:
        return {
            "imap_host": "127.0.0.1", "imap_port": self.port, "imap_security": "none", "imap_user": USER,
            "imap_password": PASSWORD, "imap_seconds": 0.1,
        }  # fmt: skip

    def put(self, raw: bytes) -> None:
        """A message arrives."""
        with self._hand() as hand:
            assert hand.append("INBOX", "", "", raw)[0] == "OK"

    def count(self, folder: str) -> int:
        """How many messages lie in a folder; -1 when it is not there."""
        with self._hand() as hand:
            told = hand.select(f'"{folder}"', readonly=True)
            return int(told[1][0] or b"0") if told[0] == "OK" else -1

    async def settles(self, **wanted: int) -> None:
        """Wait until the folders hold so many messages."""
        for _ in range(200):
            found = {folder: await asyncio.to_thread(self.count, folder) for folder in wanted}
            if found == wanted:
                return
            await asyncio.sleep(0.05)
        raise AssertionError(f"the folders hold {found}, not {wanted}")

    @contextmanager
    def _hand(self) -> Iterator[imaplib.IMAP4]:
        """One connection for all."""
        if self.open is None:
            hand = imaplib.IMAP4("127.0.0.1", self.port, timeout=10)
            try:
                hand.login(USER, PASSWORD)
            except (OSError, imaplib.IMAP4.error):
                hand.shutdown()
                raise
            self.open = hand
        yield self.open

    def _empty(self, hand: imaplib.IMAP4) -> None:
        """The program comes with messages of its own."""
        hand.select("INBOX")
        self._empty_selected(hand)

    def _empty_selected(self, hand: imaplib.IMAP4) -> None:
        hand.store("1:*", "+FLAGS", r"(\Deleted)")
        hand.expunge()


@contextmanager
def mail_store() -> Iterator[Store]:
    store = Store(free_port())
    store.start()
    try:
        yield store
    finally:
        store.stop()
