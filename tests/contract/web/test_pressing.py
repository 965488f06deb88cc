"""Only what this visit was shown can be pressed, and only once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.invitation import Answer
from tests.contract.web.ground import PAT, answers, comes, form_of, link_in
from tests.contract.web.paper_browser import PaperBrowser
from tests.kit.world import World

SAM = "sam.carter@council.example"


async def test_a_button_pressed_twice_counts_once(world: World, link: str, browser: PaperBrowser) -> None:
    await comes(browser, world, link)
    form = form_of(browser, "I'll come")
    for _ in range(3):
        page = await browser.posts(form.action, form.fields)
        assert browser.status == 200
        assert "asked to come" not in page.words
    assert await answers(world) == [Answer.ACCEPTED]
    assert len(await world.rows("audit", verb="accepted", channel="web")) == 1


async def test_on_a_shared_computer_the_next_link_ends_the_first_visit(
    world: World, link: str, browser: PaperBrowser
) -> None:
    await world.has_mail("pc1", PAT)
    await world.called(reference="CSC-200002")
    await comes(browser, world, link)
    await browser.goes(link_in(world.letters(PAT)[-1]))
    assert browser.page.heading == "Is it you?"
    for path in ("message", "home"):
        page = await browser.goes(f"/q/{path}")
        assert (browser.status, page.heading) == (403, "Your visit has ended")


async def test_finish_leaves_nothing_in_the_browser(world: World, link: str, browser: PaperBrowser) -> None:
    await comes(browser, world, link)
    page = await browser.presses("Finish")
    assert page.heading == "You have finished"
    assert not list(browser.client.cookies)
    assert (await browser.goes("/q/message")).heading == "Your visit has ended"


async def test_a_visit_ends_by_itself_and_says_how_to_go_on(world: World, link: str, browser: PaperBrowser) -> None:
    await comes(browser, world, link)
    form = form_of(browser, "I'll come")
    world.clock += timedelta(hours=1)
    page = await browser.posts(form.action, form.fields)
    assert (browser.status, page.heading) == (403, "Your visit has ended")
    assert await answers(world) == [Answer.NONE]
    assert ("/q/open", "Go on") in page.links
    assert (await browser.goes("/q/open")).heading == "Is it you?"


async def test_two_tabs_of_one_visit_both_work(world: World, link: str, browser: PaperBrowser) -> None:
    await comes(browser, world, link)
    first = form_of(browser, "I'll come")
    await browser.goes("/q/message")
    await browser.presses("I can't come")
    page = await browser.posts(first.action, first.fields)
    assert browser.status == 200
    assert await answers(world) == [Answer.ACCEPTED]
    assert page.heading


async def test_another_site_cannot_send_our_forms(world: World, link: str, browser: PaperBrowser) -> None:
    await comes(browser, world, link)
    form = form_of(browser, "I'll come")
    answer = await browser.client.post(form.action, data=dict(form.fields), headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403
    assert await answers(world) == [Answer.NONE]


@pytest.fixture
async def convenor(world: World, browser: PaperBrowser) -> PaperBrowser:
    """Sam calls a meeting in Slack, is written to by e-mail first, and comes through the letter."""
    await world.has_mail("sam", SAM, alone=False)
    async with world.storage.units.write() as uow:
        address = await uow.addresses.get("e-sam")
        assert address
        address.rank = -1
        await uow.addresses.save(address)
        await uow.commit()
    await world.called()
    await comes(
        browser, world, link_in([each for each in world.letters(SAM) if each.letter and each.letter.page][-1]), SAM
    )
    return browser


async def test_what_is_not_lightly_undone_is_asked_first_on_a_page_of_its_own(
    world: World, link: str, browser: PaperBrowser
) -> None:
    await comes(browser, world, link)
    await browser.presses("I can't come")
    before = await world.rows("invitations", person_id="hv1")
    page = await browser.presses("I am connected to this family")
    assert ("/q/message", "No, go back") in page.links
    assert await world.rows("invitations", person_id="hv1") == before
    page = await browser.presses("I am connected to this family")
    assert browser.status == 200
    await world.settle()
    assert await world.rows("invitations", person_id="hv1") != before
    assert (await browser.goes("/q/message")).forms[1:] == []


async def test_what_opens_a_form_asks_there(convenor: PaperBrowser) -> None:
    await convenor.goes("/q/home")
    await convenor.presses("Open")
    page = await convenor.presses("Cancel the meeting")
    assert [each["name"] for each in page.questions] == ["f.reason"]


async def test_back_keeps_what_was_answered(convenor: PaperBrowser) -> None:
    await convenor.goes("/q/home")
    await convenor.presses("Call a strategy meeting")
    page = await convenor.presses("Continue", f__references="CSC-200009")
    await convenor.presses("Continue", f__urgency="planned")
    await convenor.presses("Back")
    assert "checked" in next(each for each in convenor.page.questions if each["value"] == "planned")
    page = await convenor.presses("Back")
    assert page.questions[0]["value"] == "CSC-200009"
    page = await convenor.presses("Back")
    assert page.heading == "Your page"
