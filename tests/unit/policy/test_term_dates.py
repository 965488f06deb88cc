"""School terms and the limits of timescales, from a council's policy."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.policy import PolicyError, load_policies
from scheduling.timescale import Limits, TermDates
from tests.unit.policy.builders import council_folder

TERMS = "[terms]\n"


def test_the_shipped_policy_knows_no_terms_and_has_the_limits_of_the_domain() -> None:
    policy = load_policies(None).default
    assert policy.terms() is None
    assert policy.timescale_limits() == Limits(far_weeks=12, bare_fraction_weeks=8, night_ends_hour=6)


def test_a_council_lists_its_terms_and_closed_days(tmp_path: Path) -> None:
    written = TERMS + (
        'dates = [{first = 2026-09-02, last = 2026-10-23}, {first = "2026-11-02", last = 2026-12-18}]\n'
        "closed = [2026-09-03]\n"
    )
    policy = load_policies(council_folder(tmp_path, written)).of("EXMP")
    assert policy.terms() == TermDates(
        ((date(2026, 9, 2), date(2026, 10, 23)), (date(2026, 11, 2), date(2026, 12, 18))),
        frozenset({date(2026, 9, 3)}),
    )


def test_a_council_sets_its_own_limits(tmp_path: Path) -> None:
    policy = load_policies(council_folder(tmp_path, "[timescales]\nfar_weeks = 26\n")).of("EXMP")
    assert policy.timescale_limits().far_weeks == 26


@pytest.mark.parametrize(
    ("written", "key", "instead"),
    [
        ("dates = [{first = 2026-09-02, last = 2026-08-01}]", "terms.dates[0]", "not be later than"),
        ("dates = [{first = '2 September', last = 2026-10-23}]", "terms.dates[0].first", "2026-09-02"),
        ("dates = [{first = 2026-09-02T09:00:00, last = 2026-10-23}]", "terms.dates[0].first", "2026-09-02"),
        ("dates = [{first = 20260902, last = 2026-10-23}]", "terms.dates[0].first", "2026-09-02"),
        ("dates = [{first = 2026-09-02}]", "terms.dates[0].last", "add"),
        ("dates = [{frist = 2026-09-02, last = 2026-10-23}]", "terms.dates[0].frist", "did you mean first?"),
        ("dates = 2026-09-02", "terms.dates", "square brackets"),
        ("dats = []", "terms.dats", "did you mean dates?"),
        ("closed = [2026-09-03]", "terms", "lies in no term"),
        (
            "dates = [{first = 2026-11-02, last = 2026-12-18}, {first = 2026-09-02, last = 2026-10-23}]",
            "terms",
            "in order",
        ),
    ],
)
def test_terms_with_a_mistake_say_what_to_write(tmp_path: Path, written: str, key: str, instead: str) -> None:
    with pytest.raises(PolicyError) as caught:
        load_policies(council_folder(tmp_path, TERMS + written + "\n"))
    assert [(each.key, instead in each.instead) for each in caught.value.problems if each.key == key] == [(key, True)]


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("far_weeks = 0", "write 1 or more"),
        ("far_weeks = '12'", "whole number"),
        ("night_ends_hour = 14", "write 9 or less"),
        ("far_week = 12", "did you mean far_weeks?"),
    ],
)
def test_limits_with_a_mistake_say_what_to_write(tmp_path: Path, written: str, instead: str) -> None:
    with pytest.raises(PolicyError, match=instead.replace("?", r"\?")):
        load_policies(council_folder(tmp_path, f"[timescales]\n{written}\n"))
