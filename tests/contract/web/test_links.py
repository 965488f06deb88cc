"""Links: what scanners, strangers, old mail and tampering hands get, which is nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.domain.invitation import Answer
from tests.contract.web.ground import GRACE, browsing, code_in, comes, served
from tests.contract.web.paper_browser import PaperBrowser
from tests.kit.world import World

SECRET = ("EXMP-SM-1", "CSC-104233", "Priya", "Health visitor", "10:50", "Sam Carter")


async def answers(world: World) -> list[Answer]:
    return [each.answer for each in await world.rows("invitations", person_id="hv1")]


@pytest.mark.parametrize("method", ["GET", "HEAD"])
async def test_fifty_scanners_change_nothing_and_the_link_still_works(
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


async def test_before_the_code_no_page_says_anything_of_the_meeting(
    world: World, link: str, browser: PaperBrowser
) -> None:
    await browser.goes(link)
    await browser.presses("Send me a code")
    await browser.presses("Go on", code="000000")
    for path in ("message", "home", "see/abc.def", "do", "answer", "code", "open"):
        await browser.goes(f"/q/{path}")
    everything = "".join(each.text + str(each.headers) for each in browser.seen)
    assert not [each for each in SECRET if each in everything]
    assert "g•••@nhs.example" in everything


async def test_the_link_stands_in_no_page_and_no_address_after_the_first(
    world: World, link: str, browser: PaperBrowser, capfd: pytest.CaptureFixture[str]
) -> None:
    await comes(browser, world, link)
    await browser.presses("I'll come")
    token = link.removeprefix("/q/")
    later = [each for each in browser.seen if not each.request.url.path.startswith(link)]
    assert len(later) == len(browser.seen) - 1
    assert not [each for each in later if token in each.text or token in str(each.request.url)]
    assert token not in "".join(capfd.readouterr())


@pytest.mark.parametrize("wrong", ["abc.def", "e30.e30", "a" * 900 + ".b", ".env"])
async def test_what_is_no_link_of_ours_is_told_so(browser: PaperBrowser, wrong: str) -> None:
    page = await browser.goes(f"/q/{wrong}")
    assert browser.status in (403, 404)
    assert "newest message" in page.words


async def test_a_changed_link_opens_nothing(link: str, browser: PaperBrowser) -> None:
    for place in range(3, len(link), 9):
        changed = link[:place] + ("A" if link[place] != "A" else "B") + link[place + 1 :]
        page = await browser.goes(changed)
        assert browser.status == 403, changed
        assert page.heading == "This link doesn’t work"
        assert not page.forms


async def test_an_old_link_offers_a_new_message_to_the_same_address(
    world: World, link: str, browser: PaperBrowser
) -> None:
    world.clock += timedelta(days=14)
    page = await browser.goes(link)
    assert (browser.status, page.heading) == (410, "This link is too old")
    page = await browser.presses("Send me a new message")
    await world.settle()
    assert page.heading == "We have sent you a new message"
    assert len(world.letters(GRACE)) == 2


async def test_a_link_whose_message_is_gone_says_so_and_whom_to_ring(
    world: World, link: str, browser: PaperBrowser
) -> None:
    async with world.storage.units.write() as uow:
        address = await uow.addresses.get("e-hv1")
        assert address
        address.state, address.reason = "dead", "replaced"
        await uow.addresses.save(address)
        await uow.commit()
    page = await browser.goes(link)
    assert (browser.status, page.forms) == (410, [])
    assert "01632 960000" in browser.answer.text if browser.answer else False


async def test_a_wrong_code_is_told_beside_the_field_and_six_figures_are_asked_for(
    world: World, link: str, browser: PaperBrowser
) -> None:
    await browser.goes(link)
    await browser.presses("Send me a code")
    await world.settle()
    for _ in range(8):
        page = await browser.presses("Go on", code="12")
        assert "six figures" in page.words
    page = await browser.presses("Go on", code="000000")
    assert page.title.startswith("Error: ")
    assert ("#code", "That is not the code. Look at the newest message. Nothing was changed.") in (page.links)
    assert page.forms[0].inputs[0]["value"] == "000000"
    # What could not be a code was not counted: one try of five is gone, and the right one works.
    page = await browser.presses("Go on", code=code_in(world.letters(GRACE)[-1]))
    assert "asked to come" in page.words


async def test_a_robot_that_opens_and_sends_everything_it_sees_changes_nothing(
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


COOKIE = ("HttpOnly", "SameSite=lax", "Path=/")


@pytest.mark.parametrize("secure", [True, False])
async def test_the_cookie_is_for_us_alone(world: World, link: str, secure: bool) -> None:
    given: dict[str, Any] = {"address": "https://quorate.example"} if secure else {}
    async with served(world, **given) as address, browsing(address) as browser:
        answer = await browser.client.get(link)
        cookie = answer.headers["set-cookie"]
        assert all(each in cookie for each in COOKIE)
        assert ("; Secure" in cookie, cookie.startswith("__Host-")) == (secure, secure)
        assert "Domain" not in cookie
        assert "Max-Age" not in cookie


HEADERS = {
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "x-robots-tag": "noindex, nofollow, noarchive",
}


async def test_every_answer_says_that_it_is_to_be_kept_nowhere(
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


async def test_the_style_sheet_may_be_kept_and_is_found_where_the_page_says(browser: PaperBrowser) -> None:
    await browser.goes("/q/open")
    assert browser.answer
    path = browser.answer.text.partition('stylesheet" href="')[2].partition('"')[0]
    answer = await browser.client.get(path)
    assert answer.headers["content-type"].startswith("text/css")
    assert "immutable" in answer.headers["cache-control"]


@pytest.mark.parametrize("path", ["//evil.example", "/\\evil.example", "https://evil.example", "home/../../x"])
async def test_nothing_leads_to_another_site(link: str, browser: PaperBrowser, path: str) -> None:
    for wrong in (f"/q/{path}", f"/q/see/{path}", f"/q/open?next={path}", f"{link}?next={path}"):
        answer = await browser.client.get(wrong)
        assert answer.headers.get("location", "/q/").startswith("/q/"), wrong
