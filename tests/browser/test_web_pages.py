"""The pages behind links, judged in Chromium: keyboard alone, no script, axe, 320 pixels, twice the size, dark,
forced colours. With `QUORATE_PICTURES` set to a folder, pictures of every page are kept there to look at.
"""

from __future__ import annotations

import asyncio
import os
from importlib.resources import files
from pathlib import Path

import pytest

from tests.browser.web_pages import SIDEWAYS, SMALL, Person, judged, scene, shot, sized, through_everything

pytestmark = pytest.mark.browser

LOOKS: dict[str, tuple[int, dict[str, str]]] = {
    "phone": (320, {}),
    "desk": (1100, {}),
    "dark": (360, {"prefers_color_scheme": "dark"}),
    "forced": (360, {"forced_colors": "active"}),
}
LARGE = "document.documentElement.style.fontSize = '200%'; 1"


def test_every_page_can_be_read_and_used_by_everybody(tmp_path: Path) -> None:
    found, seen = asyncio.run(_through(tmp_path, Path(os.environ.get("QUORATE_PICTURES") or tmp_path)))
    assert not found, "\n".join(sorted(set(found)))
    assert len(set(seen)) == 24


async def _through(folder: Path, pictures: Path) -> tuple[list[str], list[str]]:
    axe = (files("axe_core_python") / "axe.min.js").read_text()
    found: list[str] = []
    async with scene(folder) as set_up:
        page = set_up.page

        async def look(name: str) -> None:
            for how, (width, media) in LOOKS.items():
                await sized(page, width, **media)
                await shot(page, pictures / f"web-{how}" / f"{name}.png")
                found.extend(f"{name} {how}: {each}" for each in await judged(page, axe))
                found.extend(f"{name} {how}: too small: {each}" for each in await page.ask(SMALL))
                if await page.ask(SIDEWAYS):
                    found.append(f"{name} {how}: sideways")
            await sized(page, 640)
            await page.ask(LARGE)
            if await page.ask(SIDEWAYS):
                found.append(f"{name}: sideways at twice the size")
            await page.ask("document.documentElement.removeAttribute('style'); 1")

        person = Person(page, set_up.base, look)
        await through_everything(set_up, person)
    return found, person.seen
