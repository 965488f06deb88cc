"""What a link in wrong hands shows: a plain page that says what to do, and nothing of the meeting (E3)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot.domain.invitation import Answer
from tests.contract.web.ground import GRACE, PAT, answers, browsing, comes, form_of, link_in
from tests.contract.web.paper_browser import PaperBrowser
from tests.kit.world import World

SECRET = ("EXMP-SM-1", "CSC-104233", "Priya", "Health visitor", "10:50", "Sam Carter")


async def test_E3_before_the_code_no_page_says_anything_of_the_meeting(
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


@pytest.mark.parametrize("wrong", ["abc.def", "e30.e30", "a" * 900 + ".b", ".env"])
async def test_E3_what_is_no_link_of_ours_is_told_so(browser: PaperBrowser, wrong: str) -> None:
    page = await browser.goes(f"/q/{wrong}")
    assert browser.status in (403, 404)
    assert "newest message" in page.words


async def test_E3_a_changed_link_opens_nothing(link: str, browser: PaperBrowser) -> None:
    for place in range(3, len(link), 9):
        changed = link[:place] + ("A" if link[place] != "A" else "B") + link[place + 1 :]
        page = await browser.goes(changed)
        assert browser.status == 403, changed
        assert page.heading == "This link doesn’t work"
        assert not page.forms


async def test_E3_an_old_link_offers_a_new_message_to_the_same_address(
    world: World, link: str, browser: PaperBrowser
) -> None:
    world.clock += timedelta(days=14)
    page = await browser.goes(link)
    assert (browser.status, page.heading) == (410, "This link is too old")
    page = await browser.presses("Send me a new message")
    await world.settle()
    assert page.heading == "We have sent you a new message"
    assert len(world.letters(GRACE)) == 2


async def test_E3_a_link_whose_message_is_gone_says_so_and_whom_to_ring(
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


async def test_E3_a_changed_button_is_refused_in_plain_words(world: World, link: str, browser: PaperBrowser) -> None:
    await comes(browser, world, link)
    ((name, state),) = form_of(browser, "I'll come").fields
    for place in range(0, len(state), 11):
        changed = state[:place] + ("A" if state[place] != "A" else "B") + state[place + 1 :]
        page = await browser.posts("/q/do", [(name, changed)])
        assert browser.status == 403
        assert "Nothing was changed" in page.words
        assert "Traceback" not in page.words
    await browser.posts("/q/answer", [(name, state), ("do", "on")])
    assert browser.status == 403
    await browser.goes(f"/q/see/{state}")
    assert browser.status == 403
    assert await answers(world) == [Answer.NONE]


async def test_E3_what_one_person_was_shown_is_worth_nothing_to_another(
    world: World, link: str, address: str, browser: PaperBrowser
) -> None:
    await world.has_mail("pc1", PAT)
    await comes(browser, world, link)
    await browser.presses("I can't come")
    button = form_of(browser, "I can come after all")
    await world.called(reference="CSC-200002")
    async with browsing(address) as other:
        letter = world.letters(PAT)[-1]
        await comes(other, world, link_in(letter), PAT)
        await other.posts(button.action, button.fields)
        assert other.status == 403
    assert Answer.ACCEPTED not in await answers(world)


async def test_E3_a_visit_cookie_beside_another_link_is_no_visit(
    world: World, link: str, address: str, browser: PaperBrowser
) -> None:
    await comes(browser, world, link)
    proof = browser.client.cookies.get("quorate-visit") or ""
    async with browsing(address) as other:
        other.client.cookies.set("quorate-visit", proof)
        assert (await other.goes("/q/message")).heading == "Your visit has ended"
        other.client.cookies.set("quorate-visit", proof)
        other.client.cookies.set("quorate-link", "abc.def")
        assert (await other.goes("/q/home")).heading == "Your visit has ended"


async def test_E3_a_link_that_opens_nothing_is_logged_without_it_and_its_page_says_what_to_do(
    link: str, browser: PaperBrowser
) -> None:
    place = len(link) - 9
    changed = link[:place] + ("A" if link[place] != "A" else "B") + link[place + 1 :]
    with capture_logs() as logs:
        page = await browser.goes(changed)
    assert browser.status == 403
    assert "newest message" in page.words
    assert {"web.link_refused"} <= {each["event"] for each in logs}
    assert changed.removeprefix("/q/") not in str(logs)
    everything = "".join(each.text for each in browser.seen)
    assert not [each for each in SECRET if each in everything]
