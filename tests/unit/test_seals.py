"""Our own signature: nobody else can make it, and it holds for nothing but what it was made for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.app.seals import Seals

WORDS = st.lists(
    st.text(st.characters(exclude_characters="\x1f", exclude_categories=["Cs"]), max_size=40), min_size=1, max_size=5
)
OURS, NEWER, THEIRS = Seals(["first"]), Seals(["second", "first"]), Seals(["another"])


@given(WORDS)
def test_a_token_comes_back_as_it_was(words: list[str]) -> None:
    assert OURS.read("link", OURS.token("link", *words)) == tuple(words)


@given(WORDS)
def test_it_is_worth_nothing_for_another_purpose_or_to_another_key(words: list[str]) -> None:
    token = OURS.token("link", *words)
    assert OURS.read("visit", token) is None
    assert THEIRS.read("link", token) is None
    assert NEWER.read("link", token) == tuple(words)
    assert OURS.read("link", NEWER.token("link", *words)) is None


@given(WORDS, st.data())
def test_one_changed_letter_is_too_many(words: list[str], data: st.DataObject) -> None:
    token = OURS.token("link", *words)
    place = data.draw(st.integers(0, len(token) - 1))
    letter = data.draw(st.sampled_from("AZaz09-_. é\x00"))
    changed = token[:place] + letter + token[place + 1 :]
    assert changed == token or OURS.read("link", changed) is None


@given(WORDS, WORDS)
def test_words_are_not_run_together(one: list[str], other: list[str]) -> None:
    assert (OURS.seal("b", *one) == OURS.seal("b", *other)) == (one == other)


@given(st.text(max_size=200))
def test_anything_else_is_refused_quietly(text: str) -> None:
    assert OURS.read("link", text) is None
    assert not OURS.holds(text, "link", "words")


def test_no_key_no_seal() -> None:
    with pytest.raises(ValueError, match="need a key"):
        Seals([])


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_a_code_has_six_figures(words: str) -> None:
    number = OURS.number("code", words)
    assert len(number) == 6
    assert number.isdigit()
