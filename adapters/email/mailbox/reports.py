"""Reports of mail servers about our letters: what came back, and what is only late (RFC 3464)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from email.parser import HeaderParser

from adapters.email.mailbox.incoming import Incoming, address_in, content
from adapters.email.marks import Quoted, quoted_in
from adapters.email.post import why_dead

_STATUS = re.compile(r"[245]\.(\d{1,3})\.(\d{1,3})")
_SERVERS = ("mailer-daemon@", "postmaster@")


@dataclass(frozen=True, slots=True)
class Report:
    """`failed` for good, else late or merely told. `addresses` are all that the report names as the letter's."""

    failed: bool
    reason: str
    addresses: tuple[str, ...]
    quoted: tuple[Quoted, ...]


def report_in(came: Incoming) -> Report | None:
    """The report that a message is; None for any other message."""
    blocks = [block for part in came.parts("message/delivery-status") for block in _blocks(part)]
    failed_at_all = came.header("X-Failed-Recipients")
    if blocks:
        told = [block for block in blocks if block.get("Action")]
        failed = [block for block in told if str(block["Action"]).strip().lower() == "failed"]
        reason = _reason(failed[0]) if failed else ""
        addresses = [address for block in failed or told for address in _recipients(block)]
    elif failed_at_all and came.sender.startswith(_SERVERS):
        # Exim tells it in words, with the addresses in a header.
        failed, reason, addresses = [came.message], "bounced", []
    else:
        return None
    addresses += [address_in(each) for each in failed_at_all.split(",")]
    addresses += [address_in(str(each.get("To", ""))) for each in _returned(came)]
    known = tuple(dict.fromkeys(each for each in addresses if each))
    return Report(bool(failed), reason, known, tuple(quoted_in(came.text)))


def _blocks(part: Message) -> Iterator[Message]:
    payload = part.get_payload()
    if isinstance(payload, list):
        yield from (each for each in payload if isinstance(each, Message))


def _reason(block: Message) -> str:
    found = _STATUS.search(str(block.get("Status", "")))
    return why_dead(f"{int(found[1])}.{int(found[2])}") if found else "bounced"


def _recipients(block: Message) -> Iterator[str]:
    for name in ("Original-Recipient", "Final-Recipient"):
        yield address_in(str(block.get(name, "")).rpartition(";")[2])


def _returned(came: Incoming) -> Iterator[Message]:
    """The headers of our letter, as they are sent back."""
    for part in came.parts("message/rfc822"):
        yield from _blocks(part)
    for part in came.parts("text/rfc822-headers"):
        yield HeaderParser().parsestr(content(part).decode("latin-1"))
