"""Owners by name, role or agency: one person at the meeting, or the question who."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.app.minutes.owners import AGENCY, EVERYBODY, NOBODY_HERE, NOBODY_SAID, SEVERAL, VACANT
from tests.unit.minutes.present import PAT, POLICY, PRIYA, SAM, TESS, owners, somebody

SCHOOL = somebody("Jo Head", "school")


@pytest.mark.parametrize(
    ("words", "person"),
    [
        ("HV", "priya.nair"),
        ("H.V.", "priya.nair"),
        ("health visitor", "priya.nair"),
        ("the Health Visitor", "priya.nair"),
        ("Priya", "priya.nair"),
        ("P. Nair", "priya.nair"),
        ("P Nair", "priya.nair"),
        ("Nair, Priya", "priya.nair"),
        ("Priya Nair (HV)", "priya.nair"),
        ("HV – Priya", "priya.nair"),
        ("SW", "sam.carter"),
        ("Allocated social worker", "sam.carter"),
        ("OIC", "pat.constable"),
        ("PC Constable", "pat.constable"),
        ("CAIU", "pat.constable"),
        ("Police", "pat.constable"),
        ("Chair", "tess.manager"),
        ("TM", "tess.manager"),
        ("Dr Bello", "dr.ade.bello"),
        ("PN", "priya.nair"),
        ("SW (SC)", "sam.carter"),
        ("CSC - Sam Carter", "sam.carter"),
        ("Health (Priya)", "priya.nair"),
        ("on-call paeds", "dr.ade.bello"),
    ],
)
def test_a_name_a_role_or_an_agency_is_the_one_who_is_here(words: str, person: str) -> None:
    assert owners().find(words).person_id == person


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("", NOBODY_SAID),
        ("-", NOBODY_SAID),
        ("?", NOBODY_SAID),
        ("Grace", NOBODY_HERE),
        ("Mum", NOBODY_HERE),
        ("Priya Shah", NOBODY_HERE),
        ("P", NOBODY_HERE),
        ("HV (Grace)", SEVERAL),
        ("XX", NOBODY_HERE),
        ("pn", NOBODY_HERE),
        ("Health - Sam Carter", SEVERAL),
        ("SW and HV", SEVERAL),
        ("SW/HV", SEVERAL),
        ("Sam & Mum", SEVERAL),
        ("Midwife", VACANT),
        ("School", AGENCY),
        ("Social care", AGENCY),
        ("Health", AGENCY),
        ("All agencies", EVERYBODY),
    ],
)
def test_else_it_says_why_and_nobody_is_guessed(words: str, why: str) -> None:
    found = owners().find(words)
    assert (found.person_id, found.why) == ("", why)


def test_an_agency_is_an_owner_only_where_one_person_speaks_for_it() -> None:
    assert owners(SAM, SCHOOL).find("School").person_id == "jo.head"
    assert owners(SAM, SCHOOL, somebody("Ann Lead", "education_lead")).find("School").why == AGENCY
    assert owners(SAM).find("School").why == AGENCY


def test_two_of_one_name_or_one_part_are_asked_about() -> None:
    other = somebody("Priya Shah", "school_nurse")
    assert owners(PRIYA, other).find("Priya").why == SEVERAL
    assert owners(PRIYA, other).find("P. Nair").person_id == "priya.nair"
    assert owners(PAT, somebody("Pip Constable", "police_missing")).find("Police").why == AGENCY
    assert owners(PAT, somebody("Pip Constable", "police_missing")).find("OIC").why == SEVERAL


def test_a_name_that_is_also_a_role_is_asked_about() -> None:
    ward, nurse = somebody("Ann Ward", "school"), somebody("Nia Bell", "ward_nurse")
    assert owners(ward, nurse).find("Ward").why == SEVERAL
    assert owners(ward).find("Ward").person_id == "ann.ward"


def test_a_role_is_never_somebody_who_has_those_initials() -> None:
    vane = somebody("Hal Vane", "school")
    assert owners(PRIYA, vane).find("HV").person_id == "priya.nair"
    assert owners(vane).find("HV").why == VACANT
    assert owners(SAM, somebody("Sue Cole", "school")).find("SC").why == SEVERAL


def test_one_person_in_two_seats_is_one_owner() -> None:
    both = somebody("Sam Carter", "social_worker", "exploitation_worker")
    assert owners(both, TESS).find("SW / Sam").person_id == "sam.carter"


@given(st.text(max_size=200))
def test_no_text_raises_and_whoever_is_found_is_here(words: str) -> None:
    here = owners()
    found = here.find(words)
    assert found.person_id == "" or found.why == ""
    assert found.person_id in {"", *(each.person_id for each in (SAM, TESS, PRIYA, PAT)), "dr.ade.bello"}
    here.knows(words)


@given(st.sampled_from(sorted(POLICY.owner_words)), st.sampled_from(["{}", "The {}", " {} ", "{}:"]))
def test_every_word_of_the_policy_is_known_however_it_is_written(word: str, written: str) -> None:
    assert owners().knows(written.format(word.upper()))
