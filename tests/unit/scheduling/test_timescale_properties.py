"""What must hold for any text and any length."""

import csv
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from scheduling.timescale import understand
from tests.unit.scheduling.office import OFFICE, utc

HERE = Path(__file__).parent
with (HERE / "more_phrases.csv").open(newline="", encoding="utf-8") as _file:
    PHRASES = [row["text"] for row in csv.DictReader(_file)]
WORDS = sorted({word for phrase in PHRASES for word in phrase.split()})
REFERENCES = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - bounds are naive by Hypothesis's rule
KINDS = {"absolute", "relative", "working_days", "event", "vague", "none"}
TEXTS = st.one_of(
    st.text(max_size=80),
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
@given(st.sampled_from(PHRASES), st.sampled_from(["", ".", " ", "\n", "!"]))
def test_what_trails_behind_changes_nothing(text: str, tail: str) -> None:
    meeting = utc("2026-03-11 14:00")
    assert understand(text + tail, meeting, OFFICE).expected == understand(text, meeting, OFFICE).expected
