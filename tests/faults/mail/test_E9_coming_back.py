"""Letters that come back, and automatic answers, which are never an answer (E9)."""

from __future__ import annotations

import asyncio

import pytest

from adapters.email.mailbox.automatic import is_automatic
from adapters.email.mailbox.calendar_replies import calendar_reply_in
from adapters.email.mailbox.incoming import taken_apart
from adapters.email.mailbox.reports import report_in
from tests.contract.email.arriving import (
    EXCHANGE,
    EXIM,
    GMAIL,
    ID,
    POSTFIX,
    QUOTED,
    SCHOOL,
    UID,
    calendar_mail,
    ics,
    report,
    words,
)
from tests.contract.email.ground import Sink
from tests.contract.email.imap_server import Store
from tests.contract.email.reader import Core, our_id, reading

AUTOMATIC = [
    {"Auto_Submitted": "auto-replied"},
    {"Auto_Submitted": "auto-generated; type=vacation"},
    {"Precedence": "bulk"},
    {"Precedence": "auto_reply"},
    {"X_Autoreply": "yes"},
    {"X_Auto_Response_Suppress": "All"},
    {"List_Id": "<staff.school.example>"},
    {"Return_Path": "<>"},
    {"Subject": "Automatic reply: You are asked to come"},
    {"Subject": "Out of Office: back on Monday"},
    {"Subject": "Out of the office Re: You are asked"},
    {"Subject": "AUTO: Dina is away"},
    {"Subject": "Undeliverable: You are asked"},
    {"Subject": "Read: You are asked to come"},
    {"sender": "noreply@school.example"},
    {"sender": "no-reply@school.example"},
    {"sender": "MAILER-DAEMON@school.example"},
]


@pytest.mark.parametrize("shape", [POSTFIX, EXCHANGE])
async def test_E9_a_letter_that_comes_back_is_told_once(store: Store, sink: Sink, shape: str) -> None:
    core = Core()
    store.put(report(shape, our_id()))
    async with reading(store, sink, core):
        await store.settles(INBOX=0, Handled=1, NotUnderstood=0)
    assert core.told == [("n1", "no_mailbox")]


@pytest.mark.parametrize(
    "raw",
    [
        report(POSTFIX, "n1.0123456789abcdef.forged@exampleshire.example"),
        report(POSTFIX, our_id(to="other@school.example")),
        report(POSTFIX, "somebody-elses@mail.example"),
    ],
    ids=["forged", "sent to somebody else", "not ours"],
)
async def test_E9_a_report_about_no_letter_of_ours_does_nothing(store: Store, sink: Sink, raw: bytes) -> None:
    core = Core()
    store.put(raw)
    async with reading(store, sink, core):
        await store.settles(INBOX=0, NotUnderstood=1)
    assert core.told == []
    assert sink.taken == []


async def test_E9_a_letter_that_is_only_late_has_not_come_back(store: Store, sink: Sink) -> None:
    core = Core()
    store.put(report(POSTFIX, our_id(), action="delayed", status="4.4.1"))
    async with reading(store, sink, core):
        await store.settles(INBOX=0, Handled=1)
    assert core.told == []


@pytest.mark.parametrize(
    "raw",
    [
        words(),
        words(after="somebody@else.example"),
        words(after=our_id(to="other@school.example")),
        words(after=our_id(), Auto_Submitted="auto-replied"),
        words(after=our_id(), Subject="Automatic reply: You are asked to come"),
        words(after=our_id(), Precedence="list"),
        words(after=our_id(), List_Id="<staff.school.example>"),
        words(after=our_id(), sender=f"a@b.example, {SCHOOL}"),
    ],
    ids=["unknown", "not ours", "forwarded", "automatic", "out of office", "list", "list id", "two senders"],
)
async def test_E9_nobody_else_is_ever_answered(store: Store, sink: Sink, raw: bytes) -> None:
    core = Core()
    store.put(raw)
    async with reading(store, sink, core):
        for _ in range(200):
            if await asyncio.to_thread(store.count, "INBOX") == 0:
                break
            await asyncio.sleep(0.05)
    assert store.count("INBOX") == 0
    assert sink.taken == []
    assert core.told == []


@pytest.mark.parametrize("shape", [POSTFIX, EXCHANGE, GMAIL, EXIM])
def test_E9_a_report_of_failure_names_the_letter_and_its_address(shape: str) -> None:
    found = report_in(taken_apart(report(shape, ID)))
    assert found
    assert found.failed
    assert SCHOOL in found.addresses
    assert found.quoted == (QUOTED,)
    assert found.reason in ("no_mailbox", "bounced")


@pytest.mark.parametrize("shape", [POSTFIX, EXCHANGE, GMAIL])
@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed", "expanded"])
def test_E9_what_is_late_or_delivered_has_not_come_back(shape: str, action: str) -> None:
    found = report_in(taken_apart(report(shape, ID, action=action, status="4.4.1")))
    assert found
    assert not found.failed


@pytest.mark.parametrize(
    ("status", "reason"),
    [("5.1.10", "no_mailbox"), ("5.2.2", "mailbox_full"), ("5.7.1", "policy"), ("4.4.7", "no_route"),
     ("5.0.0", "bounced"), ("5.2.1", "disabled"), ("nonsense", "bounced")],
)  # fmt: skip
def test_E9_why_it_came_back(status: str, reason: str) -> None:
    found = report_in(taken_apart(report(EXCHANGE, ID, status=status)))
    assert found
    assert found.reason == reason


@pytest.mark.parametrize("headers", AUTOMATIC, ids=str)
def test_E9_what_a_program_wrote_is_known_for_it(headers: dict[str, str]) -> None:
    assert is_automatic(taken_apart(words("I accept. I will come.", **headers)))


@pytest.mark.parametrize("headers", [{}, {"Auto_Submitted": "no"}, {"Subject": "Accepted: EXMP-SM-1"}], ids=str)
def test_E9_what_a_person_wrote_is_not_taken_for_a_programs(headers: dict[str, str]) -> None:
    assert not is_automatic(taken_apart(words(**headers)))


def test_E9_an_automatic_answer_of_a_calendar_does_not_count() -> None:
    assert calendar_reply_in(taken_apart(calendar_mail(ics(UID), Auto_Submitted="auto-replied"))) is None
    assert calendar_reply_in(taken_apart(calendar_mail(ics(UID), Auto_Submitted="auto-generated"))) is not None
