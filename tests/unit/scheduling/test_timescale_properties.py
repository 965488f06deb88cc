"""What must hold for any text and any length."""

import csv
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from scheduling.london import LONDON
from scheduling.timescale import understand
from tests.unit.scheduling.office import OFFICE, utc

HERE = Path(__file__).parent
PHRASES = [
    row["text"]
    for name in ("timescales.csv", "more_phrases.csv", "unseen_phrases.csv")
    for row in csv.DictReader((HERE / name).read_text(encoding="utf-8").splitlines())
]
WORDS = sorted({word for phrase in PHRASES for word in phrase.split()})
REFERENCES = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - bounds are naive by Hypothesis's rule
KINDS = {"absolute", "relative", "working_days", "event", "vague", "none"}
TEXTS = st.one_of(
    st.text(max_size=80),
    st.sampled_from(PHRASES),
    st.lists(st.sampled_from(PHRASES), min_size=2, max_size=3).map(", ".join),
    st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join),
    st.from_regex(r"(by|in|w/c|before|on|) ?[0-9/:.\- ]{1,12}( ?(wd|h|days|am|pm|march|fri))?", fullmatch=True),
)
relaxed = settings(max_examples=300, deadline=None)


@relaxed
@given(TEXTS, REFERENCES)
def test_no_text_raises_and_every_answer_is_whole(text: str, reference: datetime) -> None:
    found = understand(text, reference, OFFICE)
    assert found.kind in KINDS
    assert found.echo
    assert (found.ask is not None) == found.expected.startswith("ASK:")
    if found.due is not None:
        assert found.due >= reference
        assert found.due.utcoffset() is not None
        assert found.ask is None
        assert found.best is None
    assert found.best is None or (found.ask is not None and found.best >= reference)
    assert found.until is None or found.expected.startswith(("RECUR:", "ASK:"))
    assert len(found.parts) != 1
    if found.span is not None:
        assert found.span in text


UNITS = ["minutes", "hours", "days", "working days", "weeks", "months", "/7", "/52", "WD", "hrs", "fortnights"]


@relaxed
@given(st.integers(1, 200), st.integers(1, 50), st.sampled_from(UNITS), REFERENCES)
def test_more_of_the_same_unit_is_never_earlier(n: int, more: int, unit: str, reference: datetime) -> None:
    space = "" if unit.startswith("/") else " "
    first = understand(f"within {n}{space}{unit}", reference, OFFICE).due
    second = understand(f"within {n + more}{space}{unit}", reference, OFFICE).due
    assert first is not None
    assert second is not None
    assert reference <= first <= second


@relaxed
@given(st.sampled_from(PHRASES), st.sampled_from([str.upper, str.lower, str.title]))
def test_capitals_change_nothing(text: str, change: object) -> None:
    meeting = utc("2026-03-11 14:00")
    assert understand(change(text), meeting, OFFICE).expected == understand(text, meeting, OFFICE).expected  # type: ignore[operator]


@relaxed
@example("monthly on the first Monday", "!")
@example("n/k", ".")
@given(st.sampled_from(PHRASES), st.sampled_from(["", ".", " ", "\n", "!"]))
def test_what_trails_behind_changes_nothing(text: str, tail: str) -> None:
    meeting = utc("2026-03-11 14:00")
    assert understand(text + tail, meeting, OFFICE).expected == understand(text, meeting, OFFICE).expected


@pytest.mark.parametrize("end", [".", "!", "?", ":"])
def test_the_next_sentence_does_not_belong_to_the_time(end: str) -> None:
    meeting = utc("2026-03-11 14:00")
    understood = understand(f"Monthly on the first Monday{end} Grandmother to come along", meeting, OFFICE)
    assert understood.expected == "RECUR:P1M@2026-04-06"


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40), st.integers(1, 20_000), REFERENCES)
def test_a_very_long_text_never_raises(text: str, length: int, reference: datetime) -> None:
    assert understand((text * length)[:20_000], reference, OFFICE).echo


@relaxed
@given(REFERENCES, st.integers(0, 80))
def test_reading_the_echo_of_a_day_again_gives_the_same_day(reference: datetime, ahead: int) -> None:
    day = reference.astimezone(LONDON).date() + timedelta(days=ahead)
    found = understand(f"by {day:%d/%m/%Y}", reference, OFFICE)
    assert found.expected == f"DATE:{day}"
    assert understand(found.echo, reference, OFFICE).expected == found.expected


@relaxed
@given(REFERENCES, st.integers(1, 80), st.times())
def test_reading_the_echo_of_an_hour_again_gives_the_same_hour(reference: datetime, ahead: int, at: time) -> None:
    day = reference.astimezone(LONDON).date() + timedelta(days=ahead)
    found = understand(f"by {at:%H:%M} on {day:%d/%m/%Y}", reference, OFFICE)
    assert found.ask == ("NIGHT_TIME" if at.hour < 6 else None) or found.ask == "CLOCK_CHANGE"
    if found.ask is None:
        assert found.expected == f"AT:{day}T{at:%H:%M}"
        assert understand(found.echo, reference, OFFICE).expected == found.expected


@relaxed
@given(REFERENCES, st.integers(0, 80))
def test_the_year_is_said_when_it_is_not_this_years(reference: datetime, ahead: int) -> None:
    today = reference.astimezone(LONDON).date()
    day = today + timedelta(days=ahead)
    echo = understand(f"by {day:%d/%m/%Y}", reference, OFFICE).echo
    assert echo.endswith(f"{day:%a} {day.day} {day:%B}" + (f" {day.year}" if day.year != today.year else ""))
