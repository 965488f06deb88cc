"""docs/chasing.md shows what the ladders of the policy really bring, and its pictures are there.

To play every ladder takes half a minute: what needs that is run by `.ci/run` alone.
"""

from __future__ import annotations

import re

import pytest

from bot.policy.ladder_rules import LADDERS
from tests.kit.chasing_page import PAGE, PICTURES, TITLES, page, to_draw
from tests.kit.chasing_played import played
from tests.kit.world import REFERENCE, read

MOST_BYTES = 3_000_000


@pytest.mark.long
def test_the_page_of_ladders_is_as_the_program_has_them() -> None:
    assert PAGE.read_text() == page(), "write it anew: python -m tests.kit.chasing_page"


def test_every_picture_of_the_page_is_there_and_none_lies_about() -> None:
    named = set(re.findall(r'src="pictures/([^"]+)"', PAGE.read_text()))
    files = list(PICTURES.glob("*.webp"))
    assert named == {each.name for each in files}, "draw them anew: python -m tests.browser.chasing_pictures"
    assert sum(each.stat().st_size for each in files) < MOST_BYTES


@pytest.mark.long
def test_every_ladder_has_a_title_and_what_is_chased_today_is_played() -> None:
    assert set(TITLES) == set(LADDERS)
    assert set(LADDERS) - {each.ladder for each in played()} == {"outcome", "disagreement"}


@pytest.mark.long
def test_no_message_of_any_ladder_holds_the_case_or_an_actions_words() -> None:
    for each in to_draw():
        if each.how == "message":
            for private in (REFERENCE, "Visit the home", "Mother", "3 years"):
                assert private not in read(each.thing), each.name
                assert private not in each.thing.title
