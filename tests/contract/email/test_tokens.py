"""Logging in with tokens: fetched once, sent to the mail server alone; no address suffers when there is none."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from adapters.email import EmailSettings
from adapters.email.mailbox import Box, BoxTrouble
from adapters.email.tokens import Tokens
from bot.app.ports import Retry, Sent
from tests.contract.email.ground import PASSWORD, SENDER, a_card, adapter_of, address, mail_server

pytestmark = pytest.mark.filterwarnings("ignore:Session.login_data")
SECRET = "an-invented-client-secret"


@dataclass
class Giver:
    """Where tokens are given."""

    url: str = ""
    asked: list[dict[str, str]] = field(default_factory=list)
    status: int = 200
    answer: Any = field(default_factory=lambda: {"access_token": PASSWORD, "expires_in": 3600})

    async def give(self, request: web.Request) -> web.Response:
        self.asked.append({name: str(value) for name, value in (await request.post()).items()})
        return web.json_response(self.answer, status=self.status)

    @property
    def settings(self) -> dict[str, Any]:
        return {"token_url": self.url, "client_id": "app-1", "client_secret": SECRET, "smtp_user": "box"}


@pytest.fixture
async def giver() -> AsyncIterator[Giver]:
    giver = Giver()
    app = web.Application()
    app.router.add_post("/token", giver.give)
    async with TestServer(app, host="127.0.0.1") as server:
        giver.url = str(server.make_url("/token"))
        yield giver


async def test_one_token_serves_until_it_ends(giver: Giver) -> None:
    async with mail_server(auth_require_tls=False) as sink, adapter_of(sink.settings(**giver.settings)) as adapter:
        for _ in range(3):
            assert isinstance(await adapter.channel.send(address(), a_card()), Sent)
        await adapter._office.close()
        assert isinstance(await adapter.channel.send(address(), a_card()), Sent)
    assert len(sink.taken) == 4
    (asked,) = giver.asked
    assert asked == {
        "grant_type": "client_credentials", "client_id": "app-1", "client_secret": SECRET,
        "scope": "https://outlook.office365.com/.default",
    }  # fmt: skip


async def test_a_token_at_its_end_is_fetched_anew(giver: Giver) -> None:
    giver.answer["expires_in"] = 60
    tokens = Tokens(EmailSettings(**giver.settings))
    await tokens.token()
    await tokens.token()
    assert len(giver.asked) == 2


@pytest.mark.parametrize(("status", "reason"), [(401, "authentication"), (400, "authentication"), (503, "no_answer")])
async def test_without_a_token_no_address_is_dead(giver: Giver, status: int, reason: str) -> None:
    giver.status = status
    async with mail_server(auth_require_tls=False) as sink, adapter_of(sink.settings(**giver.settings)) as adapter:
        result = await adapter.channel.send(address(), a_card())
    assert isinstance(result, Retry)
    assert result.reason == reason
    assert result.after >= timedelta(seconds=5)
    assert sink.taken == []


@pytest.mark.parametrize("answer", [{}, {"access_token": 7}, {"access_token": "tökén", "expires_in": 1}, [], "x"])
async def test_what_is_no_token_is_none(giver: Giver, answer: object) -> None:
    giver.answer = answer
    async with mail_server(auth_require_tls=False) as sink, adapter_of(sink.settings(**giver.settings)) as adapter:
        assert isinstance(await adapter.channel.send(address(), a_card()), Retry)


async def test_the_mailbox_says_that_it_is_the_account(giver: Giver) -> None:
    from tests.contract.email.imap_server import mail_store

    giver.status = 401
    with mail_store() as store:
        given = {**store.settings, **giver.settings, "imap_password": ""}
        settings = EmailSettings(smtp_host="127.0.0.1", smtp_security="none", sender=SENDER, **given)
        assert settings.unsafe() == []
        box = Box(settings, Tokens(settings))
        with pytest.raises(BoxTrouble, match="login"):
            await box.open()
        await box.close()


@pytest.mark.parametrize(
    ("given", "about"),
    [
        ({"token_url": "http://login.example/token"}, "must be https"),
        ({"token_url": ""}, "TOKEN_URL is empty"),
        ({"client_secret": "changeme"}, "CLIENT_SECRET is empty or an example"),
        ({"client_id": ""}, "CLIENT_ID and"),
    ],
)
def test_what_is_unsafe_is_refused(given: dict[str, str], about: str) -> None:
    good = {"token_url": "https://login.example/token", "client_id": "a", "client_secret": SECRET, "smtp_user": "box"}
    settings = EmailSettings(smtp_host="smtp.example", sender=SENDER, **{**good, **given})
    assert any(about in each for each in settings.unsafe())
