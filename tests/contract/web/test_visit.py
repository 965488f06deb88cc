"""Somebody without any account opens a link, proves who they are, and answers in all the ways there are."""

from __future__ import annotations

from bot.domain.invitation import Answer
from tests.contract.web.ground import comes
from tests.contract.web.paper_browser import PaperBrowser
from tests.kit.world import World


async def answers(world: World) -> list[Answer]:
    return [each.answer for each in await world.rows("invitations", person_id="hv1")]


async def test_a_nurse_opens_the_link_types_the_code_and_comes(
    world: World, link: str, browser: PaperBrowser
) -> None:
    page = await browser.goes(link)
    assert page.heading == "Is it you?"
    page = await comes(browser, world, link)
    assert "You are asked to come" in page.words
    page = await browser.presses("I'll come")
    assert "Saved. This is how it stands now." in page.words
    assert await answers(world) == [Answer.ACCEPTED]


async def test_a_colleague_is_named_found_chosen_and_asked(world: World, link: str, browser: PaperBrowser) -> None:
    await comes(browser, world, link)
    await browser.presses("I can't come")
    await browser.presses("Send a colleague")
    page = await browser.presses("Ask them", f__person="Grace")
    assert page.heading == "Who is “Grace”?"
    page = await browser.presses("Continue", pick="hv2")
    await world.settle()
    assert world.people["hv2"].card("EXMP-SM-1")
    assert browser.status == 200


async def test_another_time_is_suggested_on_one_page(world: World, link: str, browser: PaperBrowser) -> None:
    await comes(browser, world, link)
    await browser.presses("I can't come")
    await browser.presses("Suggest another time")
    wrong = await browser.presses("Tell the convenor", f__date__day="31", f__date__month="2",
                                  f__date__year="2026", f__time__hour="9", f__time__minute="30")  # fmt: skip
    assert wrong.title.startswith("Error: ")
    assert tuple(
        next(each["value"] for each in wrong.forms[-1].inputs if each["name"] == name)
        for name in ("f.date.day", "f.time.hour")
    ) == ("31", "9")
    page = await browser.presses("Tell the convenor", f__date__day="10", f__date__month="3",
                          f__date__year="2026", f__time__hour="15", f__time__minute="0")  # fmt: skip
    assert not page.title.startswith("Error")
    assert "15:00" in page.words
