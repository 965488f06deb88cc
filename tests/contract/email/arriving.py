"""Messages as mail programs and servers of the world send them to us, written for these tests."""

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage

from adapters.email.marks import Quoted, new_id

BOX = "box@exampleshire.example"
MX = "mx.exampleshire.example"
SCHOOL = "dsl@school.example"
ID = new_id(lambda *_: "seal", "n1", SCHOOL, "exampleshire.example")
QUOTED = Quoted(*ID.partition("@")[0].split("."))
UID = "m1.p1@quorate.example"


def words(
    text: str = "Yes, I can come.", *, sender: str = f"Dina School <{SCHOOL}>", after: str = "", **headers: str
) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = (
        sender,
        BOX,
        headers.pop("Subject", "Re: You are asked to come"),
    )
    message["Message-ID"] = headers.pop("Message_ID", "<CAF-1@mail.school.example>")
    if after:
        message["In-Reply-To"], message["References"] = f"<{after}>", f"<{after}>"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message.as_bytes()


POSTFIX = """\
Return-Path: <>
From: MAILER-DAEMON@mx.example (Mail Delivery System)
To: box@exampleshire.example
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B1"

--B1
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--B1
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example
Original-Envelope-Id: {id}

Final-Recipient: rfc822; {to}
Original-Recipient: rfc822;{to}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 {status} no

--B1
Content-Type: text/rfc822-headers

From: Strategy meetings <meetings@exampleshire.example>
To: {to}
Message-ID: <{id}>
Subject: Exampleshire: you are asked to come

--B1--
"""

EXCHANGE = """\
From: <postmaster@school.example>
To: <box@exampleshire.example>
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="a1b2"
X-MS-Exchange-Message-Is-Ndr:
Content-Language: en-GB
Message-ID: <0e1d@LO2P.outlook.example>
In-Reply-To: <{id}>
References: <{id}>
Subject: Undeliverable: Exampleshire: you are asked to come
Auto-Submitted: auto-replied
MIME-Version: 1.0

--a1b2
Content-Type: multipart/alternative; boundary="c3"

--c3
Content-Type: text/plain; charset="utf-8"
Content-Transfer-Encoding: base64

WW91ciBtZXNzYWdlIGNvdWxkbid0IGJlIGRlbGl2ZXJlZC4=

--c3--

--a1b2
Content-Type: message/delivery-status

Reporting-MTA: dns;LO2P.outlook.example
Received-From-MTA: dns;mx.exampleshire.example
Arrival-Date: Tue, 10 Mar 2026 10:20:30 +0000

Final-Recipient: rfc822;{to}
Action: {action}
Status: {status}
Diagnostic-Code: smtp;550 {status} RESOLVER.ADR.RecipientNotFound; Recipient not found
X-Display-Name: dsl

--a1b2
Content-Type: message/rfc822

Received: from a by b; Tue, 10 Mar 2026 10:20:30 +0000
From: Strategy meetings <meetings@exampleshire.example>
To: <{to}>
Subject: Exampleshire: you are asked to come
Message-ID: <{id}>

--a1b2--
"""

GMAIL = """\
Return-Path: <>
From: Mail Delivery Subsystem <mailer-daemon@googlemail.example>
To: box@exampleshire.example
Auto-Submitted: auto-replied
Subject: Delivery Status Notification (Failure)
References: <{id}>
In-Reply-To: <{id}>
X-Failed-Recipients: {to}
MIME-Version: 1.0
Content-Type: multipart/report; boundary="00001"; report-type=delivery-status

--00001
Content-Type: text/html; charset="UTF-8"

<p>Address not found</p>
--00001
Content-Type: message/delivery-status

Reporting-MTA: dns; googlemail.example
X-Original-Message-ID: <{id}>

Final-Recipient: rfc822; {to}
Action: {action}
Status: {status}

--00001
Content-Type: message/rfc822

To: {to}
Message-ID: <{id}>

--00001--
"""

EXIM = """\
Return-path: <>
From: Mail Delivery System <Mailer-Daemon@exim.example>
To: box@exampleshire.example
X-Failed-Recipients: {to}
Auto-Submitted: auto-replied
Subject: Mail delivery failed: returning message to sender

This message was created automatically by mail delivery software.

  {to}
    host mx.example: 550 Unrouteable address

------ This is a copy of the message, including all the headers. ------

Message-ID: <{id}>
To: {to}
"""


def report(shape: str, message_id: str, *, to: str = SCHOOL, action: str = "failed", status: str = "5.1.1") -> bytes:
    return shape.format(id=message_id, to=to, action=action, status=status).replace("\n", "\r\n").encode()


def ics(
    uid: str, partstat: str = "ACCEPTED", *, attendee: str = SCHOOL, sequence: int = 0, method: str = "REPLY",
    stamp: datetime | None = None, more: str = "",
) -> str:  # fmt: skip
    at = f"{stamp:%Y%m%dT%H%M%SZ}" if stamp else "20260310T102500Z"
    lines = [
        "BEGIN:VCALENDAR", "PRODID:-//Other//Calendar//EN", "VERSION:2.0", f"METHOD:{method}", "BEGIN:VEVENT",
        f"UID:{uid}", f"ATTENDEE;CN=Dina;PARTSTAT={partstat}:mailto:{attendee}",
        f"SEQUENCE:{sequence}", f"DTSTAMP:{at}",
        "DTSTART:20260310T140000Z", *more.splitlines(), "SUMMARY:Accepted: EXMP-SM-1", "END:VEVENT",
        "END:VCALENDAR", "",
    ]  # fmt: skip
    return "\r\n".join(lines)


def calendar_mail(
    text: str, *, sender: str = f"Dina School <{SCHOOL}>", method: str = "REPLY", **headers: str
) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, BOX, "Accepted: EXMP-SM-1"
    domain = sender.rpartition("@")[2].strip("> ")
    headers.setdefault("Authentication_Results", f"{MX}; dmarc=pass header.from={domain}")
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content("Dina has accepted.")
    message.add_alternative(text, subtype="calendar", params={"method": method})
    return message.as_bytes()
