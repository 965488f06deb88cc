"""The mailbox on a real IMAP server: each message is read once, has its one effect, and is put where it belongs."""

from __future__ import annotations

import asyncio
from typing import Any, cast

import pytest

from tests.contract.email.arriving import EXCHANGE, POSTFIX, SCHOOL, report, words
from tests.contract.email.ground import PASSWORD, Sink, a_card, adapter_of, address
from tests.contract.email.imap_server import Store, mail_store
from tests.contract.email.reader import Core, our_id, reading
from tests.contract.email.test_what_comes_in import HOSTILE


async def test_what_we_sent_comes_back_with_the_name_it_went_out_with(store: Store, sink: Sink) -> None:
    core = Core()
    async with reading(store, sink, core) as adapter:
        sent = await adapter.channel.send(address(), a_card())
        store.put(report(EXCHANGE, cast(Any, sent).post_id, status="5.2.2"))
        await store.settles(INBOX=0, Handled=1)
    assert core.told == [("n1", "mailbox_full")]


async def test_somebody_who_writes_back_is_told_that_nobody_reads_it_once_a_day(store: Store, sink: Sink) -> None:
    raw = words("Jo Bloggs will not be there, I accept.", after=our_id())
    store.put(raw)
    store.put(raw.replace(b"CAF-1", b"CAF-2"))
    async with reading(store, sink, Core()):
        await store.settles(INBOX=0, NotUnderstood=2)
    (answer,) = sink.messages
    assert answer["to"] == SCHOOL
    assert answer["subject"] == "Your answer was not saved"
    assert answer["auto-submitted"] == "auto-replied"
    assert answer["in-reply-to"] in ("<CAF-1@mail.school.example>", "<CAF-2@mail.school.example>")
    assert "so your answer was not saved" in answer.get_content()
    assert "Bloggs" not in answer.as_string()
    assert sink.taken[0].mail_from == "<>"


async def test_our_own_answer_that_comes_round_again_is_not_answered(store: Store, sink: Sink) -> None:
    store.put(words(after=our_id()))
    async with reading(store, sink, Core()):
        await store.settles(INBOX=0, NotUnderstood=1)
        store.put(bytes(sink.taken[0].content or b""))
        await store.settles(INBOX=0, Handled=1)
    assert len(sink.taken) == 1


async def test_with_a_trusted_server_a_sender_it_does_not_vouch_for_is_not_answered(store: Store, sink: Sink) -> None:
    mx = "mx.exampleshire.example"
    store.put(words(after=our_id(), Authentication_Results=f"{mx}; dmarc=fail"))
    async with reading(store, sink, Core(), trusted_authserv=mx):
        await store.settles(INBOX=0, NotUnderstood=1)
        assert sink.taken == []
        store.put(words(after=our_id(), Authentication_Results=f"{mx}; dmarc=pass header.from=school.example"))
        await store.settles(INBOX=0, NotUnderstood=2)
    assert len(sink.taken) == 1


async def test_hostile_mail_is_put_aside_and_what_comes_after_it_is_read(store: Store, sink: Sink) -> None:
    core = Core()
    # The server has to survive them as well.
    kinds = ("ten million letters", "eight bits", "a deep calendar", "comments")
    for name in kinds:
        store.put(HOSTILE[name] or b"\r\n")
    store.put(report(POSTFIX, our_id()))
    async with reading(store, sink, core):
        await store.settles(INBOX=0, NotUnderstood=len(kinds), Handled=1)
    assert core.told == [("n1", "no_mailbox")]


async def test_what_the_core_could_not_take_stays_and_is_told_again_with_the_same_key(
    store: Store, sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.email.mailbox.listener._NOT_AGAIN_FOR", 0.2)
    core = Core(broken=True)
    store.put(report(POSTFIX, our_id()))
    async with reading(store, sink, core):
        for _ in range(500):
            await asyncio.sleep(0.02 if len(core.keys) < 2 else 0)
        assert store.count("INBOX") == 1
        core.broken = False
        await store.settles(INBOX=0, Handled=1)
    assert len(set(core.keys)) == 1
    assert core.told == [("n1", "no_mailbox")]


async def test_the_mailbox_is_read_again_when_its_server_is_back(sink: Sink) -> None:
    core = Core()
    with mail_store() as own:
        async with reading(own, sink, core):
            await asyncio.sleep(0.3)
            own.stop()
            await asyncio.sleep(0.3)
            own.start()
            own.put(report(POSTFIX, our_id()))
            await own.settles(INBOX=0, Handled=1)
    assert core.told == [("n1", "no_mailbox")]


async def test_a_mailbox_that_is_never_there_stops_nothing(sink: Sink) -> None:
    async with reading(Store(1), sink, Core()) as adapter:
        await adapter.channel.send(address(), a_card())
        await asyncio.sleep(0.1)
    assert len(sink.taken) == 1


async def test_doctor_looks_into_the_mailbox(store: Store, sink: Sink) -> None:
    store.put(words())
    async with adapter_of(sink.settings(**store.settings)) as adapter:
        (found,) = [each for each in await adapter.check() if each.about == "E-mail in"]
    assert found.ok
    assert "1 messages wait" in found.words


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"imap_password": "wrong" + PASSWORD}, "does not let us log in"),
        ({"imap_port": 1}, "does not answer"),
        ({"imap_folder": "Nowhere"}, "folder cannot be opened"),
    ],
)
async def test_doctor_says_why_the_mailbox_is_not_read(
    store: Store, sink: Sink, given: dict[str, Any], said: str
) -> None:
    async with adapter_of(sink.settings(**{**store.settings, **given})) as adapter:
        (found,) = [each for each in await adapter.check() if each.about == "E-mail in"]
    assert not found.ok
    assert said in found.words
    assert found.mend


async def test_doctor_says_that_no_mailbox_is_read(sink: Sink) -> None:
    async with adapter_of(sink.settings()) as adapter:
        (found,) = [each for each in await adapter.check() if each.about == "E-mail in"]
    assert "No mailbox is read" in found.words
