"""The link leaves no trace: in no page, no address, no referrer, no cache, no log (E5)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contract.web.ground import browsing, comes, served
from tests.contract.web.paper_browser import PaperBrowser
from tests.kit.world import World

COOKIE = ("HttpOnly", "SameSite=lax", "Path=/")

HEADERS = {
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "x-robots-tag": "noindex, nofollow, noarchive",
}


async def test_E5_the_link_stands_in_no_page_and_no_address_after_the_first(
    world: World, link: str, browser: PaperBrowser, capfd: pytest.CaptureFixture[str]
) -> None:
    await comes(browser, world, link)
    await browser.presses("I'll come")
    token = link.removeprefix("/q/")
    later = [each for each in browser.seen if not each.request.url.path.startswith(link)]
    assert len(later) == len(browser.seen) - 1
    assert not [each for each in later if token in each.text or token in str(each.request.url)]
    assert token not in "".join(capfd.readouterr())


@pytest.mark.parametrize("secure", [True, False])
async def test_E5_the_cookie_is_for_us_alone(world: World, link: str, secure: bool) -> None:
    given: dict[str, Any] = {"address": "https://quorate.example"} if secure else {}
    async with served(world, **given) as address, browsing(address) as browser:
        answer = await browser.client.get(link)
        cookie = answer.headers["set-cookie"]
        assert all(each in cookie for each in COOKIE)
        assert ("; Secure" in cookie, cookie.startswith("__Host-")) == (secure, secure)
        assert "Domain" not in cookie
        assert "Max-Age" not in cookie


async def test_E5_every_answer_says_that_it_is_to_be_kept_nowhere(
    world: World, link: str, browser: PaperBrowser
) -> None:
    await comes(browser, world, link)
    await browser.presses("I'll come")
    await browser.goes("/q/home")
    await browser.goes("/q/nothing")
    await browser.posts("/q/do", [("state", "x.y")])
    for answer in browser.seen:
        assert HEADERS.items() <= dict(answer.headers).items()
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "script" not in policy
        assert "unsafe" not in policy


@pytest.mark.parametrize("path", ["//evil.example", "/\\evil.example", "https://evil.example", "home/../../x"])
async def test_E5_nothing_leads_to_another_site(link: str, browser: PaperBrowser, path: str) -> None:
    for wrong in (f"/q/{path}", f"/q/see/{path}", f"/q/open?next={path}", f"{link}?next={path}"):
        answer = await browser.client.get(wrong)
        assert answer.headers.get("location", "/q/").startswith("/q/"), wrong
