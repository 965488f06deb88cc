"""Leave in people's own words. It is Tuesday 10 March 2026, 10:20 in London."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduling.absence import Absence, Back, away_intervals, doubt, read_absence
from scheduling.day_words import Hours
from scheduling.london import LONDON
from scheduling.rota import parse_pattern
from tests.unit.scheduling.office import OFFICE, london

NOW = london("2026-03-10 10:20")
OFFICE_HOURS = Hours(OFFICE)


def read(text: str, hours: Hours = OFFICE_HOURS) -> Absence:
    found = read_absence(text, NOW, hours)
    assert isinstance(found, Absence), text
    return found


def wall(at: datetime | None) -> str:
    return at.astimezone(LONDON).strftime("%Y-%m-%d %H:%M") if at else "open"


SPANS = [
    ("away until Monday", "2026-03-10 10:20", "2026-03-16 09:00"),
    ("away - until Monday", "2026-03-10 10:20", "2026-03-16 09:00"),
    ("I'm away until Monday morning", "2026-03-10 10:20", "2026-03-16 09:00"),
    ("away, back on Monday", "2026-03-10 10:20", "2026-03-16 09:00"),
    ("Away until Mon 16 March, 3pm.", "2026-03-10 10:20", "2026-03-16 15:00"),
    ("away until Tuesday afternoon", "2026-03-10 10:20", "2026-03-17 12:00"),
    ("away until the end of the month", "2026-03-10 10:20", "2026-04-01 00:00"),
    ("away until next week", "2026-03-10 10:20", "2026-03-16 09:00"),
    ("away today", "2026-03-10 10:20", "2026-03-11 00:00"),
    ("away all day", "2026-03-10 10:20", "2026-03-11 00:00"),
    ("not in tomorrow", "2026-03-11 00:00", "2026-03-12 00:00"),
    ("away until tomorrow", "2026-03-10 10:20", "2026-03-11 09:00"),
    ("away Tuesday afternoon", "2026-03-17 12:00", "2026-03-17 17:00"),
    ("away tomorrow morning", "2026-03-11 00:00", "2026-03-11 12:00"),
    ("away this morning", "2026-03-10 10:20", "2026-03-10 12:00"),
    ("off Friday 2-4pm", "2026-03-13 14:00", "2026-03-13 16:00"),
    ("away from 2pm to 4pm tomorrow", "2026-03-11 14:00", "2026-03-11 16:00"),
    ("away until 3pm", "2026-03-10 10:20", "2026-03-10 15:00"),
    ("away for the rest of the week", "2026-03-10 10:20", "2026-03-16 09:00"),
    ("I'll be away next week", "2026-03-16 00:00", "2026-03-23 09:00"),
    ("a/l w/c 23 March", "2026-03-23 00:00", "2026-03-30 09:00"),
    ("away Monday to Wednesday", "2026-03-16 00:00", "2026-03-19 00:00"),
    ("away Mon, Tue and Wed", "2026-03-16 00:00", "2026-03-19 00:00"),
    ("away Friday to Monday", "2026-03-13 00:00", "2026-03-17 00:00"),
    ("away 2 weeks", "2026-03-10 10:20", "2026-03-24 09:00"),
    ("away for 3/7", "2026-03-10 10:20", "2026-03-13 09:00"),
    ("away 2/52", "2026-03-10 10:20", "2026-03-24 09:00"),
    ("away 3 working days", "2026-03-10 10:20", "2026-03-13 09:00"),
    ("away for a fortnight from Monday", "2026-03-16 00:00", "2026-03-30 09:00"),
    ("on leave 3-14 August", "2026-08-03 00:00", "2026-08-15 00:00"),
    ("away from the 3rd to the 14th of August", "2026-08-03 00:00", "2026-08-15 00:00"),
    ("away from 3 until 14 August", "2026-08-03 00:00", "2026-08-14 09:00"),
    ("away 12/8 to 19/8", "2026-08-12 00:00", "2026-08-20 00:00"),
    ("away 25/12", "2026-12-25 00:00", "2026-12-26 00:00"),
    ("holiday 28 July - 3 August", "2026-07-28 00:00", "2026-08-04 00:00"),
    ("away 20 December to 3 January", "2026-12-20 00:00", "2027-01-04 00:00"),
    ("annual leave from Friday until 2 April", "2026-03-13 00:00", "2026-04-02 09:00"),
    ("off sick", "2026-03-10 10:20", "open"),
    ("off sick since Monday", "2026-03-10 10:20", "open"),
    ("on leave until further notice", "2026-03-10 10:20", "open"),
    ("maternity leave from 1 June", "2026-06-01 00:00", "open"),
    ("off sick, back tomorrow", "2026-03-10 10:20", "2026-03-11 09:00"),
]


@pytest.mark.parametrize(("text", "starts", "ends"), SPANS)
def test_leave_is_read_as_people_say_it(text: str, starts: str, ends: str) -> None:
    found = read(text)
    assert (found.ask, wall(found.starts_at), wall(found.ends_at)) == ("", starts, ends)


@pytest.mark.parametrize(
    ("text", "ask"),
    [
        ("away", "WHEN"),
        ("annual leave", "WHEN"),
        ("away until 5 March", "PAST_END"),
        ("annual leave from Friday until 2 March", "PAST_END"),
        ("away until today", "PAST_END"),
        ("away from Friday until Thursday 12 March", "BACKWARDS"),
        ("away 13 months", "TOO_LONG"),
        ("away until 20/3/2028", "TOO_LONG"),
        ("away Friday 12 March", "DOUBTFUL_DAY"),
        ("away 31 Feb", "DOUBTFUL_DAY"),
        ("away 3/7", "AMBIGUOUS"),
        ("away Tuesday and Thursday", "SEVERAL"),
        ("off Friday 2-4", "HALF_DAY"),
        ("away from 3pm", "NO_END"),
        ("off until after Easter", "NOT_READ"),
        ("away until the cows come home", "NOT_READ"),
    ],
)
def test_what_is_doubtful_is_asked_about_and_never_guessed(text: str, ask: str) -> None:
    assert read(text).ask == ask


@pytest.mark.parametrize(
    "text",
    [
        "away day",
        "away day on Friday",
        "police: Tuesday and Thursday 10-12",
        "sick child",
        "off to see the family",
        "leave the child with mum",
        "we can do Tuesday 10-12",
        "back to front",
        "home",
        "",
        "EXMP-SM-12",
        "she is away until Monday",
        "out",
    ],
)
def test_words_that_are_not_leave_are_not_taken_as_leave(text: str) -> None:
    assert read_absence(text, NOW, OFFICE_HOURS) is None


@pytest.mark.parametrize(
    ("text", "cover"),
    [
        ("on leave 3-14 August, covered by Priya Nair", "Priya Nair"),
        ("away until Monday, Priya Nair covers", "Priya Nair"),
        ("away today. Priya Nair is covering for me", "Priya Nair"),
        ("away covered by Priya Nair until Monday", "Priya Nair"),
        ("off sick, cover: Priya Nair", "Priya Nair"),
        ("away until Monday, covered by Niamh O’Shea", "Niamh O’Shea"),
        ("away until Monday, nobody covers", ""),
        ("away until Monday", ""),
    ],
)
def test_who_covers_is_the_name_as_typed(text: str, cover: str) -> None:
    assert (read(text).covered_by, read(text).ask) == (cover, "")


def test_it_can_be_said_of_somebody_else() -> None:
    assert read("Nadia Rahman is away until Monday, covered by Priya").who == "Nadia Rahman"
    assert read("Nadia's off sick").who == "Nadia"
    assert read_absence("Nadia Rahman is back", NOW, OFFICE_HOURS) == Back("Nadia Rahman")


@pytest.mark.parametrize("text", ["back", "I'm back", "back now", "I am back!", "back from leave", "BACK NOW."])
def test_back_now_ends_it_now(text: str) -> None:
    assert read_absence(text, NOW, OFFICE_HOURS) == Back()


def test_back_on_a_day_is_when_work_begins_then() -> None:
    assert read_absence("back Monday", NOW, OFFICE_HOURS) == Back("", london("2026-03-16 09:00"))
    assert read_absence("back on Monday at 2pm", NOW, OFFICE_HOURS) == Back("", london("2026-03-16 14:00"))
    past = read_absence("back 5 March", NOW, OFFICE_HOURS)
    assert isinstance(past, Back)
    assert past.ask == "PAST_END"


def test_a_day_begins_when_the_person_begins_and_a_round_the_clock_pattern_leaves_it_to_the_office() -> None:
    early = Hours(OFFICE, parse_pattern("Mon-Fri 07:30-15:30"))
    assert wall(read("away until Monday", early).ends_at) == "2026-03-16 07:30"
    assert wall(read("away Tuesday afternoon", early).ends_at) == "2026-03-17 15:30"
    assert wall(read("away until Monday", Hours(OFFICE, parse_pattern("always"))).ends_at) == "2026-03-16 09:00"
    nights = Hours(OFFICE, parse_pattern("Mon-Fri 21:00-07:00"))
    assert wall(read("away until Monday", nights).ends_at) == "2026-03-16 09:00"


def test_leave_across_both_clock_changes_is_read_on_the_wall_clock() -> None:
    found = read("away until Monday 30 March")
    assert found.ends_at == datetime(2026, 3, 30, 8, tzinfo=UTC)
    found = read("away 25 October")
    assert found.ends_at is not None
    assert (found.ends_at - found.starts_at).total_seconds() == 25 * 3600


def test_leave_over_twelve_months_or_backwards_is_doubted() -> None:
    assert doubt(NOW, london("2027-03-10 10:20"), NOW) == ""
    assert doubt(NOW, london("2027-03-12 10:20"), NOW) == "TOO_LONG"
    assert doubt(london("2027-03-12 10:20"), None, NOW) == "TOO_LONG"
    assert doubt(NOW, NOW, NOW) == "PAST_END"
    assert doubt(london("2026-03-12 10:20"), london("2026-03-11 10:20"), NOW) == "BACKWARDS"


@dataclass
class Row:
    starts_at: datetime
    ends_at: datetime | None


def test_kept_leave_is_time_away_and_what_was_struck_out_is_none() -> None:
    first, last = london("2026-03-10 00:00"), london("2026-03-20 00:00")
    rows = [
        Row(london("2026-03-01 00:00"), london("2026-03-11 09:00")),
        Row(london("2026-03-12 00:00"), london("2026-03-12 00:00")),
        Row(london("2026-03-19 00:00"), None),
    ]
    assert away_intervals(rows, first, last).pairs() == (
        (first, london("2026-03-11 09:00")),
        (london("2026-03-19 00:00"), last),
    )


WORDS = sorted(
    {word for text, *_ in SPANS for word in text.split()} | {"covered", "by", "covers", "back", "3/7", "is"}
)
OPENERS = ["", "away ", "off sick ", "on leave ", "back ", "Nadia is away ", "I'm "]
LINES = st.one_of(
    st.text(max_size=120),
    st.builds(
        lambda opener, words: opener + " ".join(words),
        st.sampled_from(OPENERS),
        st.lists(st.sampled_from(WORDS), max_size=10),
    ),
    st.from_regex(
        r"away (from |until |)[0-9]{1,3}[/.\- ]{1,2}[0-9]{1,3}([/.\-][0-9]{1,4})?( to [0-9/]{1,8})?", fullmatch=True
    ),
)
NOWS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - bounds are naive by Hypothesis's rule


@settings(max_examples=400, deadline=None)
@given(LINES, NOWS)
def test_no_line_raises_times_are_aware_and_what_is_taken_ends_after_it_starts(text: str, now: datetime) -> None:
    found = read_absence(text, now, OFFICE_HOURS)
    if isinstance(found, Absence):
        assert found.starts_at.utcoffset() is not None
        if found.ends_at is not None and not found.ask:
            assert found.ends_at.utcoffset() is not None
            assert found.ends_at > max(found.starts_at, now)
    elif isinstance(found, Back) and found.at is not None and not found.ask:
        assert found.at.utcoffset() is not None
        assert found.at > now


@pytest.mark.parametrize(
    "text", ["away " + "until Monday " * 800, "x" * 10_000, "away, covered by " + "a " * 5_000, "i" * 299]
)
def test_ten_thousand_characters_are_no_leave_and_hold_nobody_up(text: str) -> None:
    assert text[300:] == "" or read_absence(text, NOW, OFFICE_HOURS) is None
    read_absence(text[:300], NOW, OFFICE_HOURS)
