"""The pictures of docs/chasing.md show the words that the program has today, and can be made again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.browser.chasing_pictures import DRAWN, draw, fingerprints
from tests.kit.chasing_page import PICTURES, TOOLS, to_draw
from tests.kit.gallery import gallery


# Played with the page of ladders, by `.ci/run`.
@pytest.mark.long
def test_the_pictures_show_todays_words() -> None:
    drawn = json.loads((PICTURES / DRAWN).read_text())
    assert drawn == fingerprints(to_draw()), "draw them anew: python -m tests.browser.chasing_pictures"


@pytest.mark.browser
def test_a_picture_can_be_drawn(tmp_path: Path) -> None:
    some = gallery()[:4]
    draw(tmp_path, some)
    wanted = {f"{each.name}-{tool}.webp" for each in some for tool in TOOLS}
    assert {each.name for each in tmp_path.glob("*.webp")} == wanted
