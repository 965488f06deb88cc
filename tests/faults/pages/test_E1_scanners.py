"""Scanners open links before people do: nothing happens, and the link still works (E1)."""

from __future__ import annotations

import pytest

from bot.domain.invitation import Answer
from tests.contract.web.ground import GRACE, answers, browsing, comes, form_of
from tests.contract.web.paper_browser import PaperBrowser
from tests.kit.world import World


@pytest.mark.parametrize("method", ["GET", "HEAD"])
async def test_E1_fifty_scanners_change_nothing_and_the_link_still_works(
    world: World, link: str, address: str, method: str
) -> None:
    for _ in range(50):
        async with browsing(address) as scanner:
            answer = await scanner.client.request(method, link, headers={"purpose": "prefetch"})
            assert (answer.status_code, answer.headers["location"]) == (303, "/q/open")
            assert answer.content == b""
    await world.settle()
    assert len(world.letters(GRACE)) == 1
    async with browsing(address) as browser:
        assert "asked to come" in (await comes(browser, world, link)).words


async def test_E1_a_robot_that_opens_and_sends_everything_it_sees_changes_nothing(
    world: World, link: str, browser: PaperBrowser
) -> None:
    before = [await world.rows(each) for each in ("meetings", "invitations", "actions", "obligations")]
    todo, done = [link], set[str]()
    while todo:
        path = todo.pop()
        if path in done or not path.startswith("/"):
            continue
        done.add(path)
        page = await browser.goes(path) if path not in ("/privacy", "/terms") else None
        for form in page.forms if page else ():
            for _, button in form.buttons or [("", {})]:
                more = [(button["name"], button["value"])] if "name" in button else []
                typed = [(each["name"], "123456") for each in form.inputs]
                await browser.posts(form.action, [*form.fields, *typed, *more])
                todo += [href for href, _ in browser.page.links]
        todo += [href for href, _ in page.links] if page else []
    await world.settle()
    assert [await world.rows(each) for each in ("meetings", "invitations", "actions", "obligations")] == before
    assert await answers(world) == [Answer.NONE]


async def test_E1_an_address_that_looks_never_acts(world: World, link: str, browser: PaperBrowser) -> None:
    """A look's seal is made for looks alone, and even then its verb is looked at."""
    await comes(browser, world, link)
    ((_, state),) = form_of(browser, "I'll come").fields
    for path in (f"/q/do?state={state}", f"/q/see/{state}", f"/q/answer?state={state}&do=on", "/q/finish"):
        await browser.goes(path)
    assert await answers(world) == [Answer.NONE]
