"""A card as one message to one person, ready for the wire."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email.headerregistry import Address as Named
from email.message import EmailMessage
from email.policy import SMTP

from adapters.email.addresses import Sender
from adapters.email.rendering import LONGEST_SUBJECT, as_html, as_text, one_line, passages, subject
from bot.app.cards import Card

# Everything but what we must hear of ourselves: Exchange would keep reports of what it could not deliver back too,
# were it asked to suppress "All" (MS-OXCMAIL, X-Auto-Response-Suppress).
_SUPPRESSED = "DR, RN, NRN, OOF, AutoReply"
FILE_NAME = "invite.ics"


@dataclass(frozen=True, slots=True)
class Envelope:
    """What stands outside. `after` is the id of the message that this one follows."""

    sender: Sender
    reply_to: str
    to: str
    message_id: str
    after: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A calendar file and its method, which stands in its MIME type as well (Outlook reads both)."""

    file: bytes
    method: str


def compose(card: Card, envelope: Envelope, entry: Entry | None = None, *, calendar: bool = False) -> bytes:
    """The whole message. `calendar`: what is pressed in a calendar is read by us."""
    answers = calendar and entry is not None and entry.method == "REQUEST"
    written = passages(card, calendar=answers)
    short = subject(card.summary or card.title)
    message = _headed(envelope, short)
    message.set_content(as_text(written), cte="quoted-printable")
    message.add_alternative(as_html(written, short), subtype="html", cte="quoted-printable")
    if entry is not None:
        message.add_alternative(
            entry.file.decode(), subtype="calendar", params={"method": entry.method}, cte="base64"
        )
        message.add_attachment(entry.file, maintype="application", subtype="ics", filename=FILE_NAME)
    return _wire(message, short)


def compose_words(envelope: Envelope, short: str, words: str) -> bytes:
    """A short answer in words alone, that asks for none and gets none."""
    message = _headed(envelope, subject(short))
    message.replace_header("Auto-Submitted", "auto-replied")
    message.replace_header("X-Auto-Response-Suppress", "All")
    message["Precedence"] = "bulk"
    message.set_content(words + "\n", cte="quoted-printable")
    return _wire(message, short)


def _wire(message: EmailMessage, short: str) -> bytes:
    # The library folds a long plain subject into an empty first line, which filters take for a sign of spam.
    return message.as_bytes(policy=SMTP.clone(max_line_length=2 * LONGEST_SUBJECT) if short.isascii() else SMTP)


def _headed(envelope: Envelope, short: str) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["From"] = Named(one_line(envelope.sender.name), addr_spec=envelope.sender.address)
    message["To"] = Named(addr_spec=envelope.to)
    if envelope.reply_to and envelope.reply_to != envelope.sender.address:
        message["Reply-To"] = Named(addr_spec=envelope.reply_to)
    message["Subject"] = short
    message["Date"] = datetime.now(UTC)
    message["Message-ID"] = f"<{envelope.message_id}>"
    if envelope.after:
        message["In-Reply-To"] = f"<{envelope.after}>"
        message["References"] = f"<{envelope.after}>"
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = _SUPPRESSED
    return message
