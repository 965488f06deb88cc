"""Times offered in advance, in people's own words. It is Tuesday 10 March 2026, 10:20 in London."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduling.london import LONDON
from scheduling.offered import Listed, Offered, Withdrawn, next_slots, offered_intervals, read_offer
from scheduling.rota import parse_pattern
from tests.unit.scheduling.office import OFFICE, london

NOW = london("2026-03-10 10:20")
TUE_THU = "Tue 10:00-12:00; Thu 10:00-12:00"


def read(text: str) -> Offered:
    found = read_offer(text, NOW, OFFICE)
    assert isinstance(found, Offered), text
    return found


def wall(at: datetime | None) -> str:
    return at.astimezone(LONDON).strftime("%Y-%m-%d %H:%M") if at else "open"


OFFERS = [
    ("we can do Tuesday and Thursday 10-12", TUE_THU, "2026-03-10 10:20", "open"),
    ("police: Tuesday and Thursday 10–12", TUE_THU, "2026-03-10 10:20", "open"),
    ("our slots are Tue 10-12, Thu 10-12.", TUE_THU, "2026-03-10 10:20", "open"),
    ("We can do Tuesdays and Thursdays between 10 and 12", TUE_THU, "2026-03-10 10:20", "open"),
    ("offer Mon 14:00-16:00 until 31 March", "Mon 14:00-16:00", "2026-03-10 10:20", "2026-04-01 00:00"),
    ("offer Mon 2-4pm from 1 April until 30 June", "Mon 14:00-16:00", "2026-04-01 00:00", "2026-07-01 00:00"),
    ("slots: Wed 1pm-3pm until the end of March", "Wed 13:00-15:00", "2026-03-10 10:20", "2026-04-01 00:00"),
    ("we can do Tue 10-12 and Thu 2-4pm", "Tue 10:00-12:00; Thu 14:00-16:00", "2026-03-10 10:20", "open"),
    ("we can do Tue 10-11 and 2pm-3pm", "Tue 10:00-11:00; Tue 14:00-15:00", "2026-03-10 10:20", "open"),
    (
        "we can do Mon to Wed 9am-10am",
        "Mon 09:00-10:00; Tue 09:00-10:00; Wed 09:00-10:00",
        "2026-03-10 10:20",
        "open",
    ),
    ("I can do every Tuesday morning", "Tue 09:00-12:00", "2026-03-10 10:20", "open"),
    ("we can do Wed pm", "Wed 12:00-17:00", "2026-03-10 10:20", "open"),
    ("I can do Tuesdays 10am to 12 noon", "Tue 10:00-12:00", "2026-03-10 10:20", "open"),
    ("we can do Tue 10-12 from next week for 4 weeks", "Tue 10:00-12:00", "2026-03-16 00:00", "2026-04-13 00:00"),
    ("we can do Tuesday 17 March 10-12", "Tue 10:00-12:00", "2026-03-17 00:00", "2026-03-18 00:00"),
    ("we can do tomorrow 10-12", "Wed 10:00-12:00", "2026-03-11 00:00", "2026-03-12 00:00"),
    ("we can do this Friday from 10 to 12", "Fri 10:00-12:00", "2026-03-13 00:00", "2026-03-14 00:00"),
]


@pytest.mark.parametrize(("text", "works", "starts", "ends"), OFFERS)
def test_offered_times_are_read_as_people_say_them(text: str, works: str, starts: str, ends: str) -> None:
    found = read(text)
    assert (found.ask, found.works, wall(found.starts_at), wall(found.ends_at)) == ("", works, starts, ends)


@pytest.mark.parametrize(
    ("text", "ask"),
    [
        ("we can do Tuesday", "NOT_READ"),
        ("offer Tue 25:00-26:00", "NOT_READ"),
        ("we can do Tue 2-4", "HALF_DAY"),
        ("we can do Tue 9-5", "HALF_DAY"),
        ("offer Mon 14:00-16:00 until Friday", "NO_SLOT"),
        ("offer Mon 4 May 10-12", "NO_SLOT"),
        ("offer Mon 14:00-16:00 until 2 March", "PAST_END"),
        ("we can do Tue 10-12 until 30 February", "DOUBTFUL_DAY"),
        ("we can do Tue 10-12 from 1 April until 20 March", "BACKWARDS"),
        ("we can do Tue 10-12 until 1/6/2028", "TOO_LONG"),
    ],
)
def test_what_is_doubtful_is_asked_about_and_never_guessed(text: str, ask: str) -> None:
    assert read(text).ask == ask


@pytest.mark.parametrize(
    "text",
    [
        "we can do it",
        "offer Kayleigh a medical",
        "police: please visit on Tuesday",
        "police: visit on Tuesday 10-12 the child",
        "Tuesday 10-12",
        "EXMP-SM-1: hello",
        "away Tuesday 10-12",
        "home",
        "",
    ],
)
def test_other_words_are_not_taken_as_an_offer(text: str) -> None:
    assert read_offer(text, NOW, OFFICE) is None


def test_whose_time_it_is_is_read_as_typed() -> None:
    assert read("Police: Tue 10-12").agency == "Police"
    assert read("I can do Tue 10-12").mine
    assert not read("we can do Tue 10-12").mine


@pytest.mark.parametrize("text", ["no offered slots", "withdraw slots", "Withdraw our slots.", "no more slots"])
def test_slots_are_withdrawn_in_words(text: str) -> None:
    assert read_offer(text, NOW, OFFICE) == Withdrawn()


def test_slots_of_an_agency_are_withdrawn_and_asked_for() -> None:
    assert read_offer("police: no slots", NOW, OFFICE) == Withdrawn("police")
    assert read_offer("slots", NOW, OFFICE) == Listed()


@dataclass
class Row:
    works: str
    starts_at: datetime
    ends_at: datetime | None = None


def test_a_bank_holiday_is_no_slot() -> None:
    easter = Row("Mon 10:00-12:00; Fri 10:00-12:00", london("2026-03-30 00:00"), london("2026-04-11 00:00"))
    days = [wall(start) for start, _ in next_slots((easter,), NOW, 9)]
    assert days == ["2026-03-30 10:00", "2026-04-10 10:00"], "Good Friday and Easter Monday are between"


def test_slots_hold_from_their_first_to_their_last_instant_and_in_london_time() -> None:
    rows = [Row("Mon 10:00-12:00", london("2026-03-23 00:00"), london("2026-03-31 00:00")), Row("", NOW)]
    found = offered_intervals(rows, NOW, london("2026-06-01 00:00")).pairs()
    assert found == (
        (datetime(2026, 3, 23, 10, tzinfo=UTC), datetime(2026, 3, 23, 12, tzinfo=UTC)),
        (datetime(2026, 3, 30, 9, tzinfo=UTC), datetime(2026, 3, 30, 11, tzinfo=UTC)),
    )


def test_the_next_slots_are_found_however_far_off_within_a_year() -> None:
    far = Row("Tue 10:00-12:00", london("2026-11-02 00:00"))
    assert [wall(start) for start, _ in next_slots((far,), NOW, 2)] == ["2026-11-03 10:00", "2026-11-10 10:00"]


WORDS = sorted({word for text, *_ in OFFERS for word in text.split()} | {"no", "slots", "all", "day", "daily", "3/7"})
LINES = st.one_of(
    st.text(max_size=120),
    st.builds(
        lambda opener, words: opener + " ".join(words),
        st.sampled_from(["", "we can do ", "police: ", "offer ", "slots: "]),
        st.lists(st.sampled_from(WORDS), max_size=10),
    ),
    st.from_regex(r"offer (mon|tue|sat) [0-9:.apm\-]{1,12}( until [0-9/]{1,8})?", fullmatch=True),
)
NOWS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - bounds are naive by Hypothesis's rule


@settings(max_examples=300, deadline=None)
@given(LINES, NOWS)
def test_no_line_raises_and_what_is_taken_has_a_slot_and_can_be_read_again(text: str, now: datetime) -> None:
    found = read_offer(text, now, OFFICE)
    if isinstance(found, Offered) and not found.ask:
        assert found.starts_at.utcoffset() is not None
        assert found.ends_at is None or found.ends_at > found.starts_at
        assert parse_pattern(found.works).shifts
        assert next_slots((found,), max(now, found.starts_at), 1)


@pytest.mark.parametrize(
    "text", ["police: " + "Tuesday and " * 800, "we can do " + "10-12 " * 1_600, "a" * 10_000, "offer " + "- " * 140]
)
def test_ten_thousand_characters_are_no_offer_and_hold_nobody_up(text: str) -> None:
    assert text[300:] == "" or read_offer(text, NOW, OFFICE) is None
    read_offer(text[:300], NOW, OFFICE)
