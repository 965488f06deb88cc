"""Senders who pretend, delegates, floods, messages that break their own server, and a server that blocks us."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from adapters.email.mailbox.box import Box, BoxTrouble
from adapters.email.mailbox.incoming import taken_apart
from adapters.email.mailbox.vouching import vouched_for
from adapters.email.post import Answer, Refusals
from bot.app.ports import Retry, Sent, Unreachable
from tests.contract.email.arriving import MX, POSTFIX, SCHOOL, calendar_mail, ics, report, words
from tests.contract.email.ground import Sink, a_card, adapter_of, address
from tests.contract.email.imap_server import Store
from tests.contract.email.reader import Core, our_id, reading


@pytest.mark.parametrize(
    "result",
    [
        'spf=pass smtp.mailfrom="x; dkim=pass header.d=school.example; y"@evil.example',
        'spf=pass smtp.mailfrom="x; dmarc=pass header.from=school.example; y"@evil.example',
        'spf=pass (domain of "x) ; dkim=pass header.d=school.example ; (y"@evil.example) smtp.mailfrom=evil.example',
        'spf=pass smtp.mailfrom="a\\";dmarc=pass;\\""@evil.example',
    ],
)
def test_nobody_writes_a_verdict_into_their_own_address(result: str) -> None:
    assert not vouched_for(taken_apart(words(Authentication_Results=f"{MX}; {result}")), MX)


@pytest.mark.parametrize(
    ("mail", "own"),
    [
        (calendar_mail(ics("uid-1")), True),
        (calendar_mail(ics("uid-1"), Sender="Calendar <calendar-notification@service.example>"), True),
        (calendar_mail(ics("uid-1"), Sender=f"Dina <{SCHOOL}>"), True),
        (calendar_mail(ics("uid-1"), Sender="Office <office@school.example>"), False),
        (calendar_mail(ics("uid-1").replace(":mailto:", ';SENT-BY="mailto:office@school.example":mailto:')), False),
        (calendar_mail(ics("uid-1").replace(":mailto:", f';SENT-BY="MAILTO:{SCHOOL.upper()}":mailto:')), True),
    ],
    ids=["own", "a calendar service", "names themselves", "on behalf", "sent by another", "sent by themselves"],
)
async def test_a_delegate_answers_for_nobody(store: Store, sink: Sink, mail: bytes, own: bool) -> None:
    core = Core()
    store.put(mail)
    async with reading(store, sink, core, trusted_authserv=MX):
        await store.settles(INBOX=0, Handled=1)
    assert [each.answer for each in core.answers] == ["accepted" if own else "other"]


async def test_an_answer_behind_a_flood_is_read_without_a_pause(
    store: Store, sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    core = Core()
    for number in range(45):
        store.put(words(f"Buy now {number}", sender="seller@spam.example"))
    store.put(report(POSTFIX, our_id()))
    # With a pause after each batch this would take three quarters of a minute.
    monkeypatch.setattr(Store, "settings", {**store.settings, "imap_seconds": 20.0})
    async with reading(store, sink, core, trusted_authserv=MX):
        await store.settles(INBOX=0, Handled=1, NotUnderstood=45)
    assert core.told == [("n1", "no_mailbox")]


@pytest.mark.parametrize("where", ["fetch", "put"])
async def test_a_message_over_which_the_server_itself_fails_keeps_no_other_waiting(
    store: Store, sink: Sink, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    core = Core()
    store.put(words("poison"))
    store.put(report(POSTFIX, our_id()))
    real: Callable[..., Any] = getattr(Box, where)
    first: list[int] = []

    async def fails(box: Box, uid: int, *more: Any) -> Any:
        first.append(uid)
        if uid == first[0]:
            raise BoxTrouble("folder")
        return await real(box, uid, *more)

    monkeypatch.setattr(Box, where, fails)
    async with reading(store, sink, core, trusted_authserv=MX):
        await store.settles(INBOX=1, Handled=1)
    assert core.told == [("n1", "no_mailbox")]


async def test_a_mail_of_many_megabytes_is_looked_at_and_put_aside(store: Store, sink: Sink) -> None:
    core = Core()
    store.put(big())
    store.put(report(POSTFIX, our_id()))
    async with reading(store, sink, core, trusted_authserv=MX):
        await store.settles(INBOX=0, Handled=1, NotUnderstood=1)
    assert core.told == [("n1", "no_mailbox")]


def big() -> bytes:
    return b"From: a@b.example\r\nSubject: big\r\n\r\n" + (b"x" * 76 + b"\r\n") * 60_000


async def test_a_server_that_blocks_us_ends_nobodys_address_beyond_the_second(sink: Sink) -> None:
    async with adapter_of(sink.settings()) as adapter:
        sink.says["RCPT"] = "550 5.7.1 Service unavailable; client blocked"
        results = [await adapter.channel.send(address(f"p{each}@s{each}.example"), a_card()) for each in range(6)]
        assert results[:2] == [Unreachable("policy")] * 2
        assert [each.reason for each in results[2:] if isinstance(each, Retry)] == ["sender_blocked"] * 4
        sink.says.clear()
        assert isinstance(await adapter.channel.send(address(), a_card()), Sent)
        sink.says["RCPT"] = "550 5.7.1 Not allowed to write to this group"
        assert await adapter.channel.send(address(), a_card()) == Unreachable("policy")


def test_one_person_refused_over_and_over_or_several_in_a_week_is_no_block() -> None:
    at = 0.0
    refusals, policy = Refusals(lambda: at), Answer("recipient", 550, "7.1")
    assert not any(refusals.of_us("a@b.example", policy) for _ in range(9))
    for number in range(9):
        at += 601
        assert not refusals.of_us(f"p{number}@b.example", policy)
    for number in range(9):
        assert not refusals.of_us(f"q{number}@b.example", Answer("recipient", 550, "1.1"))


async def test_maybe_to_two_meetings_of_one_day_is_explained_for_each(store: Store, sink: Sink) -> None:
    core = Core(says="Maybe does not count.")
    for uid in ("uid-1", "uid-2", "uid-2"):
        store.put(calendar_mail(ics(uid, "TENTATIVE")))
    async with reading(store, sink, core, trusted_authserv=MX):
        await store.settles(INBOX=0, Handled=3)
    assert len(core.answers) == 3
    assert len(sink.taken) == 2
