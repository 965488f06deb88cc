"""The pages of a small partnership, served as `quorate serve` serves them, with the stories' stopped clock."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from starlette.routing import Route, Router

from adapters.web import WebAdapter, WebSettings
from bot.app.cards import Card
from bot.domain.invitation import Answer
from bot.main import host, listen
from bot.web.limits import Limits
from bot.web.pages import plain_pages
from tests.contract.web.paper_browser import PaperBrowser, Read, SentForm
from tests.kit.loopback import visitor
from tests.kit.world import World, read

GRACE = "grace.obi@nhs.example"
PAT = "pat.constable@police.example"


def link_in(card: Card) -> str:
    """The path of the link in a letter."""
    assert card.letter
    assert card.letter.page
    return "/q/" + card.letter.page.url.partition("/q/")[2]


def code_in(card: Card) -> str:
    return read(card).partition("Your code is ")[2][:7]


@asynccontextmanager
async def served(world: World, address: str = "http://127.0.0.1:1", **settings: Any) -> AsyncIterator[str]:
    """The pages on a port of their own; the address they answer at."""
    routes = [*WebAdapter(WebSettings(address=address, **settings)).routes(world.front), *plain_pages()]
    app = Limits(Router(routes, redirect_slashes=False), [each.path for each in routes if isinstance(each, Route)])
    listening = listen("127.0.0.1", 0)
    server = host(app, 2)
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    for _ in range(1000):
        if server.started:
            break
        await asyncio.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        await serving


@asynccontextmanager
async def browsing(address: str) -> AsyncIterator[PaperBrowser]:
    """A browser of its own, with no cookie in it."""
    async with visitor(base_url=address, timeout=20, follow_redirects=False) as client:
        yield PaperBrowser(client)


async def comes(browser: PaperBrowser, world: World, link: str, email: str = GRACE) -> Read:
    """Open a link, ask for the code, read the mail, type it."""
    await browser.goes(link)
    await browser.presses("Send me a code")
    await world.settle()
    return await browser.presses("Go on", code=code_in(world.letters(email)[-1]))


async def answers(world: World, person: str = "hv1") -> list[Answer]:
    return [each.answer for each in await world.rows("invitations", person_id=person)]


def form_of(browser: PaperBrowser, label: str) -> SentForm:
    return next(form for form in browser.page.forms for words, _ in form.buttons if words.strip() == label)
