"""Letters in a real browser, at the narrowest telephone and at a desk: nothing is cut off, none fetches anything.

The pictures stay in the test's own folder; with `QUORATE_PICTURES` set to a folder, they are kept there to look at.
"""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest

from adapters.email.rendering import as_html, passages
from bot.app.cards import Button, Card, Divider, Facts, Heading, Item, Text
from tests.browser.chromium import browser
from tests.contract.email.ground import a_card, letter

pytestmark = pytest.mark.browser

WIDTHS = (320, 600)
NAME = "Wolfeschlegelsteinhausenbergerdorff" * 3
CUT_OFF = """
[...document.querySelectorAll('body *')]
  .filter(each => each.scrollWidth > each.clientWidth + 1 && each.clientWidth > 0
                  && getComputedStyle(each).display !== 'inline')
  .map(each => each.tagName + ' ' + each.textContent.slice(0, 60))
"""
FETCHED = "performance.getEntriesByType('resource').map(each => each.name)"
MARKED_AS_READY = "<script>window.ready = innerWidth</script></body>"


def cards() -> dict[str, Card]:
    tones = tuple(Text(f"This line is {tone}.", tone) for tone in ("plain", "quiet", "good", "warning", "urgent"))
    list_of = (
        Item("Visit, by Friday 13 March, 17:00", (Button("Done", "x"), Button("Not yet", "y"))),
        Item("Report"),
    )
    return {
        "invitation": a_card(),
        "everything": Card(
            "Exampleshire: EXMP-SM-12", "EXMP-SM-12", (Heading("Your actions"), *list_of, Divider(), *tones),
            letter=letter(),
        ),
        "long": a_card(title=f"{NAME}: {NAME}", blocks=(Facts(((NAME, NAME),)), Item(NAME), Text("word " * 300))),
    }  # fmt: skip


def test_nothing_is_cut_off_and_nothing_is_fetched(tmp_path: Path) -> None:
    asyncio.run(_look(tmp_path, Path(os.environ.get("QUORATE_PICTURES") or tmp_path)))


async def _look(folder: Path, kept: Path) -> None:
    async with browser() as page:
        for name, card in cards().items():
            file = folder / f"{name}.html"
            file.write_text(as_html(passages(card, calendar=True), card.summary).replace("</body>", MARKED_AS_READY))
            for width in WIDTHS:
                await page.load(file, width)
                assert await page.ask(CUT_OFF) == [], f"{name} at {width}"
                assert await page.ask(FETCHED) == []
                height = await page.ask("document.documentElement.scrollHeight")
                picture = await page.picture({"x": 0, "y": 0, "width": width, "height": height})
                (kept / f"letter-{name}-{width}.png").write_bytes(picture)
