"""Whatever is pasted: nothing raises, and every word of it is in an action or in sight among what was left out."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.app.minutes import Minutes, read_minutes
from tests.unit.minutes.present import KNOWS

WORD = re.compile(r"[^\W\d_]{3,}")
# What only says where something stands, and is no part of an action: headings, labels, the words of numbering.
STRUCTURE = re.compile(
    r"agreed|the|from|actions?|plan|list|log|points?|items?|owners?|who|whom|when|what|timescales?|deadlines?|due"
    r"|date|target|lead|responsib\w+|person|tasks?|number|ref|status|notes|rec",
    re.IGNORECASE,
)
_LIST = (
    "SW to visit~HV~by Friday~\t~\n~\n\n~  ~   ~ | ~ – ~ - ~- ~1. ~• ~> ~Action: ~Owner: ~By: ~ACTIONS\n~|~\ud800"
    "~Action\tOwner\tBy when\n~Action\nOwner\nBy when\n~school~Mum went home.~Refer to Early Help~asap~today~Priya"
    "~and see the bedroom~::~\x00~Discussion\n~(HV)~Subject: x\n~\u2028~\x85~Present:~4/7~Legal advice~;~,~“"
    "~| Action | Who |\n"
)
PIECES = st.sampled_from(_LIST.split("~"))


def words(text: str) -> list[str]:
    return [each.casefold() for each in WORD.findall(text)]


def in_sight(found: Minutes) -> set[str]:
    told = [" ".join((row.words, row.owner, row.when)) for row in found.rows]
    return set(words(" ".join([*told, *found.left_out])))


def lost(text: str) -> set[str]:
    seen = in_sight(read_minutes(text, KNOWS))
    return {each for each in words(text) if each not in seen and not STRUCTURE.fullmatch(each)}


@settings(max_examples=400)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_no_word_of_pieces_of_a_plan_is_lost(text: str) -> None:
    assert not lost(re.sub(r"[\ud800\x00]", "", text))


@settings(max_examples=300)
@given(st.text(max_size=400))
def test_no_text_raises_and_nothing_of_it_is_lost(text: str) -> None:
    read_minutes(text, KNOWS)
    plain = "".join(each for each in text if each.isprintable() or each in "\n\t")
    assert not lost(plain)


CELL = st.from_regex(r"[a-z]{3,9}( [a-z]{3,9}){0,5}", fullmatch=True)


@given(st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=8), st.permutations(["Action", "Owner", "By when"]))
def test_a_table_gives_back_its_cells_whatever_the_order_of_its_columns(
    cells: list[tuple[str, str, str]], order: list[str]
) -> None:
    of = {"Action": 0, "Owner": 1, "By when": 2}
    lines = ["\t".join(order), *("\t".join(row[of[name]].capitalize() for name in order) for row in cells)]
    found = read_minutes("\n".join(lines), KNOWS)
    wanted = [tuple(each.capitalize() for each in row) for row in cells]
    assert [(row.words, row.owner, row.when) for row in found.rows] == wanted


@given(st.lists(CELL, min_size=1, max_size=20))
def test_bullets_under_a_heading_are_all_actions(lines: list[str]) -> None:
    found = read_minutes("Actions:\n" + "\n".join(f"- {each.capitalize()}" for each in lines), KNOWS)
    assert [row.words for row in found.rows] == [each.capitalize() for each in lines]
