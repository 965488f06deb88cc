"""Plans as people really send them: mail threads, shouted minutes, recaps, dictation, one line with numbers."""

from __future__ import annotations

import re
import time

import pytest

from bot.app.minutes import read_minutes
from tests.unit.minutes.present import KNOWS
from tests.unit.minutes.test_nothing_is_lost import lost


def owners(text: str) -> list[tuple[str, str]]:
    return [(each.words, each.owner) for each in read_minutes(text, KNOWS).rows]


def test_a_line_that_says_who_is_not_the_person_whose_name_stands_above() -> None:
    text = "Sam\n\nCan you please visit tonight?\n\n- HV to weigh baby\n- ring dad"
    assert owners(text) == [
        ("Can you please visit tonight?", "Sam"),
        ("HV to weigh baby", "HV"),
        ("ring dad", "Sam"),
    ]


def test_an_older_mail_below_is_not_asked_of_whom_the_newer_one_was() -> None:
    assert owners("Sam\n\nPlease visit tonight\n\nFrom: Priya Nair\n\n- ring dad by Friday") == [
        ("Please visit tonight", "Sam"),
        ("ring dad by Friday", ""),
    ]


@pytest.mark.parametrize(
    ("line", "owner"),
    [
        ("Priya, could you chase the GP by Monday", "Priya"),
        ("SW visit today", "SW"),
        ("School to be told by SW tomorrow", "SW"),
        ("PN to contact the GP", "PN"),
    ],
)
def test_short_ways_to_say_who(line: str, owner: str) -> None:
    assert owners(f"Actions\n- {line}") == [(line, owner)]


def test_a_shouted_action_is_no_heading() -> None:
    text = "BACKGROUND\nMUM SAID DAD LEFT IN THE YEAR BEFORE\nACTIONS FOR POLICE\nPOLICE TO VISIT TODAY\n- CHECK PNC"
    assert owners(text) == [("POLICE TO VISIT TODAY", "POLICE"), ("CHECK PNC", "POLICE")]


def test_a_line_broken_before_a_capital_goes_on() -> None:
    first = "Police to check whether father is in breach of bail conditions dated 2"
    text = f"Actions\n1. {first}\nFebruary by Friday\n2. Visit"
    assert [words for words, _ in owners(text)] == [f"{first} February by Friday", "Visit"]


def test_numbers_within_one_line_are_a_line_each() -> None:
    assert owners("1. SW to visit today. 2. HV to ring. 3. Map injuries") == [
        ("SW to visit today.", "SW"),
        ("HV to ring.", "HV"),
        ("Map injuries", ""),
    ]


@pytest.mark.parametrize("heading", ["Follow-up tasks:", "What we agreed", "Agreed:", "Who is doing what:", "Tasks"])
def test_other_headings_of_a_list_of_actions(heading: str) -> None:
    assert owners(f"{heading}\n- **Records:** all of them (Priya Nair)") == [
        ("Records: all of them (Priya Nair)", "Priya Nair")
    ]


def test_a_bullet_and_its_tab_are_no_table() -> None:
    text = "Actions\n•\tSW to visit\n    o\tphotos to police\n•\tHV to ring"
    assert [words for words, _ in owners(text)] == ["SW to visit", "photos to police", "HV to ring"]


DICTATED = (
    "okay so um Sam is going to visit the house today and then Priya you're going to get the records by Friday "
    "and Pat will check PNC tomorrow and let Sam know"
)


def test_dictation_is_cut_where_the_next_person_is_told() -> None:
    assert owners(DICTATED) == [
        ("Sam is going to visit the house today", "Sam"),
        ("Priya you're going to get the records by Friday", "Priya"),
        ("Pat will check PNC tomorrow and let Sam know", "Pat"),
    ]


def test_what_people_are_told_within_a_paragraph_is_taken_and_the_story_stays_in_sight() -> None:
    text = "The chair summarised. Police agreed to check PNC by 10am tomorrow. Mum was tired. HV to ring the GP."
    found = read_minutes(text, KNOWS)
    assert [each.owner for each in found.rows] == ["Police", "HV"]
    assert found.left_out == ("The chair summarised.", "Mum was tired.")
    assert not lost(text)


def test_a_story_with_one_promise_stays_a_story() -> None:
    text = "We met on Monday and mum was tired, she told the nurse about it and cried. Police will visit."
    assert read_minutes(text, KNOWS).rows == ()


@pytest.mark.parametrize("text", ["and SW will visit " * 220, "SW to ring. " * 330, "1. a 2. b " * 400])
def test_long_talk_takes_no_longer_than_a_blink(text: str) -> None:
    begun = time.process_time()
    read_minutes(text, KNOWS)
    assert time.process_time() - begun < 0.25, re.sub(r"\s+", "_", text[:12])
