"""What people call a part at a meeting is the policy's to say: checked like every other rule."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.policy import PolicyError, load_policies
from bot.policy.owner_words import as_said
from tests.unit.policy.builders import council_folder


def test_the_words_of_the_field_are_known() -> None:
    words = load_policies(None).default.owner_words
    assert words["hv"].seats == ("health_visitor", "health_visitor_antenatal")
    assert words["school"].agency == "education"
    assert not words["all agencies"].seats
    assert words["all agencies"].agency is None


def test_every_word_is_written_as_it_is_compared_and_no_two_are_one() -> None:
    words = load_policies(None).default.owner_words
    said = [as_said(word) for word in words]
    assert len(set(said)) == len(said)


@pytest.mark.parametrize(
    ("line", "key", "words"),
    [
        ('hv = { seats = ["helth_visitor"] }', "owner_words.hv", "did you mean health_visitor?"),
        ('hv = { agency = "health" }', "owner_words.hv", "not both"),
        ('police = { agency = "polis" }', "owner_words.police.agency", "'police'"),
        ('"H.V." = { seats = ["health_visitor"] }', "owner_words.H.V.", "small letters"),
        ("police = { seats = [], agncy = 'x' }", "owner_words.police.agncy", "did you mean agency?"),
    ],
)
def test_a_mistake_in_a_word_says_which_and_what_to_write(line: str, key: str, words: str, tmp_path: Path) -> None:
    folder = council_folder(tmp_path, f"\n[owner_words]\n{line}\n")
    with pytest.raises(PolicyError) as wrong:
        load_policies(folder)
    told = str(wrong.value)
    assert key in told
    assert words in told


def test_a_council_adds_its_own_words_and_keeps_the_others(tmp_path: Path) -> None:
    added = '\n[owner_words]\n"team around the school" = { agency = "education" }\n'
    policies = load_policies(council_folder(tmp_path, added))
    words = policies.of(policies.councils[0]).owner_words
    assert words["team around the school"].agency == "education"
    assert "hv" in words


@pytest.mark.parametrize(
    ("written", "said"),
    [("H.V.", "hv"), ("the School", "school"), ("0–19", "0 19"), ("Children’s Social Care", "childrens social care")],
)
def test_a_word_is_compared_without_dots_dashes_and_articles(written: str, said: str) -> None:
    assert as_said(written) == said
