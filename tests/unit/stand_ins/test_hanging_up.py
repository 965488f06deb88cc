"""A stand-in that ends leaves nobody on an open line, also not whoever rang at the very end and then died."""

from __future__ import annotations

import asyncio
import gc
import socket
import warnings
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, suppress
from typing import Any
from urllib.parse import urlsplit

import pytest

from bot.demo.cast import APP_ID, HOME_TENANT, PEOPLE, Cast
from bot.demo.stand_ins import microsoft, slack
from bot.demo.stand_ins.mail import MailStandIn

CAST = Cast(PEOPLE)
SECRET = "an invented client secret 0123456789"

Made = tuple[AbstractAsyncContextManager[Any], Callable[[], int | None]]


def slacks() -> Made:
    made = slack.SlackStandIn(CAST.workspace(), app=slack.App())
    return made, lambda: urlsplit(made.url).port


def microsofts() -> Made:
    made = microsoft.MicrosoftStandIn(CAST.tenants(), app_id=APP_ID, client_secret=SECRET, home_tenant=HOME_TENANT)
    return made, lambda: urlsplit(made.base_url).port


def mails() -> Made:
    made = MailStandIn(CAST.mailboxes())
    return made, lambda: made.port


@pytest.mark.parametrize("whose", [slacks, microsofts, mails])
@pytest.mark.parametrize("rounds", range(5))
def test_whoever_rings_so_many_rounds_before_the_end_is_hung_up_on(whose: Callable[[], Made], rounds: int) -> None:
    async def rings_at_the_end() -> socket.socket:
        stand_in, port = whose()
        async with stand_in:
            rings = socket.create_connection(("127.0.0.1", port()))
            for _ in range(rounds):
                await asyncio.sleep(0)
        return rings

    with warnings.catch_warnings(record=True) as left_open:
        warnings.simplefilter("always")
        with asyncio.run(rings_at_the_end()) as rings:
            rings.settimeout(5)
            # A mail server greets first. To be cut off (ConnectionResetError) is to be hung up on, too.
            with suppress(ConnectionResetError):
                while rings.recv(1000):
                    pass
        gc.collect()
    assert [str(each.message) for each in left_open if "unclosed" in str(each.message)] == []
