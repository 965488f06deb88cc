"""One mailbox over IMAP: what is in it, and where what was read is put. Nothing is ever deleted."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable
from typing import Any

from aioimaplib import IMAP4, IMAP4_SSL, AioImapException

from adapters.email.mailbox.incoming import LARGEST
from adapters.email.post.office import trusting
from adapters.email.settings import EmailSettings
from adapters.email.tokens import NoToken, Tokens

HANDLED, NOT_UNDERSTOOD = "Handled", "NotUnderstood"
_PREFIXES = ("", "INBOX.", "INBOX/")
_WITHIN = 15.0
_VALIDITY = re.compile(rb"UIDVALIDITY (\d+)")

# The client logs whole messages, passwords spared.
_quiet = logging.getLogger("aioimaplib.aioimaplib")
_quiet.setLevel(logging.CRITICAL + 1)
_quiet.propagate = False


class BoxTrouble(Exception):
    """The mailbox cannot be read now. The words are a code: "no_answer", "login", "folder"."""


class Box:
    """A connection, made from settings that are safe. Every call raises BoxTrouble when the server fails."""

    def __init__(self, settings: EmailSettings, tokens: Tokens) -> None:
        self._settings, self._tokens = settings, tokens
        self._folders: dict[str, str] = {}
        self._client: IMAP4 | None = None
        self._lost: asyncio.Future[None] | None = None
        self.validity = ""

    async def open(self) -> None:
        """Connect, log in, make the folders if they are not there, and look at the mailbox."""
        own = self._settings
        if own.imap_security == "tls":
            self._client = IMAP4_SSL(own.imap_host, own.imap_port, ssl_context=trusting(own.ca_file))
        else:
            self._client = IMAP4(own.imap_host, own.imap_port)
        self._lost = asyncio.get_running_loop().create_future()
        self._client.protocol.conn_lost_cb = self._connection_lost
        await self._do(self._client.wait_hello_from_server())
        await self._log_in(self._client)
        for folder in (HANDLED, NOT_UNDERSTOOD):
            self._folders[folder] = await self._made(folder)
        await self._select()

    async def _log_in(self, client: IMAP4) -> None:
        user, password = self._settings.mailbox_account()
        if self._settings.by_token:
            try:
                doing = client.xoauth2(user, await self._tokens.token())
            except NoToken as none:
                raise BoxTrouble("login" if none.refused else "no_answer") from None
        else:
            doing = client.login(user, password)
        if (await self._do(doing)).result != "OK":
            raise BoxTrouble("login")

    async def uids(self) -> list[int]:
        """Everything that waits, the oldest first."""
        await self._do(self._ready().noop())
        response = await self._do(self._ready().uid_search("ALL", charset=None))
        words = b" ".join(line for line in response.lines[:1] if isinstance(line, bytes))
        return sorted(int(each) for each in words.split() if each.isdigit())

    async def fetch(self, uid: int) -> bytes | None:
        """The message, or as much of it as is ever looked at; None when somebody has taken it away."""
        response = await self._do(self._ready().uid("fetch", str(uid), f"(BODY.PEEK[]<0.{LARGEST}>)"))
        return next((bytes(line) for line in response.lines if isinstance(line, bytearray)), None)

    async def put(self, uid: int, folder: str) -> None:
        """Move it: it is read, and stays there for whoever looks after the mailbox."""
        client, name = self._ready(), f'"{self._folders[folder]}"'
        if client.has_capability("MOVE"):
            await self._ok(client.uid("move", str(uid), name))
            return
        await self._ok(client.uid("copy", str(uid), name))
        await self._ok(client.uid("store", str(uid), "+FLAGS", r"(\Deleted)"))
        await self._ok(client.expunge())

    async def close(self) -> None:
        """Take leave."""
        client, self._client = self._client, None
        if client is None:
            return
        try:
            async with asyncio.timeout(1):
                await client.logout()
        except (AioImapException, OSError, TimeoutError, AttributeError):
            pass
        if client.protocol.transport is not None:
            client.protocol.transport.close()

    async def _select(self) -> None:
        response = await self._do(self._ready().select(f'"{self._settings.imap_folder}"'))
        if response.result != "OK":
            raise BoxTrouble("folder")
        found = next((each for line in response.lines if (each := _VALIDITY.search(bytes(line)))), None)
        self.validity = found[1].decode() if found else ""

    async def _made(self, folder: str) -> str:
        """The folder's full name: some servers keep every folder below INBOX."""
        client = self._ready()
        for prefix in _PREFIXES:
            name = f"{prefix}{folder}"
            await self._do(client.create(f'"{name}"'))
            if (await self._do(client.status(f'"{name}"', "(MESSAGES)"))).result == "OK":
                return name
        raise BoxTrouble("folder")

    def _ready(self) -> IMAP4:
        if self._client is None:
            raise BoxTrouble("no_answer")
        return self._client

    async def _ok(self, doing: Awaitable[Any]) -> None:
        if (await self._do(doing)).result != "OK":
            raise BoxTrouble("folder")

    async def _do(self, doing: Awaitable[Any]) -> Any:
        """One command; over at once when the connection is lost, which the client itself would not notice."""
        task = asyncio.ensure_future(doing)
        try:
            await asyncio.wait(
                {task, *([self._lost] if self._lost else ())}, timeout=_WITHIN, return_when=asyncio.FIRST_COMPLETED
            )
            if not task.done():
                raise BoxTrouble("no_answer")
            return task.result()
        except (AioImapException, OSError, TimeoutError, asyncio.IncompleteReadError) as error:
            raise BoxTrouble("no_answer") from error
        finally:
            if not task.done():
                task.cancel()
                await asyncio.wait({task})

    def _connection_lost(self, _: Exception | None) -> None:
        if self._lost is not None and not self._lost.done():
            self._lost.set_result(None)
