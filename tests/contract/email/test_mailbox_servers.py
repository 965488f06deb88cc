"""The mailbox and its servers: TLS with a certificate that fits, several readers at once, a server that hangs."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from adapters.email.mailbox import Box, BoxTrouble
from adapters.email.settings import EmailSettings
from adapters.email.tokens import Tokens
from tests.contract.email.arriving import POSTFIX, report
from tests.contract.email.certificates import Certificates
from tests.contract.email.ground import SENDER, mail_server
from tests.contract.email.imap_server import Store
from tests.contract.email.reader import Core, our_id, reading


@asynccontextmanager
async def before(store: Store, context: ssl.SSLContext) -> AsyncIterator[int]:
    """TLS in front of the store; the port."""
    running: set[asyncio.Task[None]] = set()

    async def pipe(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        while data := await source.read(65536):
            target.write(data)
            await target.drain()
        target.close()

    async def one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        inner, outer = await asyncio.open_connection("127.0.0.1", store.port)
        both = {asyncio.create_task(pipe(reader, outer)), asyncio.create_task(pipe(inner, writer))}
        running.update(both)
        await asyncio.wait(both)

    server = await asyncio.start_server(one, "127.0.0.1", 0, ssl=context)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        await asyncio.wait(running, timeout=1) if running else None


def settings(store: Store, **more: Any) -> EmailSettings:
    known = {"smtp_host": "127.0.0.1", "smtp_security": "none", "sender": SENDER, **store.settings}
    return EmailSettings(**{**known, **more})


async def test_the_mailbox_is_read_over_tls_from_a_server_whose_certificate_is_right(
    tmp_path: Path, store: Store
) -> None:
    made = Certificates(tmp_path)
    async with before(store, made.server) as port:
        given = {"imap_security": "tls", "imap_port": port, "imap_host": "localhost"}
        own = settings(store, **given, ca_file=made.ca_file)
        box = Box(own, Tokens(own))
        await box.open()
        assert await box.uids() == []
        await box.close()


async def test_a_server_with_an_unknown_certificate_learns_no_password(tmp_path: Path, store: Store) -> None:
    made = Certificates(tmp_path)
    heard: list[bytes] = []

    async def one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.append(await reader.read(100))

    server = await asyncio.start_server(one, "127.0.0.1", 0, ssl=made.server)
    own = settings(store, imap_security="tls", imap_port=server.sockets[0].getsockname()[1], imap_host="localhost")
    box = Box(own, Tokens(own))
    with pytest.raises(BoxTrouble, match="no_answer"):
        await box.open()
    await box.close()
    server.close()
    assert not any(heard)


async def test_two_processes_that_read_one_mailbox_tell_the_same_with_the_same_key(store: Store) -> None:
    core = Core()
    async with mail_server() as sink, reading(store, sink, core), reading(store, sink, core):
        for number in range(5):
            store.put(report(POSTFIX, our_id(f"n{number}")))
        await store.settles(INBOX=0, Handled=5)
    assert {mark for mark, _ in core.told} == {f"n{number}" for number in range(5)}
    assert len(set(core.keys)) == 5


async def test_a_server_that_says_nothing_is_given_up(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("adapters.email.mailbox.box._WITHIN", 0.3)
    held: list[asyncio.StreamWriter] = []

    async def one(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        held.append(writer)

    server = await asyncio.start_server(one, "127.0.0.1", 0)
    own = settings(store, imap_port=server.sockets[0].getsockname()[1])
    box = Box(own, Tokens(own))
    with pytest.raises(BoxTrouble, match="no_answer"):
        await box.open()
    await box.close()
    server.close()
    for writer in held:
        writer.close()
        await writer.wait_closed()
