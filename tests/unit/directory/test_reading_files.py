"""How a directory file may be written, and what is read from it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.app import directory_rows
from bot.app.current_directory import CurrentDirectory
from bot.app.directory_file import read_directory
from bot.app.directory_rows import HEADERS, LARGEST
from bot.policy import Policies
from tests.unit.directory.files import EXAMPLE, POLICE_TENANT, desk, head, reading, row, sheet

NOBODY = CurrentDirectory()


def test_the_example_that_ships_is_right_and_fills_every_seat_that_quorum_needs(policies: Policies) -> None:
    found = read_directory(EXAMPLE.read_bytes(), policies, NOBODY)
    assert found.problems == ()
    assert found.change is not None
    policy = policies.of("EXMP")
    filled = {seat for each in (*found.change.people, *found.change.desks) for seat in each.seats}
    needed = {
        *policy.invite.always,
        *(rule.seat for rule in policy.chairs),
        *(unit.seat for unit in policy.police_units),
    }
    needed |= {policy.known_professional.unborn, policy.known_professional.unknown_age}
    needed |= {band.seat for band in policy.known_professional.by_age} | {
        policy.out_of_hours_rule.health_if_none_open
    }
    assert needed <= filled
    assert len(found.change.desks) == 3


@pytest.mark.parametrize("delimiter", [",", ";"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", ["", "﻿"])
def test_what_spreadsheets_write_is_read(policies: Policies, delimiter: str, ending: str, bom: str) -> None:
    text = sheet(head(), row("one", councils="EXMP OTHR", caseload="EXMP:CSC-104233"), delimiter=delimiter)
    found = read_directory((bom + text.replace("\r\n", ending)).encode(), policies, NOBODY)
    assert found.problems == ()
    assert found.change is not None
    assert [each.id for each in found.change.people] == ["head", "one"]
    assert found.change.people[1].councils == ("EXMP", "OTHR")


def test_headers_come_in_any_order_and_any_case(policies: Policies) -> None:
    text = "Email,NAME,Agency Contact,id,councils,agency\na@b.example,Ann Top,top,top,exmp,Social Care\n"
    text += "c@d.example,Bo Low,top,low,EXMP,social_care\n"
    found = read_directory(text, policies, NOBODY)
    assert found.problems == ()


def test_a_row_becomes_a_person_with_addresses_cases_and_desk(policies: Policies) -> None:
    one = row(
        "one", teams=f"{POLICE_TENANT.upper()}", email="One@EXMP.example", caseload="104233;CSC-104234", desk="pd"
    )
    found = reading(policies, head(), one, desk("pd"))
    assert found.change is not None
    person = found.change.people[1]
    assert (person.email, person.manager_id, person.works) == ("one@exmp.example", "head", "")
    mine = [
        (each.channel, each.tenant, each.rank, each.state)
        for each in found.change.addresses
        if each.person_id == "one"
    ]
    assert mine == [
        ("slack", "T0EXAMPLE", 0, "unbound"),
        ("teams", POLICE_TENANT, 1, "unbound"),
        ("email", "", 2, "unbound"),
    ]
    assert [each.reference for each in found.change.caseloads] == ["104233", "CSC-104234"]
    assert [(each.desk_id, each.person_id) for each in found.change.members] == [("pd", "one")]
    assert found.change.desks[0].works == "always"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "first row must hold the headers"),
        ("ann@exmp.example,01632 960123\n", "first row must hold the headers"),
        ("id,name,agency\n1,a,b\n", 'header "councils" is missing'),
        ("id,name,agency,councils,e_mail\n", 'did you mean "email"?'),
        ("id,name,agency,councils,ann@exmp.example\n", "Column 5 has a header that is not known"),
        ("id,id,name,agency,councils\n", "stands there twice"),
        ("id,name,agency,councils\n", "nobody in it"),
        ("id,name,agency,councils\n1,2,3,4,5\n", "more cells than there are headers"),
        ('id,name,agency,councils\n1,"2,3,4\n', "quotation mark"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(policies: Policies, text: str, words: str) -> None:
    found = read_directory(text, policies, NOBODY)
    assert found.change is None
    assert words in " ".join(found.problems)
    assert "ann@" not in " ".join(found.problems)


def test_other_encodings_and_sizes_are_refused(policies: Policies) -> None:
    latin = sheet(head(name="Zoë Head")).encode("latin-1")
    assert "not UTF-8" in read_directory(latin, policies, NOBODY).problems[0]
    assert "not UTF-8" in read_directory("\ud800", policies, NOBODY).problems[0]
    assert "larger than 20 MB" in read_directory(b"x" * (LARGEST + 1), policies, NOBODY).problems[0]


def test_more_rows_than_a_council_has_are_refused(policies: Policies, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(directory_rows, "MOST_ROWS", 2)
    rows = [head(), row("one"), row("two")]
    assert "more than" in read_directory(sheet(*rows), policies, NOBODY).problems[0]
    assert read_directory(sheet(*rows[:2]), policies, NOBODY).problems == ()


def test_fifty_thousand_rows_are_taken_whole(policies: Policies) -> None:
    rows = [head(), *(row(f"p{n}", seats="social_worker", caseload=f"CSC-{n + 100000}") for n in range(49_999))]
    text = sheet(*rows).encode()
    found = read_directory(text, policies, NOBODY)
    assert found.problems == ()
    assert found.change is not None
    assert len(found.change.people) == 50_000


def test_one_bad_row_among_thousands_keeps_everything_out(policies: Policies) -> None:
    rows = [head(), *(row(f"p{n}") for n in range(5_000))]
    rows[2_500]["agency"] = "nowhere"
    found = read_directory(sheet(*rows), policies, NOBODY)
    assert found.change is None
    assert len(found.problems) == 1
    assert found.problems[0].startswith("Row 2502 (p2499)")


@given(st.binary(max_size=400))
def test_no_bytes_make_the_reader_fail(policies: Policies, data: bytes) -> None:
    found = read_directory(data, policies, NOBODY)
    assert found.problems
    assert found.change is None


CELL = st.one_of(st.text(max_size=20), st.sampled_from(["EXMP", "head", "one", "person", "desk", "always", "police"]))


@given(st.lists(st.dictionaries(st.sampled_from(HEADERS), CELL), max_size=5))
def test_no_cells_make_the_reader_fail_and_it_is_all_or_nothing(
    policies: Policies, rows: list[dict[str, str]]
) -> None:
    found = read_directory(sheet(*rows), policies, NOBODY)
    assert (found.change is None) == bool(found.problems)
