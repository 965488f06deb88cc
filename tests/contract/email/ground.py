"""Ground for the tests of e-mail: a real mail server on loopback that does what a test scripts, and what it took."""

from __future__ import annotations

import asyncio
import re
import ssl
from base64 import b64decode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html.parser import HTMLParser
from typing import Any

from aiosmtpd.smtp import SMTP as Server
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword, Session

from adapters.email.adapter import EmailAdapter
from adapters.email.settings import EmailSettings
from bot.app.cards import Button, Card, Facts, Item, Letter, Link, Text
from bot.app.ports import Delivery
from bot.domain.people import Address

SENDER = "Strategy meetings <meetings@exampleshire.example>"
SCHOOL = "dsl@school.example"
PASSWORD = "an-invented-pass-phrase"
PAGE = Link("Open and answer", "https://quorate.example/q/abc.def")


def letter(**more: Any) -> Letter:
    known = {"council": "EXMP", "council_name": "Exampleshire", "mark": "n1", "page": PAGE}
    return Letter(**{**known, "ring": "Quorate desk, 01632 960000", **more})


def a_card(title: str = "Exampleshire: you are asked to come", **more: Any) -> Card:
    blocks = (
        Facts((("When", "Tue 10 March, 14:00"), ("Join", Link("Room one", "https://meet.example.org/one")))),
        Item("Visit, by Friday", (Button("Done", "done", "a1"),)),
        Text("If a child is in immediate danger call 999."),
    )
    buttons = (Button("I'll come", "accept", "i1"), Button("I can't come", "decline", "i1"))
    return Card(
        **{"title": title, "summary": title, "blocks": blocks, "buttons": buttons, "letter": letter(), **more}
    )


def address(email: str = SCHOOL) -> Address:
    return Address("e-1", "p1", "email", "", email=email)


def parsed(raw: bytes) -> EmailMessage:
    """As an independent reader takes it; nothing in it may be defective."""
    message = message_from_bytes(raw, policy=default)
    assert isinstance(message, EmailMessage)
    for part in message.walk():
        assert not part.defects, part.defects
        for name, value in part.items():
            assert not getattr(value, "defects", ()), f"{name}: {value.defects}"
    return message


class _Words(HTMLParser):
    """What a person reads in HTML; a link's address after its words."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.hidden = 0
        self.hrefs: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        known = dict(attrs)
        if tag in ("meta", "br", "hr", "link", "img"):
            return
        self.open.append(tag)
        if self.hidden or tag in ("style", "title") or "display:none" in known.get("style", ""):
            self.hidden += 1
        if tag == "a":
            self.hrefs.append(known["href"])

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        if self.hidden:
            self.hidden -= 1
        if tag == "a":
            self.words.append(f" {self.hrefs[-1]} ")
        elif tag in ("p", "li", "h1", "h2"):
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.words.append(data)


def words_of_html(html: str) -> tuple[list[str], list[str]]:
    """The words in order, with each link's address; and the addresses alone."""
    reader = _Words()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    return "".join(reader.words).split(), reader.hrefs


def words_of_text(text: str) -> list[str]:
    """The words in order, without the lines and dashes that only text needs."""
    lines = [line for line in text.splitlines() if not re.fullmatch(r"[=-]+", line.strip())]
    joined = "\n".join(re.sub(r"^- ", "", line) for line in lines)
    return re.sub(r":(?=\nhttps?://)", "", joined).split()


@dataclass
class Sink:
    """A mail server. `says` scripts an answer by command ("RCPT", "DATA"); "hang" and "drop" do what they say."""

    taken: list[Envelope] = field(default_factory=list)
    says: dict[str, str] = field(default_factory=dict)
    greetings: int = 0
    port: int = 0
    waiting: asyncio.Event = field(default_factory=asyncio.Event)

    async def handle_EHLO(
        self, server: Server, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        self.greetings += 1
        session.host_name = hostname
        return responses

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, to: str, options: list[str]) -> str:
        envelope.mail_from = to
        envelope.mail_options.extend(options)
        return await self._scripted("MAIL", server) or "250 2.1.0 OK"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, to: str, options: list[str]) -> str:
        said = await self._scripted("RCPT", server)
        if said:
            return said
        envelope.rcpt_tos.append(to)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:
        said = await self._scripted("DATA", server)
        if said and not said.startswith("2"):
            return said
        self.taken.append(envelope)
        if said := await self._scripted("TAKEN", server):
            return said
        return "250 2.0.0 OK"

    async def auth_XOAUTH2(self, server: Server, args: list[str]) -> AuthResult:
        """As Exchange Online lets an application in."""
        good = b64decode(args[1]) == f"user=box\1auth=Bearer {PASSWORD}\1\1".encode()
        return AuthResult(success=good, handled=False)

    async def _scripted(self, command: str, server: Server) -> str:
        said = self.says.get(command, "")
        if said == "hang":
            await self.waiting.wait()
        if said == "drop":
            server.transport.abort()
            return "421 gone"
        return said

    @property
    def messages(self) -> list[EmailMessage]:
        return [parsed(bytes(each.content or b"")) for each in self.taken]

    def settings(self, **more: Any) -> EmailSettings:
        known = {"smtp_host": "127.0.0.1", "smtp_port": self.port, "smtp_security": "none", "sender": SENDER}
        return EmailSettings(**{**known, **more})


def checks_password(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
    good = isinstance(data, LoginPassword) and data.password == PASSWORD.encode()
    return AuthResult(success=good, handled=False)


@asynccontextmanager
async def mail_server(
    *, tls: ssl.SSLContext | None = None, starttls: ssl.SSLContext | None = None, **more: Any
) -> AsyncIterator[Sink]:
    """The server, listening on loopback in this test's own loop."""
    sink = Sink()
    loop = asyncio.get_running_loop()
    made: list[Server] = []

    def one() -> Server:
        made.append(Server(sink, hostname="mx.example", tls_context=starttls, loop=loop, **more))
        return made[-1]

    server = await loop.create_server(one, "127.0.0.1", 0, ssl=tls)
    sink.port = server.sockets[0].getsockname()[1]
    try:
        yield sink
    finally:
        sink.waiting.set()
        server.close()
        for each in made:
            if each.transport is not None:
                each.transport.abort()
        await asyncio.sleep(0.02)


@asynccontextmanager
async def adapter_of(settings: EmailSettings) -> AsyncIterator[EmailAdapter]:
    """An adapter whose settings are safe, closed at the end."""
    assert settings.unsafe() == []
    adapter = EmailAdapter(settings)
    try:
        yield adapter
    finally:
        await adapter.stop()


async def sent(adapter: EmailAdapter) -> Delivery:
    return await adapter.channel.send(address(), a_card())
