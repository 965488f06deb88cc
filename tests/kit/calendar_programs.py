"""Answers to an entry as calendars write them: their shapes, from RFC 5546 and from what each is known to send."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from email.message import EmailMessage

from adapters.email.mailbox.calendar_replies import calendar_reply_in
from adapters.email.mailbox.incoming import taken_apart
from bot.app.cards import CalendarEntry
from bot.domain.calendar_answer import CalendarAnswer
from scheduling.london import LONDON

Program = Callable[..., bytes]


def _utc(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _file(*lines: str) -> bytes:
    """Folded at 75, as each of them does."""
    folded = []
    for line in lines:
        folded.append(line[:75])
        folded += [" " + line[at : at + 74] for at in range(75, len(line), 74)]
    return ("\r\n".join(folded) + "\r\n").encode()


def outlook(entry: CalendarEntry, email: str, word: str, at: datetime) -> bytes:
    """Exchange: a Windows zone, no RSVP on the attendee, its own lines, SUMMARY with a language and a prefix."""
    local = f"{entry.starts_at.astimezone(LONDON):%Y%m%dT%H%M%S}"
    end = f"{entry.ends_at.astimezone(LONDON):%Y%m%dT%H%M%S}"
    return _file(
        "BEGIN:VCALENDAR",
        "METHOD:REPLY",
        "PRODID:Microsoft Exchange Server 2010",
        "VERSION:2.0",
        "BEGIN:VTIMEZONE",
        "TZID:GMT Standard Time",
        "BEGIN:STANDARD",
        "DTSTART:16010101T020000",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0000",
        "RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10",
        "END:STANDARD",
        "BEGIN:DAYLIGHT",
        "DTSTART:16010101T010000",
        "TZOFFSETFROM:+0000",
        "TZOFFSETTO:+0100",
        "RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3",
        "END:DAYLIGHT",
        "END:VTIMEZONE",
        "BEGIN:VEVENT",
        f"ATTENDEE;PARTSTAT={word};CN={email}:mailto:{email}",
        f"COMMENT;LANGUAGE=en-GB:{chr(92)}n",
        f"UID:{entry.uid}",
        f"SUMMARY;LANGUAGE=en-GB:{word.capitalize()}: {entry.title}",
        f"DTSTART;TZID=GMT Standard Time:{local}",
        f"DTEND;TZID=GMT Standard Time:{end}",
        "CLASS:PRIVATE",
        "PRIORITY:5",
        f"DTSTAMP:{_utc(at)}",
        "TRANSP:OPAQUE",
        "STATUS:CONFIRMED",
        f"SEQUENCE:{entry.sequence}",
        f"LOCATION;LANGUAGE=en-GB:{entry.where}",
        "X-MICROSOFT-CDO-APPT-SEQUENCE:" + str(entry.sequence),
        "X-MICROSOFT-CDO-BUSYSTATUS:BUSY",
        "X-MICROSOFT-CDO-INTENDEDSTATUS:BUSY",
        "X-MS-OLK-AUTOFILLLOCATION:FALSE",
        "X-MS-OLK-CONFTYPE:0",
        "END:VEVENT",
        "END:VCALENDAR",
    )


def google(entry: CalendarEntry, email: str, word: str, at: datetime) -> bytes:
    """Google: everything in UTC, the address in capitals after an upper-case scheme, and lines of its own."""
    return _file(
        "BEGIN:VCALENDAR",
        "PRODID:-//Google Inc//Google Calendar 70.9054//EN",
        "VERSION:2.0",
        "CALSCALE:GREGORIAN",
        "METHOD:REPLY",
        "BEGIN:VEVENT",
        f"DTSTART:{_utc(entry.starts_at)}",
        f"DTEND:{_utc(entry.ends_at)}",
        f"DTSTAMP:{_utc(at)}",
        "ORGANIZER;CN=Exampleshire:mailto:exmp@quorate.example",
        f"UID:{entry.uid}",
        f"ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={word};CN={email};X-NUM-GUESTS=0:"
        f"MAILTO:{email.upper()}",
        f"CREATED:{_utc(entry.stamped_at)}",
        f"LAST-MODIFIED:{_utc(at)}",
        f"SEQUENCE:{entry.sequence}",
        "STATUS:CONFIRMED",
        f"SUMMARY:{entry.title}",
        "TRANSP:OPAQUE",
        "END:VEVENT",
        "END:VCALENDAR",
    )


def apple(entry: CalendarEntry, email: str, word: str, at: datetime) -> bytes:
    """Apple: the zone by its own name without a definition, the attendee's address quoted as a parameter too."""
    local = f"{entry.starts_at.astimezone(LONDON):%Y%m%dT%H%M%S}"
    return _file(
        "BEGIN:VCALENDAR",
        "CALSCALE:GREGORIAN",
        "PRODID:-//Apple Inc.//macOS 14.5//EN",
        "VERSION:2.0",
        "METHOD:REPLY",
        "BEGIN:VEVENT",
        f"UID:{entry.uid}",
        f"DTSTART;TZID=Europe/London:{local}",
        "DURATION:PT1H",
        f"DTSTAMP:{_utc(at)}",
        f'ATTENDEE;CN="{email}";CUTYPE=INDIVIDUAL;EMAIL="{email}";PARTSTAT={word}:mailto:{email}',
        'ORGANIZER;CN="Exampleshire";EMAIL="exmp@quorate.example":mailto:exmp@quorate.example',
        f"SEQUENCE:{entry.sequence}",
        f"SUMMARY:{entry.title}",
        "END:VEVENT",
        "END:VCALENDAR",
    )


def outlook_suggests(entry: CalendarEntry, email: str, start: datetime, at: datetime) -> bytes:
    """Exchange's COUNTER: the new time as the event's own, the old one in a line of its own."""
    file = outlook(entry, email, "TENTATIVE", at).decode().replace("METHOD:REPLY", "METHOD:COUNTER")
    was = f"{entry.starts_at.astimezone(LONDON):%Y%m%dT%H%M%S}"
    own = f"X-MS-OLK-ORIGINALSTART;TZID=GMT Standard Time:{was}\r\nEND:VEVENT"
    file = file.replace(f"Time:{was}", f"Time:{start.astimezone(LONDON):%Y%m%dT%H%M%S}")
    return file.replace("END:VEVENT", own).encode()


PROGRAMS: dict[str, Program] = {"outlook": outlook, "google": google, "apple": apple}


def mailed(file: bytes, sender: str) -> bytes:
    """The file as each of them mails it: base64 beside a text; Apple leaves the method out of the type."""
    message = EmailMessage()
    message["From"], message["To"] = sender, "exmp@quorate.example"
    message["Subject"], message["Message-ID"] = "Re: strategy meeting", "<1@calendar.example>"
    message.set_content("The answer is in the calendar file.")
    method = "COUNTER" if b"METHOD:COUNTER" in file else "REPLY"
    params = {} if b"Apple" in file else {"method": method}
    message.add_alternative(file.decode(), subtype="calendar", params=params, cte="base64")
    return message.as_bytes()


def as_read(file: bytes, sender: str) -> CalendarAnswer | None:
    """What the mailbox makes of it."""
    reply = calendar_reply_in(taken_apart(mailed(file, sender)))
    return reply.answer if reply else None
