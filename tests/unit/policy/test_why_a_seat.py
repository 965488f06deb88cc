"""`quorate policy show --why SEAT`: every rule in a sentence, with the line of the file where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.domain.errors import QuorateError
from bot.policy import load_policies
from bot.policy.in_words import rule_in_words
from bot.policy.seats_named import why_seat
from bot.shell.policy_reading import why
from tests.unit.policy.builders import DEFAULT, council_folder


@pytest.mark.parametrize("seat", DEFAULT.seats)
def test_every_rule_of_every_seat_has_its_sentence_and_its_line(seat: str) -> None:
    lines = list(why(DEFAULT, seat, None))
    keys = why_seat(DEFAULT, seat)
    assert all(rule_in_words(DEFAULT, key).endswith(".") for key in keys)
    assert sum("default.toml line " in line for line in lines) == len(keys)
    if not keys:
        assert "No rule asks for it" in lines[1]


def test_the_councils_own_rule_is_shown_in_place_of_the_shipped_one(tmp_path: Path) -> None:
    more = "[concerns.neglect]\nadvised = ['gp']    # agreed by the partnership in May\n"
    folder = council_folder(tmp_path, more)
    said = "\n".join(why(load_policies(folder).of("EXMP"), "gp", folder / "EXMP.toml"))
    assert "EXMP.toml line 8  [concerns.neglect] advised = ['gp']    # agreed by the partnership in May" in said
    assert '[concerns.neglect] advised = ["gp", "housing"]' not in said
    assert "[concerns.domestic_abuse] advised" in said


def test_a_rule_that_the_council_left_alone_is_shown_from_the_shipped_file(tmp_path: Path) -> None:
    folder = council_folder(tmp_path, "[concerns.neglect]\nlabel = 'Neglected'\n")
    said = "\n".join(why(load_policies(folder).of("EXMP"), "housing", folder / "EXMP.toml"))
    assert "Advised when the concern is neglected." in said
    assert "default.toml line" in said
    assert "EXMP.toml" not in said.replace("EXMP.toml:", "")


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("gpp", "No seat is called gpp. Did you mean gp?"),
        ("police", "No seat is called police. Did you mean police_missing or"),
        ("zzz", "No seat is called zzz. There are: adult_mental_health, "),
    ],
)
def test_a_seat_that_is_not_there_is_answered_with_those_that_are(asked: str, answer: str) -> None:
    with pytest.raises(QuorateError) as caught:
        list(why(DEFAULT, asked, None))
    assert str(caught.value).startswith(answer)
