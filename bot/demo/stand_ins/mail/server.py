"""A mail server on loopback for everybody's work address. It takes mail for those it knows, and refuses the rest."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterable
from types import TracebackType
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

from bot.demo.stand_ins.loopback import listens, takes_no_more
from bot.demo.stand_ins.mail.letter import Received

NO_SUCH = "550 5.1.1 No such mailbox here"


class MailStandIn:
    """`known` are the addresses that have a mailbox."""

    def __init__(self, known: Iterable[str]) -> None:
        self.known = {each.lower() for each in known}
        self.received: list[Received] = []
        self.port = 0
        self._serving: asyncio.Server | None = None
        self._listening: socket.socket | None = None
        self._spoken_to: list[SMTP] = []

    async def __aenter__(self) -> MailStandIn:
        self._listening = listens()
        self.port = self._listening.getsockname()[1]
        loop = asyncio.get_running_loop()
        self._serving = await loop.create_server(self._speak, sock=self._listening)
        return self

    def _speak(self) -> SMTP:
        # The protocol is given no loop of its own: it speaks in ours.
        loop = asyncio.get_running_loop()
        self._spoken_to.append(SMTP(self, hostname="mail.example", loop=loop, enable_SMTPUTF8=False))
        return self._spoken_to[-1]

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._serving is not None and self._listening is not None:
            await takes_no_more(self._listening)
            self._serving.close()
        # Whoever died in mid-sentence never hangs up.
        for each in self._spoken_to:
            if isinstance(each.transport, asyncio.WriteTransport):
                each.transport.abort()

    def letters(self, address: str) -> list[Received]:
        """What lies in somebody's mailbox, the oldest first."""
        return [each for each in self.received if each.to == address.lower()]

    async def handle_RCPT(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Whether this mailbox takes anything."""
        if address.lower() not in self.known:
            return NO_SUCH
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Any) -> str:
        """Keep it for each whom it is for."""
        self.received += [Received(address.lower(), bytes(envelope.content)) for address in envelope.rcpt_tos]
        return "250 2.0.0 Taken"
