"""What a mail server gets: the entry as Outlook and Google want it, METHOD in the MIME type and in the file (E7)."""

from __future__ import annotations

import re
from dataclasses import replace

from tests.contract.email.ground import (
    PASSWORD,
    SCHOOL,
    Sink,
    a_card,
    adapter_of,
    address,
    letter,
)
from tests.contract.email.test_sending import ENTRY


async def test_E7_an_invitation_carries_a_calendar_entry_that_says_no_more_than_the_letter(sink: Sink) -> None:
    read = {"imap_host": "127.0.0.1", "imap_security": "none", "imap_user": "box", "imap_password": PASSWORD}
    read["trusted_authserv"] = "mx.exampleshire.example"
    async with adapter_of(sink.settings(reply_to="box@exampleshire.example", **read)) as adapter:
        for each in (ENTRY, replace(ENTRY, cancelled=True, sequence=1)):
            await adapter.channel.send(address(), a_card(letter=letter(entry=each)))
    for message, method in zip(sink.messages, ("REQUEST", "CANCEL"), strict=True):
        (alternatives, attached) = message.iter_parts()
        kinds = [part.get_content_type() for part in alternatives.iter_parts()]
        assert kinds == ["text/plain", "text/html", "text/calendar"]
        last = list(alternatives.iter_parts())[-1]
        assert (last.get_param("method"), last.get_content_charset()) == (method, "utf-8")
        assert attached.get_filename() == "invite.ics"
        assert attached.get_content() == last.get_payload(decode=True)
        words = re.sub(r"\r\n[ \t]", "", attached.get_content().decode())
        assert f"METHOD:{method}" in words
        assert "mailto:box@exampleshire.example" in words
        assert f"mailto:{SCHOOL}" in words
        text = message.get_body(("plain",))
        assert text
        assert ("buttons that your calendar shows" in text.get_content()) is (method == "REQUEST")
