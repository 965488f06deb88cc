"""What goes over the wire, line by line, to a server that can report on deliveries (RFC 3461)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from adapters.email.marks import quoted_in
from adapters.email.settings import EmailSettings
from bot.app.ports import Sent
from tests.contract.email.ground import SCHOOL, SENDER, a_card, adapter_of, address


@asynccontextmanager
async def wire(heard: list[str]) -> AsyncIterator[int]:
    """A server of a few lines that writes down what it hears; the port."""

    writers: list[asyncio.StreamWriter] = []

    async def one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writers.append(writer)
        writer.write(b"220 mx.example\r\n")
        inside = False
        while line := await reader.readline():
            words = line.decode().rstrip("\r\n")
            if inside and words != ".":
                continue
            if not inside:
                heard.append(words)
            said = {"EHLO": "250-mx.example\r\n250 DSN", "DATA": "354 go on"}.get(words[:4], "250 2.0.0 OK")
            inside = words == "DATA"
            writer.write(f"{said}\r\n".encode())

    server = await asyncio.start_server(one, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for writer in writers:
            writer.close()
            await writer.wait_closed()


async def test_the_server_is_asked_to_report_failure_by_the_letters_name_and_without_its_words() -> None:
    heard: list[str] = []
    async with wire(heard) as port:
        settings = EmailSettings(smtp_host="127.0.0.1", smtp_port=port, smtp_security="none", sender=SENDER)
        async with adapter_of(settings) as adapter:
            sent = await adapter.channel.send(address(), a_card())
    assert isinstance(sent, Sent)
    assert heard[:4] == [
        "EHLO exampleshire.example",
        f"MAIL FROM:<meetings@exampleshire.example> ENVID={sent.post_id} RET=HDRS",
        f"RCPT TO:<{SCHOOL}> NOTIFY=FAILURE,DELAY",
        "DATA",
    ]
    assert [each.mark for each in quoted_in(heard[1])] == ["n1"]
