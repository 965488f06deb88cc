"""Letters given to a real mail server: what it takes, what it refuses, and what happens when it says nothing."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from adapters.email.adapter import EmailAdapter
from adapters.email.marks import mark_of, quoted_in
from bot.app.cards import CalendarEntry
from bot.app.ports import Letters, Paced, Retry, Sent, Unreachable
from tests.contract.email.certificates import Certificates
from tests.contract.email.ground import (
    PASSWORD,
    SCHOOL,
    SENDER,
    Sink,
    a_card,
    adapter_of,
    address,
    checks_password,
    letter,
    mail_server,
    sent,
)

# The server of these tests warns of itself whenever somebody logs in.
pytestmark = [
    pytest.mark.filterwarnings("ignore:Session.login_data"),
    pytest.mark.filterwarnings("ignore:Requiring AUTH while"),
]


async def test_a_card_is_one_message_to_one_person(sink: Sink, adapter: EmailAdapter) -> None:
    result = await sent(adapter)
    assert isinstance(result, Sent)
    (message,) = sink.messages
    assert message["to"] == SCHOOL
    assert message["from"] == SENDER
    assert message["message-id"] == f"<{result.post_id}>"
    assert result.post_id.startswith("n1.")
    assert result.post_id.endswith("@exampleshire.example")
    assert message["auto-submitted"] == "auto-generated"
    assert message["cc"] is message["bcc"] is message["in-reply-to"] is None
    assert sink.taken[0].rcpt_tos == [SCHOOL]


async def test_reports_of_what_could_not_be_delivered_are_not_suppressed(sink: Sink, adapter: EmailAdapter) -> None:
    """Exchange would keep them back if it were asked to suppress all."""
    await sent(adapter)
    suppressed = sink.messages[0]["x-auto-response-suppress"].split(", ")
    assert {"OOF", "AutoReply"} <= set(suppressed)
    assert not {"All", "NDR"} & set(suppressed)


async def test_each_council_has_its_own_sender(sink: Sink, adapter: EmailAdapter) -> None:

    await adapter.channel.send(address(), a_card(letter=letter(council="RBWM")))
    assert sink.messages[0]["from"] == "Strategy <strategy@rbwm.example>"


async def test_another_letter_follows_the_one_before(sink: Sink, adapter: EmailAdapter) -> None:
    first = await sent(adapter)
    assert isinstance(first, Sent)
    second = await adapter.channel.update(address(), first.post_id, a_card("Exampleshire: another time"))
    assert isinstance(second, Sent)
    assert second.post_id != first.post_id
    assert sink.messages[1]["in-reply-to"] == f"<{first.post_id}>"
    assert sink.messages[1]["references"] == f"<{first.post_id}>"


async def test_answers_go_to_the_mailbox_that_is_read(sink: Sink) -> None:
    async with adapter_of(sink.settings(reply_to="box@exampleshire.example")) as adapter:
        await sent(adapter)
    assert sink.messages[0]["reply-to"] == "box@exampleshire.example"
    assert sink.taken[0].mail_from == "box@exampleshire.example"


async def test_an_address_that_is_none_is_not_written_to(sink: Sink, adapter: EmailAdapter) -> None:
    assert await adapter.channel.send(address("a@b.example\r\nRCPT TO:<c@d.example>"), a_card()) == Unreachable(
        "bad_address"
    )
    assert sink.greetings == 0


async def test_connections_are_used_again(sink: Sink, adapter: EmailAdapter) -> None:
    for _ in range(5):
        assert isinstance(await sent(adapter), Sent)
    assert sink.greetings == 1
    await asyncio.gather(*(sent(adapter) for _ in range(8)))
    assert sink.greetings <= 3
    assert len(sink.taken) == 13


async def test_a_kept_connection_that_has_gone_is_replaced(sink: Sink, adapter: EmailAdapter) -> None:
    await sent(adapter)
    for server in list(adapter._office._kept):
        server[0].transport.abort() if server[0].transport else None
    assert isinstance(await sent(adapter), Sent)
    assert sink.greetings == 2


async def test_a_server_that_hangs_ends_before_delivery_does(
    sink: Sink, adapter: EmailAdapter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.email.post.office.READY_WITHIN", 0.4)
    monkeypatch.setattr("adapters.email.post.office.ANSWERED_WITHIN", 0.8)
    sink.says["RCPT"] = "hang"
    assert await sent(adapter) == Retry(timedelta(seconds=5), "no_answer")
    sink.says = {"TAKEN": "hang"}
    assert await sent(adapter) == Retry(timedelta(seconds=5), "no_answer", in_doubt=True)


async def test_a_wrong_password_makes_no_address_dead_and_is_not_tried_over_and_over() -> None:
    async with mail_server(authenticator=checks_password, auth_require_tls=False) as sink:
        async with adapter_of(sink.settings(smtp_user="box", smtp_password="another-pass-phrase")) as adapter:
            first, second = await sent(adapter), await sent(adapter)
        assert first == Retry(timedelta(seconds=60), "authentication")
        assert isinstance(second, Retry)
        assert second.reason == "authentication"
        assert sink.greetings == 1


async def test_the_pace_is_kept_and_some_of_it_for_what_is_urgent(sink: Sink) -> None:
    async with adapter_of(sink.settings(a_minute=6)) as adapter:
        assert isinstance(adapter.channel, Paced)
        assert isinstance(adapter.channel, Letters)
        for _ in range(5):
            await sent(adapter)
        assert adapter.channel.wait(address(), urgent=False) > 0
        assert adapter.channel.wait(address(), urgent=True) == 0
        await sent(adapter)
        last = await sent(adapter)
    assert isinstance(last, Retry)
    assert last.reason == "own_rate"
    assert len(sink.taken) == 6


@pytest.mark.parametrize("how", ["tls", "starttls"])
async def test_mail_goes_over_tls_to_a_server_whose_certificate_is_right(tmp_path: Path, how: str) -> None:
    made = Certificates(tmp_path)
    async with mail_server(
        **{how: made.server}, authenticator=checks_password, auth_required=True, auth_require_tls=False
    ) as sink:
        settings = {"smtp_security": how, "smtp_user": "box", "smtp_password": PASSWORD, "smtp_host": "localhost"}
        async with adapter_of(sink.settings(**settings, ca_file=made.ca_file)) as adapter:
            assert isinstance(await sent(adapter), Sent)
        async with adapter_of(sink.settings(**settings)) as adapter:
            assert await sent(adapter) == Retry(timedelta(seconds=5), "no_answer"), "an unknown certificate"
    assert len(sink.taken) == 1


async def test_a_server_without_starttls_gets_nothing(sink: Sink) -> None:
    async with adapter_of(sink.settings(smtp_security="starttls")) as adapter:
        assert isinstance(await sent(adapter), Retry)
    assert sink.taken == []


def test_only_an_id_that_we_sealed_for_that_address_names_a_letter() -> None:
    def seal(*words: str) -> str:
        return "s" + str(abs(hash(words)))

    def sealed(given: str, *words: str) -> bool:
        return given == seal(*words)

    from adapters.email.marks import new_id

    ours = new_id(seal, "n1", SCHOOL.upper(), "council.example")
    assert mark_of(sealed, quoted_in(f"In-Reply-To: <{ours}>"), [SCHOOL]) == ("n1", SCHOOL)
    assert mark_of(sealed, quoted_in(ours), ["other@school.example"]) == ("", "")
    assert mark_of(sealed, quoted_in(ours.replace("n1.", "n2.")), [SCHOOL]) == ("", "")
    assert mark_of(sealed, quoted_in("<n1@council.example>"), [SCHOOL]) == ("", "")


ENTRY = CalendarEntry(
    "uid-1@quorate.example", 0, datetime(2026, 3, 10, 14, tzinfo=UTC), datetime(2026, 3, 10, 15, tzinfo=UTC),
    "EXMP-SM-1", "https://meet.example.org/one", "Join or dial in.", "Exampleshire", "Dina School",
    datetime(2026, 3, 10, 10, tzinfo=UTC),
)  # fmt: skip


async def test_without_a_mailbox_nobody_gets_an_entry_whose_buttons_nobody_reads(
    sink: Sink, adapter: EmailAdapter
) -> None:
    await adapter.channel.send(address(), a_card(letter=letter(entry=ENTRY)))
    assert [part.get_content_type() for part in sink.messages[0].walk()] == [
        "multipart/alternative", "text/plain", "text/html",
    ]  # fmt: skip
    assert not adapter.channel.hears_calendars, "so that the core owes nobody a mail with nothing but an entry"
