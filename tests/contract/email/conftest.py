"""A mail server for each test, and a mail store for each worker."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

from adapters.email import EmailAdapter
from tests.contract.email.ground import Sink, adapter_of, mail_server
from tests.contract.email.imap_server import Store, mail_store


@pytest.fixture(scope="session")
def kept_store() -> Iterator[Store]:
    with mail_store() as store:
        yield store


@pytest.fixture
def store(kept_store: Store) -> Store:
    """One server for all; folders are emptied between tests."""
    with kept_store._hand() as hand:
        for folder in ("INBOX", "Handled", "NotUnderstood"):
            if hand.select(folder)[0] == "OK":
                kept_store._empty_selected(hand)
    return kept_store


@pytest.fixture
async def sink() -> AsyncIterator[Sink]:
    async with mail_server() as sink:
        yield sink


@pytest.fixture
async def adapter(sink: Sink) -> AsyncIterator[EmailAdapter]:
    async with adapter_of(sink.settings(senders={"RBWM": "Strategy <strategy@rbwm.example>"})) as adapter:
        yield adapter
