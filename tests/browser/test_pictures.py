"""Every card and form drawn in a real browser, at a telephone's width and a desk's: nothing is cut off.

The pictures stay in the test's own folder; with `QUORATE_PICTURES` set to a folder, they are kept there to look at.
"""

from __future__ import annotations

import asyncio
import os
from html import escape
from pathlib import Path

import pytest

from adapters.slack.rendering import card_view, form_view, home_view, message
from adapters.teams.rendering import card_json, form_json
from bot.app.cards import Form
from tests.browser import slack_look, teams_look
from tests.browser.chromium import Page, browser
from tests.kit.gallery import Shown, gallery

pytestmark = pytest.mark.browser

WIDTHS = {"phone": 360, "desk": 640}
READY = "window.ready = innerWidth;"
CUT_OFF = """
[...document.querySelectorAll('.shown')].flatMap(shown => [shown, ...shown.querySelectorAll('*')]
  .filter(each => !['SELECT', 'OPTION'].includes(each.tagName))
  .filter(each => each.scrollWidth > each.clientWidth + 1 && each.clientWidth > 0
                  && getComputedStyle(each).display !== 'inline')
  .map(each => shown.id + ': ' + each.tagName + ' ' + each.textContent.slice(0, 60)))
"""
NAMES = "[...document.querySelectorAll('.shown')].map(each => each.id)"
ALONE = """
(() => { for (const each of document.querySelectorAll('.shown')) each.hidden = each.id !== NAME;
  scrollTo(0, 0); const box = document.getElementById(NAME).getBoundingClientRect();
  return {x: box.x, y: box.y, width: box.width, height: box.height}; })()
"""


def as_in_slack(shown: Shown) -> dict:
    """The payload of the surface that it is shown on."""
    if isinstance(shown.thing, Form):
        return form_view(shown.thing)
    return {"message": message, "home": home_view, "answer": card_view, "said": message}[shown.how](shown.thing)


def slack_page(folder: Path, things: tuple[Shown, ...]) -> Path:
    """All of it as one page."""
    inside = "".join(_place(each.name, slack_look.surface(as_in_slack(each))) for each in things)
    return _page(folder / "slack.html", slack_look.STYLE, inside, READY)


def teams_page(folder: Path, things: tuple[Shown, ...]) -> Path:
    """The same for Teams."""
    drawn = {
        each.name: form_json(each.thing) if isinstance(each.thing, Form) else card_json(each.thing) for each in things
    }
    inside = "".join(_place(name, f"<div class=preview>{escape(each.summary)}</div>") for name, each in drawn.items())
    library = teams_look.installed(folder).read_text()
    script = teams_look.script({name: each.json for name, each in drawn.items()})
    return _page(folder / "teams.html", teams_look.STYLE, inside, f"{library}\n{script}\n{READY}")


def _place(name: str, inside: str) -> str:
    return f"<div class=shown id='{name}'><h6>{name}</h6>{inside}</div>"


def _page(file: Path, style: str, inside: str, script: str) -> Path:
    head = f"<meta charset=utf-8><style>{style}</style>"
    file.write_text(f"<!doctype html><html><head>{head}</head><body>{inside}<script>{script}</script></body></html>")
    return file


async def pictures(page: Page, folder: Path) -> int:
    """One PNG for each; how many."""
    names = await page.ask(NAMES)
    for name in names:
        box = await page.ask(ALONE.replace("NAME", repr(name)))
        (folder / f"{name}.png").write_bytes(await page.picture(box))
    return len(names)


@pytest.mark.parametrize("tool", ["slack", "teams"])
def test_nothing_is_cut_off_at_any_width(tool: str, tmp_path: Path) -> None:
    things = gallery()
    file = {"slack": slack_page, "teams": teams_page}[tool](tmp_path, things)
    asyncio.run(_look(file, tool, len(things), Path(os.environ.get("QUORATE_PICTURES") or tmp_path)))


async def _look(file: Path, tool: str, number: int, kept: Path) -> None:
    async with browser() as page:
        for name, width in WIDTHS.items():
            await page.load(file, width)
            assert await page.ask(CUT_OFF) == []
            folder = kept / f"{tool}-{name}"
            folder.mkdir(parents=True, exist_ok=True)
            assert await pictures(page, folder) == number
