"""Every card and form drawn in a real browser, at a telephone's width and a desk's: nothing is cut off.

With `QUORATE_PICTURES` set to a folder, a picture of each is kept there to look at; else only a few are taken.
"""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest

from tests.browser.chromium import browser
from tests.browser.drawing import PHONE, pictures, slack_page, teams_page
from tests.kit.gallery import gallery

pytestmark = pytest.mark.browser

FEW = 3
WIDTHS = {"phone": PHONE, "desk": 640}
CUT_OFF = """
[...document.querySelectorAll('.shown')].flatMap(shown => [shown, ...shown.querySelectorAll('*')]
  .filter(each => !['SELECT', 'OPTION'].includes(each.tagName))
  .filter(each => each.scrollWidth > each.clientWidth + 1 && each.clientWidth > 0
                  && getComputedStyle(each).display !== 'inline')
  .map(each => shown.id + ': ' + each.tagName + ' ' + each.textContent.slice(0, 60)))
"""


@pytest.mark.parametrize("tool", ["slack", "teams"])
def test_nothing_is_cut_off_at_any_width(tool: str, tmp_path: Path) -> None:
    things = gallery()
    file = {"slack": slack_page, "teams": teams_page}[tool](tmp_path, things)
    asyncio.run(_look(file, tool, len(things), tmp_path))


async def _look(file: Path, tool: str, number: int, place: Path) -> None:
    wanted = os.environ.get("QUORATE_PICTURES")
    async with browser() as page:
        for name, width in WIDTHS.items():
            await page.load(file, width)
            assert await page.ask(CUT_OFF) == []
            folder = Path(wanted or place) / f"{tool}-{name}"
            folder.mkdir(parents=True, exist_ok=True)
            assert await pictures(page, folder, most=None if wanted else FEW) == number
