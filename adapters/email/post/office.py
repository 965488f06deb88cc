"""Hands messages to our mail server over a few connections that are kept open between them."""

from __future__ import annotations

import asyncio
import ssl
import time
from collections.abc import Awaitable
from dataclasses import dataclass
from pathlib import Path

from aiosmtplib import SMTP, SMTPAuthenticationError, SMTPException, SMTPResponse, SMTPResponseException

from adapters.email.post.answers import Answer, Stage, answer
from adapters.email.settings import EmailSettings
from adapters.email.tokens import NoToken, Tokens

# Exchange Online allows three at once. Delivery gives each message ten seconds in all: we end before that.
AT_ONCE = 3
READY_WITHIN, ANSWERED_WITHIN = 5.0, 9.0
_KEPT = 20.0


@dataclass(frozen=True, slots=True)
class Parcel:
    """A message and its envelope. `name` comes back in a report of what became of it (RFC 3461, ENVID)."""

    sender: str
    to: str
    message: bytes
    name: str


class _Stopped(Exception):
    """The server's last answer before the message was taken."""

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self.answer = answer


class PostOffice:
    """Made from settings that are safe. Never raises for what a network or a server does: it says it."""

    def __init__(self, settings: EmailSettings, tokens: Tokens) -> None:
        self._settings, self._tokens = settings, tokens
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._kept: list[tuple[SMTP, float]] = []
        self._trust: ssl.SSLContext | None = None

    async def post(self, parcel: Parcel) -> Answer:
        """One message to one person."""
        stage: list[Stage] = ["connect"]
        started = asyncio.get_running_loop().time()
        try:
            async with asyncio.timeout_at(started + ANSWERED_WITHIN) as limit:
                limit.reschedule(started + READY_WITHIN)
                async with self._turns:
                    return await self._posted(parcel, stage, limit, started + ANSWERED_WITHIN)
        except _Stopped as stopped:
            return stopped.answer
        except (SMTPException, OSError, TimeoutError):
            return Answer(stage[0])

    async def _posted(self, parcel: Parcel, stage: list[Stage], limit: asyncio.Timeout, last: float) -> Answer:
        server = await self._connected()
        try:
            stage[0] = "sender"
            options = [f"ENVID={parcel.name}", "RET=HDRS"] if server.supports_extension("dsn") else []
            await self._step(stage, server.mail(parcel.sender, options=options))
            stage[0] = "recipient"
            wanted = ["NOTIFY=FAILURE,DELAY"] if options else []
            await self._step(stage, server.rcpt(parcel.to, options=wanted))
            stage[0] = "message"
            limit.reschedule(last)
            given = await self._step(stage, server.data(parcel.message))
        except _Stopped:
            # It answered, so the connection is as good as before.
            self._keep(server)
            raise
        except BaseException:
            server.close()
            raise
        self._keep(server)
        return given

    async def _step(self, stage: list[Stage], doing: Awaitable[SMTPResponse]) -> Answer:
        try:
            response = await doing
        except SMTPResponseException as refused:
            raise _Stopped(answer(stage[0], refused.code, refused.message)) from None
        return answer(stage[0], response.code, response.message)

    async def _connected(self) -> SMTP:
        """A connection that answers: one that was kept, else a new one. Raises _Stopped when we are not let in."""
        while self._kept:
            server, since = self._kept.pop()
            if time.monotonic() - since < _KEPT and server.is_connected:
                try:
                    await server.rset()
                    return server
                except (SMTPException, OSError):
                    pass
            server.close()
        return await self._opened()

    async def _opened(self) -> SMTP:
        own = self._settings
        server = SMTP(
            hostname=own.smtp_host,
            port=own.smtp_port,
            use_tls=own.smtp_security == "tls",
            start_tls=own.smtp_security == "starttls",
            tls_context=self._context() if own.smtp_security != "none" else None,
            local_hostname=own.from_whom("").domain,
            timeout=ANSWERED_WITHIN,
        )
        try:
            await self._let_in(server)
        except BaseException:
            server.close()
            raise
        return server

    async def _let_in(self, server: SMTP) -> None:
        own = self._settings
        try:
            await server.connect()
            await server.ehlo()
        except SMTPResponseException as refused:
            raise _Stopped(answer("connect", refused.code, refused.message)) from None
        if not own.smtp_user:
            return
        try:
            if own.by_token:
                await server.auth_xoauth2(own.smtp_user, await self._tokens.token())
            else:
                await server.login(own.smtp_user, own.smtp_password.get_secret_value())
        except NoToken as none:
            raise _Stopped(Answer("login", 535) if none.refused else Answer("connect")) from None
        except SMTPAuthenticationError as refused:
            raise _Stopped(answer("login", refused.code, refused.message)) from None
        except SMTPException:
            # It offers no way to log in: to be mended by an administrator, as a wrong password is.
            raise _Stopped(Answer("login", 538)) from None

    def _context(self) -> ssl.SSLContext:
        if self._trust is None:
            self._trust = trusting(self._settings.ca_file)
        return self._trust

    def _keep(self, server: SMTP) -> None:
        if server.is_connected and len(self._kept) < AT_ONCE:
            self._kept.append((server, time.monotonic()))
        else:
            server.close()

    async def greet(self) -> Answer:
        """Connect and log in, and send nothing: for `quorate doctor`."""
        try:
            async with asyncio.timeout(READY_WITHIN):
                server = await self._opened()
        except _Stopped as stopped:
            return stopped.answer
        except (SMTPException, OSError, TimeoutError):
            return Answer("connect")
        self._keep(server)
        return Answer("login", 235)

    async def close(self) -> None:
        """Take leave of the server."""
        while self._kept:
            server, _ = self._kept.pop()
            try:
                async with asyncio.timeout(1):
                    await server.quit()
            except (SMTPException, OSError, TimeoutError):
                server.close()


def trusting(ca_file: Path | None) -> ssl.SSLContext:
    """The certificates of this machine, and those of the file."""
    context = ssl.create_default_context()
    if ca_file is not None:
        context.load_verify_locations(ca_file)
    return context
