"""What a directory file must not hold, said in a line a row."""

from __future__ import annotations

import pytest

from bot.policy import Policies
from tests.unit.directory.files import POLICE_TENANT, desk, head, reading, row

BAD_CELLS = [
    ({"id": ""}, "no id"),
    ({"id": "a:b"}, "id cannot be used"),
    ({"id": "Operator"}, "id is one that Quorate uses itself"),
    ({"name": ""}, "no name"),
    ({"councils": ""}, "no council, write one of: EXMP, OTHR"),
    ({"councils": "EXPM"}, 'unknown council "EXPM", write EXMP'),
    ({"agency": ""}, "no agency"),
    ({"agency": "polise"}, 'unknown agency "polise", write police'),
    ({"seats": "helth_visitor"}, 'unknown seat "helth_visitor", write health_visitor'),
    ({"kind": "robot"}, "kind is not known"),
    ({"caseload": "CSC-104233 Smith"}, "caseload entry 2 is no case reference of EXMP, write it like CSC-104233"),
    ({"caseload": "OTHR:CSC-104233"}, "caseload entry 1 names no council of this person"),
    ({"councils": "EXMP OTHR", "caseload": "CSC-104233"}, "write it like EXMP:reference"),
    ({"desk": "nowhere"}, "serves a desk that is not in the file"),
    ({"manager": "nobody"}, "manager is not in the file"),
    ({"agency_contact": "nobody"}, "agency contact is not in the file"),
    ({"manager": "", "agency_contact": ""}, "neither manager nor agency contact"),
    ({"manager": "one"}, "is their own manager"),
    ({"manager": "", "agency_contact": "one"}, "is their own agency contact"),
    ({"hours": "Mon-Fri whenever"}, "hours cannot be read"),
    ({"at_once": "2"}, "a person has no at_once"),
    ({"email": "not an address"}, "email cannot be used"),
    ({"email": "a@exmp.example\r\nBcc: b@exmp.example"}, "email has a line break"),
    ({"phone": "1632 960123"}, "with its leading 0"),
    ({"phone": "01632 960123\n"}, "phone has a line break"),
    ({"slack": "EXAMPLE WORKSPACE"}, "slack cannot be used"),
    ({"teams": "police tenant"}, "teams cannot be used"),
    ({"email": ""}, "slack alone does not say which account"),
    ({"email": "", "slack": ""}, "cannot be reached"),
    ({"name": "x" * 101}, "name is too long"),
]


@pytest.mark.parametrize(("cells", "words"), BAD_CELLS, ids=[words for _, words in BAD_CELLS])
def test_a_bad_row_is_named_with_what_to_write(policies: Policies, cells: dict[str, str], words: str) -> None:
    found = reading(policies, head(), row("one") | cells, row("steady"))
    assert found.change is None
    assert len(found.problems) == 1
    assert found.problems[0].startswith("Row 3")
    assert words in found.problems[0]


@pytest.mark.parametrize("begin", ["=", "+", "-", "@"])
@pytest.mark.parametrize("header", ["name", "team", "id", "agency", "hours", "email", "manager"])
def test_a_cell_that_a_spreadsheet_would_run_is_refused(policies: Policies, header: str, begin: str) -> None:
    found = reading(policies, head(), row("one", **{header: f'{begin}HYPERLINK("http://a.example")'}), row("steady"))
    assert found.change is None
    assert f"{header} begins like a formula" in found.problems[0]
    assert "HYPERLINK" not in found.problems[0]


def test_a_phone_number_with_its_country_code_is_no_formula(policies: Policies) -> None:
    assert reading(policies, head(), row("one", phone="+44 1632 960123")).problems == ()
    assert "begins like" not in "".join(reading(policies, head(), row("one", phone="+1+cmd|' /C calc'!A0")).problems)
    assert reading(policies, head(), row("one", phone="+1+cmd|' /C calc'!A0")).change is None


def test_no_problem_repeats_an_address_a_number_or_a_name_of_a_child(policies: Policies) -> None:
    found = reading(
        policies,
        head(),
        row("one", agency="ann@exmp.example", councils="01632960123 EXMP", caseload="Kayleigh", seats="a@b.example"),
        row("two", email="Ann Smith <ann@exmp.example>", phone="ring 01632 960123", hours="ann@exmp.example"),
        row("01632960999", manager="ann@exmp.example"),
    )
    said = " ".join(found.problems).lower()
    assert len(found.problems) == 3
    for private in ("ann@", "ann smith", "kayleigh", "01632960123", "a@b"):
        assert private not in said


@pytest.mark.parametrize(
    ("what", "cells"),
    [
        ("id", {"id": "one"}),
        ("email", {"email": "ONE@exmp.example"}),
        ("chat account", {"slack": "T0EXAMPLE/U0ONE"}),
    ],
)
def test_nothing_that_tells_people_apart_stands_there_twice(
    policies: Policies, what: str, cells: dict[str, str]
) -> None:
    found = reading(policies, head(), row("one", slack="T0EXAMPLE/U0ONE"), row("two", **cells))
    assert any(f"same {what} as row 3" in each for each in found.problems)


def test_managers_in_a_circle_are_said_once(policies: Policies) -> None:
    rows = (row("a", manager="b"), row("b", manager="c"), row("c", manager="a"), row("d", manager="a"))
    found = reading(policies, *rows)
    assert len(found.problems) == 1
    assert "Row 2 (a): managers go in a circle (a → b → c → a)" in found.problems[0]


def test_only_the_head_of_an_agency_is_their_own_contact(policies: Policies) -> None:
    assert reading(policies, head(), row("one")).problems == ()
    alone = reading(policies, head())
    assert "is their own agency contact" in alone.problems[0]


def test_a_desk_needs_somebody_who_serves_it_and_has_no_account_of_its_own(policies: Policies) -> None:
    found = reading(policies, head(), row("one"), desk("pd", email="pd@police.example"))
    assert "a desk has no email" in found.problems[0]
    assert "nobody serves this desk" in found.problems[0]


def test_whoever_serves_a_desk_works_for_all_its_councils(policies: Policies) -> None:
    found = reading(policies, head(), row("one", desk="pd"), desk("pd", councils="EXMP OTHR"))
    assert "desk pd also serves OTHR, add it to this person's councils" in found.problems[0]


def test_somebody_with_only_a_phone_or_only_teams_can_be_reached(policies: Policies) -> None:
    by_phone = row("one", email="", slack="", phone="01632 960123")
    by_teams = row("two", slack="", teams=POLICE_TENANT)
    assert reading(policies, head(), by_phone, by_teams).problems == ()


@pytest.mark.parametrize(
    ("cell", "taken"), [("", 0), ("2", 2), ("0", None), ("-1", None), ("many", None), ("1000", None)]
)
def test_how_many_meetings_a_desk_takes_at_one_time(policies: Policies, cell: str, taken: int | None) -> None:
    found = reading(policies, head(), desk("pdesk", at_once=cell), row("one", desk="pdesk"))
    if taken is None:
        assert "at_once" in found.problems[0]
    else:
        assert found.change is not None
        assert [each.at_once for each in found.change.desks] == [taken]
