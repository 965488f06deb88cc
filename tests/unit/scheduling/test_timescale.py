"""Timescales in people's words: the worked cases, other ways of saying the same, and what is echoed."""

import csv
import time as clock
from datetime import date, datetime
from pathlib import Path

import pytest

from scheduling.timescale import TermDates, Timescale, understand
from tests.unit.scheduling.office import OFFICE, london, utc

HERE = Path(__file__).parent
MEETING = utc("2026-03-11 14:00")
TERMS = TermDates(((date(2026, 2, 23), date(2026, 3, 27)), (date(2026, 4, 13), date(2026, 5, 22))))


def rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def read(text: str, at: datetime = MEETING) -> Timescale:
    return understand(text, at, OFFICE, TERMS)


def check(text: str, row: dict[str, str]) -> None:
    found = read(text)
    assert (found.kind, found.expected) == (row["kind"], row["expected"])
    if not row["resolved_due"]:
        assert found.due is None
    elif "T" in row["resolved_due"]:
        assert found.due == datetime.fromisoformat(row["resolved_due"])
    else:
        assert found.due is not None
        assert found.due.date().isoformat() == row["resolved_due"]


@pytest.mark.parametrize("row", rows("timescales.csv"), ids=lambda row: row["text"][:60])
def test_the_worked_cases(row: dict[str, str]) -> None:
    check(row["text"], row)
    if row["timescale_text"]:
        check(row["timescale_text"], row)


@pytest.mark.parametrize(
    "row", rows("more_phrases.csv") + rows("unseen_phrases.csv"), ids=lambda row: row["text"][:60]
)
def test_other_ways_of_saying_it(row: dict[str, str]) -> None:
    assert read(row["text"]).expected == row["expected"]


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("within 5 working days", "2026-03-18T17:00:00+00:00"),
        ("by Friday", "2026-03-13T23:59:59+00:00"),
        ("within 15 working days", "2026-04-01T17:00:00+01:00"),
        ("in 3/52", "2026-04-01T23:59:59+01:00"),
        ("by 30/03 at 9am", "2026-03-30T09:00:00+01:00"),
    ],
)
def test_due_is_the_last_moment_in_london_time_with_its_offset(text: str, due: str) -> None:
    found = read(text)
    assert found.due is not None
    assert found.due.isoformat() == due


def test_two_timescales_end_with_the_later_and_both_are_echoed() -> None:
    found = read("EDS to visit tonight and feed back by 9am Thurs")
    assert found.expected == "AT:2026-03-12T09:00"
    assert found.also == ("by the end of Wed 11 March",)
    assert found.echo == "by Thu 12 March, 9am (the later of: by Thu 12 March, 9am; by the end of Wed 11 March)"


def test_the_span_is_the_words_it_stood_on() -> None:
    assert read("SW to visit, by Mon 16 Mar at the latest, with police").span == "by Mon 16 Mar at the latest"
    assert read("Refer to Early Help").span is None


@pytest.mark.parametrize("terms", [None, TermDates(((date(2026, 2, 23), date(2026, 3, 12)),))])
def test_school_days_without_term_dates_are_asked(terms: TermDates | None) -> None:
    found = understand("within 3 school days", MEETING, OFFICE, terms)
    assert (found.kind, found.expected, found.ask, found.due) == (
        "working_days",
        "ASK:TERM_DATES",
        "TERM_DATES",
        None,
    )


def test_a_bare_clinical_fraction_is_asked_when_it_might_be_a_near_date() -> None:
    june = london("2026-06-15 14:00")
    assert read("Paeds appt 5/7", june).expected == "ASK:AMBIGUOUS|2026-07-05"
    assert read("in 5/7", june).expected == "P5D"
    assert read("by 5/7", june).expected == "DATE:2026-07-05"


def test_a_date_without_a_year_in_december_is_next_january() -> None:
    assert read("by 8 January", london("2026-12-15 10:00")).expected == "DATE:2027-01-08"


def test_a_time_already_gone_is_tomorrows_on_a_working_day_and_asked_on_a_friday() -> None:
    assert read("by 9am").expected == "AT:2026-03-12T09:00"
    assert read("by 9am", london("2026-03-13 14:00")).expected == "ASK:PAST_DATE|2026-03-13T09:00"
    assert read("COP", london("2026-03-13 18:00")).expected == "AT:2026-03-16T17:00"


def test_ten_thousand_characters_come_back_quickly() -> None:
    # No timed goal here (the benchmarks have it): only that nothing grows out of hand.
    words = [row["text"] for name in ("timescales.csv", "more_phrases.csv") for row in rows(name)]
    start = clock.perf_counter()
    for text in (
        " ".join(words)[:10_000],
        "1 " * 5000,
        "when he " * 1250,
        "before a " * 1100,
        "9" * 10_000,
        "the " * 2500,
    ):
        read(text)
    assert clock.perf_counter() - start < 5
