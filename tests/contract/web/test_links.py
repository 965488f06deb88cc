"""Links: what scanners, strangers, old mail and tampering hands get, which is nothing."""

from __future__ import annotations

from tests.contract.web.ground import GRACE, code_in
from tests.contract.web.paper_browser import PaperBrowser
from tests.kit.world import World


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


async def test_the_style_sheet_may_be_kept_and_is_found_where_the_page_says(browser: PaperBrowser) -> None:
    await browser.goes("/q/open")
    assert browser.answer
    path = browser.answer.text.partition('stylesheet" href="')[2].partition('"')[0]
    answer = await browser.client.get(path)
    assert answer.headers["content-type"].startswith("text/css")
    assert "immutable" in answer.headers["cache-control"]
