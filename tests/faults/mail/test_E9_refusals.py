"""A mail server refuses: for now, and it is tried again; for good, and the next address is tried (E9)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from adapters.email.adapter import EmailAdapter
from bot.app.ports import Delivery, Refused, Retry, Unreachable
from tests.contract.email.ground import (
    Sink,
    adapter_of,
    sent,
)

TAKEN_BACK = [
    ("RCPT", "550 5.1.1 No such user", Unreachable("no_mailbox")),
    ("RCPT", "550 no", Unreachable("no_mailbox")),
    ("RCPT", "550 5.4.1 Recipient address rejected: Access denied", Unreachable("no_mailbox")),
    ("RCPT", "550 5.2.1 Account disabled", Unreachable("disabled")),
    ("RCPT", "552 5.2.2 Mailbox full", Unreachable("mailbox_full")),
    ("RCPT", "452 4.2.2 Mailbox full", Unreachable("mailbox_full")),
    ("RCPT", "550 5.7.1 Not allowed to write to this group", Unreachable("policy")),
    ("RCPT", "554 5.4.4 No route", Unreachable("no_route")),
    ("RCPT", "451 4.7.1 Greylisted, come back", Retry(timedelta(seconds=30), "status_451")),
    ("RCPT", "550 5.7.1 Unable to relay", Retry(timedelta(seconds=60), "relaying_denied")),
    ("RCPT", "554 Relay access denied", Retry(timedelta(seconds=60), "relaying_denied")),
    ("RCPT", "550 5.1.8 Sender rejected", Retry(timedelta(seconds=60), "sender_refused")),
    ("RCPT", "421 4.3.2 Closing", Retry(timedelta(seconds=30), "status_421")),
    ("MAIL", "550 5.1.8 Sender unknown here", Retry(timedelta(seconds=60), "sender_refused")),
    ("MAIL", "530 5.7.0 Authentication required", Retry(timedelta(seconds=60), "authentication")),
    ("MAIL", "451 4.3.0 Try later", Retry(timedelta(seconds=5), "status_451")),
    ("DATA", "554 5.7.1 Message refused as spam", Unreachable("policy")),
    ("DATA", "550 5.7.509 DMARC", Unreachable("policy")),
    ("DATA", "554 Transaction failed", Unreachable("refused")),
    ("DATA", "552 5.3.4 Message too big", Refused("too_big")),
    ("DATA", "554 5.6.0 Not understood", Refused("not_understood")),
    ("DATA", "451 4.3.0 Try later", Retry(timedelta(seconds=5), "status_451")),
]


@pytest.mark.parametrize(("command", "said", "result"), TAKEN_BACK)
async def test_E9_what_each_refusal_means(
    sink: Sink, adapter: EmailAdapter, command: str, said: str, result: Delivery
) -> None:
    sink.says[command] = said
    assert await sent(adapter) == result
    assert sink.taken == []


async def test_E9_nothing_is_in_doubt_before_the_message_was_given(sink: Sink, adapter: EmailAdapter) -> None:
    sink.says["RCPT"] = "drop"
    assert await sent(adapter) == Retry(timedelta(seconds=5), "no_answer")


async def test_E9_a_message_given_and_not_answered_for_is_in_doubt(sink: Sink, adapter: EmailAdapter) -> None:
    sink.says["TAKEN"] = "drop"
    assert await sent(adapter) == Retry(timedelta(seconds=5), "no_answer", in_doubt=True)
    assert len(sink.taken) == 1


async def test_E9_a_server_that_is_not_there_is_tried_again_and_then_left_alone(sink: Sink) -> None:
    gone = sink.settings(smtp_port=1)
    async with adapter_of(gone) as adapter:
        results = [await sent(adapter) for _ in range(4)]
    assert results[:3] == [Retry(timedelta(seconds=5), "no_answer")] * 3
    last = results[3]
    assert isinstance(last, Retry)
    assert timedelta(seconds=3) < last.after <= timedelta(seconds=5)
