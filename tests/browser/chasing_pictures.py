"""The pictures of docs/chasing.md, drawn anew: `python -m tests.browser.chasing_pictures`."""

from __future__ import annotations

import asyncio
import hashlib
import json
import shutil
import tempfile
from pathlib import Path

from tests.browser.chromium import browser
from tests.browser.drawing import PHONE, pictures, slack_page, teams_page
from tests.kit.chasing_page import PICTURES, to_draw
from tests.kit.gallery import Shown
from tests.kit.world import read

SCALE = 1.5
DRAWN = "drawn.json"
"""Which words each picture shows, as a short fingerprint."""
PLAIN = "document.head.insertAdjacentHTML('beforeend', '<style>.shown>h6{display:none}</style>')"


def draw(folder: Path, things: tuple[Shown, ...]) -> None:
    """A picture of each of these in both tools; what else is there goes."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.webp"):
        old.unlink()
    with tempfile.TemporaryDirectory() as place:
        for tool, paged in {"slack": slack_page, "teams": teams_page}.items():
            made = Path(place) / tool
            made.mkdir()
            asyncio.run(_take(paged(Path(place), things), made))
            for each in made.iterdir():
                shutil.copy(each, folder / f"{each.stem}-{tool}.webp")
    (folder / DRAWN).write_text(json.dumps(fingerprints(things), indent=1) + "\n")


async def _take(file: Path, folder: Path) -> None:
    async with browser() as page:
        await page.load(file, PHONE)
        await page.ask(PLAIN)
        await pictures(page, folder, "webp", SCALE)


def fingerprints(things: tuple[Shown, ...]) -> dict[str, str]:
    """What each picture must show."""
    return {each.name: hashlib.sha256(read(each.thing).encode()).hexdigest()[:12] for each in things}


if __name__ == "__main__":
    draw(PICTURES, to_draw())
