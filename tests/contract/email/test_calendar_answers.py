"""Answers from calendars, in a real mailbox: whose count, and what is said when they do not."""

from __future__ import annotations

import asyncio

import pytest

from tests.contract.email.arriving import MX, SCHOOL, calendar_mail, ics
from tests.contract.email.ground import Sink
from tests.contract.email.imap_server import Store
from tests.contract.email.reader import Core, reading


async def test_an_answer_from_a_calendar_is_passed_on_and_what_is_wrong_with_it_is_mailed_back(
    store: Store, sink: Sink
) -> None:
    core = Core()
    store.put(calendar_mail(ics("uid-1")))
    async with reading(store, sink, core, trusted_authserv=MX):
        await store.settles(INBOX=0, Handled=1)
        assert sink.taken == []
        core.says = "The time has changed. Answer the newer invitation."
        store.put(calendar_mail(ics("uid-1", "DECLINED")))
        await store.settles(INBOX=0, Handled=2)
    assert [each.answer for each in core.answers] == ["accepted", "declined"]
    (told,) = sink.messages
    assert told["to"] == SCHOOL
    assert told["subject"] == "About your answer from your calendar"
    assert "The time has changed." in told.get_content()


@pytest.mark.parametrize(
    ("raw", "trusted"),
    [
        (calendar_mail(ics("uid-1"), sender=f"a@b.example, {SCHOOL}"), MX),
        (calendar_mail(ics("uid-1"), Auto_Submitted="auto-replied"), MX),
        (calendar_mail(ics("uid-1"), Authentication_Results="none"), MX),
        (calendar_mail(ics("uid-1")), ""),
        (calendar_mail(ics("uid-1"), Authentication_Results=f"{MX}; dmarc=fail header.from=school.example"), MX),
        (calendar_mail(ics("uid-1"), Authentication_Results="mx.evil.example; dmarc=pass"), MX),
    ],
    ids=["two senders", "automatic", "not vouched for", "nobody is trusted", "forged", "vouched for by a stranger"],
)
async def test_an_answer_that_is_not_its_attendees_own_counts_for_nothing(
    store: Store, sink: Sink, raw: bytes, trusted: str
) -> None:
    core = Core()
    store.put(raw)
    async with reading(store, sink, core, trusted_authserv=trusted):
        for _ in range(200):
            if await asyncio.to_thread(store.count, "INBOX") == 0:
                break
            await asyncio.sleep(0.05)
    assert core.answers == []
    assert sink.taken == []


@pytest.mark.parametrize("uid", ["a\0b.c", "é.c", "uid\x7f"], ids=["nul", "accent", "delete"])
async def test_an_entry_that_cannot_be_ours_is_neither_looked_for_nor_answered(
    store: Store, sink: Sink, uid: str
) -> None:
    core = Core(says="The database refused it.")
    store.put(calendar_mail(ics(uid)))
    async with reading(store, sink, core, trusted_authserv=MX):
        await store.settles(INBOX=0, NotUnderstood=1)
    assert core.answers == []
    assert sink.taken == []


async def test_what_somebody_sends_for_another_counts_for_neither_and_is_explained(store: Store, sink: Sink) -> None:
    core = Core(says="We could not read that answer.")
    store.put(calendar_mail(ics("uid-1"), sender="Assistant <office@school.example>"))
    async with reading(store, sink, core, trusted_authserv=MX):
        await store.settles(INBOX=0, Handled=1)
    assert [(each.sender, each.answer) for each in core.answers] == [("office@school.example", "other")]
    assert sink.messages[0]["to"] == "office@school.example"
