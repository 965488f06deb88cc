"""A pasted plan, in the forms that people paste: every action with its words, its owner and its time."""

from __future__ import annotations

import csv
import re
import time
from pathlib import Path

import pytest

from bot.app.minutes import SEVERAL_ACTIONS, Row, read_minutes
from tests.unit.minutes.present import KNOWS

WORKED = Path(__file__).parents[1] / "scheduling" / "timescales.csv"


def rows(text: str) -> list[tuple[str, str, str]]:
    return [(each.words, each.owner, each.when) for each in read_minutes(text, KNOWS).rows]


TABLE = [
    ("Visit home", "SW", "Fri 13 March"),
    ("Check PNC", "Police", "24 hours"),
    ("Send chronology", "School", ""),
]
TABLES = {
    "tabs with a heading": [
        "No.\tAction\tOwner\tBy when",
        "1\tVisit home\tSW\tFri 13 March",
        "2\tCheck PNC\tPolice\t24 hours",
        "3\tSend chronology\tSchool\t",
    ],
    "another order": [
        "Who\tBy when\tWhat",
        "SW\tFri 13 March\tVisit home",
        "Police\t24 hours\tCheck PNC",
        "School\t\tSend chronology",
    ],
    "bars": [
        "| Action | Lead | Timescale |",
        "|---|---|---|",
        "| Visit home | SW | Fri 13 March |",
        "| Check PNC | Police | 24 hours |",
        "| Send chronology | School | |",
    ],
    "wide gaps": [
        "Action             Owner    By when",
        "Visit home         SW       Fri 13 March",
        "Check PNC          Police   24 hours",
        "Send chronology    School",
    ],
    "no heading": [
        "Visit home\tSW\tFri 13 March",
        "Check PNC\tPolice\t24 hours",
        "Send chronology\tSchool\t",
    ],
    "labels": [
        "Action: Visit home",
        "Owner: SW",
        "By: Fri 13 March",
        "",
        "Action: Check PNC Owner: Police. By: 24 hours.",
        "Action: Send chronology",
        "Who: School",
    ],
    "a mail's quote": [
        "> Action | Owner | By when",
        "> Visit home | SW | Fri 13 March",
        "> Check PNC | Police | 24 hours",
        "> Send chronology | School |",
    ],
}


@pytest.mark.parametrize("form", TABLES)
def test_a_table_is_read_in_whatever_form_it_was_copied(form: str) -> None:
    assert rows("\n".join(TABLES[form])) == TABLE


def test_a_table_that_came_a_cell_a_line_is_put_together() -> None:
    cells = ["Action", "Owner", "By when", *(cell or "TBC" for row in TABLE for cell in row), "Kind regards"]
    assert rows("\n".join(cells)) == [*TABLE[:2], ("Send chronology", "School", "TBC")]


@pytest.mark.parametrize("mark", ["- ", "• ", "1. ", "(a) ", "☐ ", "·\t", "Action 3: ", "* [ ] ", "> - "])
def test_every_worked_action_is_one_behind_any_bullet(mark: str) -> None:
    with WORKED.open(encoding="utf-8") as file:
        worked = [row["text"] for row in csv.DictReader(file)]
    found = read_minutes("\n".join(mark + each for each in worked), KNOWS)
    assert [each.words.removeprefix("[ ] ") for each in found.rows] == worked
    assert found.left_out == ()


def test_narrative_between_is_left_out_in_sight() -> None:
    text = """Hi all,

Thanks for coming. The family moved to Reading last year and mum told us she wanted to get help with the
school run.

ACTIONS
1. SW to visit the children at home and see their bedrooms, and to speak to each
   child alone by Friday
2. HV – to update – by Friday
* Interpreter

Next meeting: 20 March
Kind regards
Sam"""
    found = read_minutes(text, KNOWS)
    assert [each.owner for each in found.rows] == ["SW", "HV", ""]
    assert found.rows[0].words.endswith("each child alone by Friday")
    assert found.left_out[1].endswith("with the school run.")
    assert found.left_out[-1] == "Sam", "a name alone owns nothing here"


@pytest.mark.parametrize(
    ("line", "owner"),
    [
        ("SW – to visit – by Friday", "SW"),
        ("SW: visit by Friday", "SW"),
        ("Priya to ring the GP", "Priya"),
        ("Visit home (HV) by Friday", "HV"),
        ("Visit home - HV - Friday", "HV"),
        ("Home visit to be completed by HV by Friday", "HV"),
        ("SW and HV to visit jointly", "SW and HV"),
        ("Visit – SW – HV", "SW and HV"),
        ("Legal advice to be sought by Friday", ""),
        ("Refer to Early Help", ""),
        ("Mum to attend the clinic", "Mum"),
        ("Named nurse will circulate the chronology 10 w/days", "Named nurse"),
    ],
)
def test_who_a_line_says_will_do_it(line: str, owner: str) -> None:
    assert rows(line) == [(line, owner, "")]


@pytest.mark.parametrize(
    "line",
    [
        "Mum was asked to attend. She went to hospital.",
        "It was agreed that SW will visit.",
        "Present: Sam, Priya",
        "The strategy meeting was called to discuss the bruise.",
        "From: Sam Carter",
        "Dad said he wants to see his children.",
        "We met at school,  Mum said so",
    ],
)
def test_a_story_is_no_action_and_is_left_out_in_sight(line: str) -> None:
    found = read_minutes(line, KNOWS)
    assert found.rows == ()
    assert " ".join(found.left_out) == " ".join(line.split())


def test_a_list_of_who_was_there_is_no_plan() -> None:
    text = "Name\tRole\tAgency\nSam Carter\tSocial worker\tCSC\nPriya Nair\tHV\tHealth"
    assert read_minutes(text, KNOWS).rows == ()


def test_an_owner_that_stands_as_a_heading_owns_what_is_under_it() -> None:
    assert [each[1] for each in rows("HV:\n- visit by Friday\n- ring GP\nSW\n- chase school")] == ["HV", "HV", "SW"]


def test_a_cell_that_was_broken_over_lines_is_one_cell() -> None:
    text = "Action\tOwner\tWhen\nSend chronology\nand a body map\tSchool\tFriday\nVisit\tSW\ttoday\nor tomorrow"
    assert rows(text) == [
        ("Send chronology and a body map", "School", "Friday"),
        ("Visit", "SW", "today or tomorrow"),
    ]


def test_columns_of_another_kind_stay_with_the_words() -> None:
    text = "Action\tOwner\tWhen\tStatus\nVisit\tSW\ttoday\tOpen, mum knows"
    assert rows(text) == [("Visit – Open, mum knows", "SW", "today")]


def test_more_than_one_action_in_a_line_is_marked() -> None:
    (row,) = read_minutes("- SW to visit by Friday. HV to ring the GP.", KNOWS).rows
    assert row.oddities == (SEVERAL_ACTIONS,)


def test_bullets_before_the_actions_are_no_actions() -> None:
    text = "Discussion\n- Mum is low\n- Bruise seen\n\nAgreed actions:\n- Body map"
    assert read_minutes(text, KNOWS).rows == (Row("Body map"),)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("1.2 SW to visit", "SW to visit"),
        ("9.30am SW to ring mum", "9.30am SW to ring mum"),
        ("2.5 hours of support to be offered", "2.5 hours of support to be offered"),
        ("o SW to visit", "SW to visit"),
    ],
)
def test_a_number_that_is_no_bullet_stays(line: str, words: str) -> None:
    found = read_minutes(f"Actions\n{line}", KNOWS)
    assert [*(row.words for row in found.rows), *found.left_out] == [words]


LONG = [
    "to " * 3333, "a " * 5000, " " * 10000, "a\t" * 5000, "|" * 10000, "x" * 10000, "(a" * 5000, "a by " * 2000,
    "SW to b" * 1400, "to to to\n" * 1100, "a  b " * 2000, "a–" * 5000, "- SW to visit by Friday\n" * 400,
    "Action: a Owner: b By: c\n" * 400, "a\tb\tc\n" * 1600, "Action\n" * 1400, "HV\nFriday\nVisit\n" * 600,
]  # fmt: skip


@pytest.mark.parametrize("text", LONG, ids=lambda text: re.sub(r"\s+", "_", text[:12]))
def test_ten_thousand_characters_take_no_longer_than_a_blink(text: str) -> None:
    best = min(_seconds(text) for _ in range(5))
    assert best < 0.05


def _seconds(text: str) -> float:
    begun = time.process_time()
    read_minutes(text[:10_000], KNOWS)
    return time.process_time() - begun
