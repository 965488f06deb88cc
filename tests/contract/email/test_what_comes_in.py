"""What a message in the mailbox is taken for: reports, calendars, programs, people, and those who mean harm."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.email.mailbox.automatic import is_automatic
from adapters.email.mailbox.calendar_replies import calendar_reply_in
from adapters.email.mailbox.clerk import _read
from adapters.email.mailbox.incoming import address_in, taken_apart
from adapters.email.mailbox.vouching import vouched_for
from bot.domain.calendar_answer import CalendarAnswer, CalendarWord
from tests.contract.email.arriving import (
    MX,
    SCHOOL,
    UID,
    calendar_mail,
    ics,
    words,
)


@pytest.mark.parametrize(
    ("header", "address"),
    [
        (f"Dina <{SCHOOL}>", SCHOOL), (SCHOOL.upper(), SCHOOL), (f'"Dina, School" <{SCHOOL}>', SCHOOL),
        (f"a@b.example, {SCHOOL}", ""), (f"a@b.example <{SCHOOL}>, c@d.example", ""),
        (f'"<a@b.example>" <{SCHOOL}>', SCHOOL), (f"<a@b.example> <{SCHOOL}>", ""), ("", ""),
        ("undisclosed:;", ""), (f"{SCHOOL}\r\n", SCHOOL),
    ],
)  # fmt: skip
def test_a_sender_is_one_plain_address_or_none(header: str, address: str) -> None:
    assert address_in(header) == address


def test_two_senders_are_none() -> None:
    came = taken_apart(f"From: {SCHOOL}\r\nFrom: x@y.example\r\n\r\nhi".encode())
    assert came.sender == ""


@pytest.mark.parametrize("partstat", ["ACCEPTED", "DECLINED", "TENTATIVE"])
def test_what_was_pressed_in_a_calendar_is_read(partstat: str) -> None:
    found = calendar_reply_in(taken_apart(calendar_mail(ics(UID, partstat, sequence=2))))
    assert found
    at = datetime(2026, 3, 10, 10, 25, tzinfo=UTC)
    assert found.attendee == SCHOOL
    assert found.answer == CalendarAnswer(SCHOOL, UID, 2, cast(CalendarWord, partstat.lower()), at)


def test_what_is_neither_yes_nor_no_is_other() -> None:
    found = calendar_reply_in(taken_apart(calendar_mail(ics(UID, "DELEGATED"))))
    assert found
    assert found.answer.answer == "other"


def test_a_comment_is_not_kept_and_another_time_is_told_apart() -> None:
    more = "COMMENT:Jo Bloggs is at her nan's"
    found = calendar_reply_in(taken_apart(calendar_mail(ics(UID, more=more, method="COUNTER"), method="COUNTER")))
    assert found
    assert found.answer.answer == "counter"
    assert found.answer.suggests == datetime(2026, 3, 10, 14, tzinfo=UTC)
    assert "Bloggs" not in repr(found)


@pytest.mark.parametrize(
    "text",
    [
        ics(UID, method="REQUEST"), ics(UID, method="CANCEL"), ics(UID, attendee="a@b.example,c@d.example"), ics(""),
        ics(UID).replace("DTSTAMP:20260310T102500Z\r\n", ""), ics(UID).replace("mailto:", "tel:"), ics("u" * 300),
        ics(UID).replace("END:VEVENT\r\n", "END:VEVENT\r\nBEGIN:VEVENT\r\nUID:x\r\nEND:VEVENT\r\n"),
        ics(UID, more=f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:{SCHOOL}"), ics(UID, more="RECURRENCE-ID:20260310T140000Z"),
        "BEGIN:VCALENDAR\r\n" * 500, "nonsense", ics(UID).replace("SEQUENCE:0", "SEQUENCE:soon"),
        ics(UID).replace("20260310T102500Z", "20260231T102500Z"),
    ],
)  # fmt: skip
def test_a_calendar_file_that_is_no_clear_answer_is_none(text: str) -> None:
    found = _read(calendar_mail(text))
    assert found is None or found.reply is None


@pytest.mark.parametrize(
    ("header", "server", "believed"),
    [
        (f"{MX}; dmarc=pass header.from=school.example", MX, True),
        (f"{MX}; spf=pass smtp.mailfrom=a@school.example; dmarc=fail header.from=school.example", MX, False),
        (f"{MX} 1; dkim=pass header.d=school.example; dmarc=none", MX, True),
        (f"{MX}; spf=pass smtp.mailfrom=bounce@school.example", MX, True),
        (f"{MX}; spf=pass smtp.mailfrom=evil.example; dkim=pass header.d=evil.example", MX, False),
        (f"{MX}; dkim=pass header.d=example", MX, False),
        (f"{MX}; spf=fail (dmarc=pass) smtp.mailfrom=school.example", MX, False),
        ("mx.evil.example; dmarc=pass header.from=school.example", MX, False),
        (f"{MX}; none", MX, False),
        ("spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=school.example; dkim=pass header.d=school.example;"
         "dmarc=pass action=none header.from=school.example;compauth=pass reason=100", "exchange", True),
        ("spf=fail smtp.mailfrom=school.example;dmarc=fail header.from=school.example", "exchange", False),
        (f"{MX}; dmarc=pass", "exchange", False),
    ],
)  # fmt: skip
def test_only_our_own_servers_word_makes_a_sender_believed(header: str, server: str, believed: bool) -> None:
    assert vouched_for(taken_apart(words(Authentication_Results=header)), server) is believed


def test_a_forged_word_below_our_own_servers_is_not_read() -> None:
    raw = (
        f"Authentication-Results: {MX}; dmarc=fail\r\nAuthentication-Results: {MX}; dmarc=pass\r\n"
        f"From: {SCHOOL}\r\n\r\nhi"
    )
    assert not vouched_for(taken_apart(raw.encode()), MX)
    assert not vouched_for(taken_apart(words()), MX)


def nested(depth: int) -> bytes:
    opened = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\r\n\r\n--b{n}\r\n' for n in range(depth))
    return f"From: {SCHOOL}\r\nMIME-Version: 1.0\r\n{opened}\r\n\r\nhi".encode()


HOSTILE = {
    "deep": nested(5000),
    "as deep as allowed": nested(28),
    "rfc822 in rfc822": b"From: a@b.example\r\n" + b"Content-Type: message/rfc822\r\n\r\n" * 20_000,
    "many parts": b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n' + b"--b\r\n\r\nx\r\n" * 50_000,
    "many blank lines": b"Content-Type: message/delivery-status\r\n\r\n" + b"\r\n\r\n" * 200_000,
    "ten million letters": b"From: a@b.example\r\n\r\n" + b"A" * 10_000_000,
    "many headers": b"X: y\r\n" * 80_000 + b"\r\nhi",
    "one long header": b"From: " + b"<" * 400_000 + b"\r\n\r\nhi",
    "a long subject": b"Subject: " + b"re: " * 100_000 + b"\r\n\r\nhi",
    "comments": b"Authentication-Results: " + b"(" * 100_000 + b"\r\nFrom: a@b.example\r\n\r\nhi",
    "quotes": b"From: " + b'"\\' * 100_000 + b"\r\n\r\nhi",
    "bad charset": words().replace(b'charset="utf-8"', b'charset="x-none-such"'),
    "bad transfer encoding": calendar_mail(ics(UID)).replace(b"7bit", b"x-none"),
    "broken base64": calendar_mail(ics(UID)).replace(b"7bit", b"base64"),
    "nul": b"From: a@b.example\r\n\r\n\x00\x00\x00",
    "empty": b"",
    "no header": b"\r\n\r\n",
    "eight bits": bytes(range(256)) * 100,
    "a large calendar": calendar_mail(ics(UID, more="\n".join(f"X-A{n}:b" for n in range(30_000)))),
    "a deep calendar": calendar_mail("BEGIN:VEVENT\r\n" * 3000),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_message_costs_more_than_a_moment(name: str) -> None:
    began = time.process_time()
    found = _read(HOSTILE[name])
    if found:
        is_automatic(found.came)
        vouched_for(found.came, MX)
        vouched_for(found.came, "exchange")
    assert time.process_time() - began < 3, name
    assert found is None or found.report is None or not found.report.failed


@given(st.binary(max_size=400))
def test_whatever_bytes_come_they_are_read_or_put_aside(raw: bytes) -> None:
    found = _read(raw)
    if found:
        is_automatic(found.came)
        vouched_for(found.came, MX)


@given(st.text(max_size=200))
def test_whatever_a_calendar_holds_it_is_an_answer_or_none(text: str) -> None:
    reply = _read(ics(UID, more=text.replace("\r", "")).encode("utf-8", "replace"))
    assert reply is None or reply.reply is None
