"""Whatever a rota file holds: reading it never fails, is always the same, and undoing leaves nothing behind."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.app.rota.sheet import HEADERS
from bot.app.rota.shifts import joined, shifts_of, swapped
from tests.unit.rota.files import calendar, event, ics, reading, sheet

WHO = st.sampled_from(["ann", "bob", "cat"])
DAYS = st.dates(date(2026, 3, 11), date(2026, 4, 5))
CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["ann", "bob", "2026-03-12", "29/3/2026", "01:30", "24:00", "Mon-Fri 9-17", "shift", "off", "swap", ""]
    ),
)
LINES = st.sampled_from(
    [
        "DTSTART:20260312T090000", "DTSTART;VALUE=DATE:20260312", "DTEND:20260312T170000", "DTEND:20260313",
        "DURATION:P1D",
        "RRULE:FREQ=DAILY", "RRULE:FREQ=WEEKLY;BYDAY=TH;COUNT=3", "RRULE:FREQ=MONTHLY;BYDAY=-1MO;UNTIL=20260401",
        "EXDATE:20260313T090000", "EXDATE;VALUE=DATE:20260313", "RDATE:20260320", "RECURRENCE-ID:20260313T090000",
        "RECURRENCE-ID;RANGE=THISANDFUTURE;VALUE=DATE:20260313", "SUMMARY:ann", "SUMMARY:bob: x", "STATUS:CANCELLED",
        "SEQUENCE:3",
    ]
)  # fmt: skip


@st.composite
def rows(draw: st.DrawFn) -> list[str]:
    """Right rows of a small rota."""
    found = []
    for _ in range(draw(st.integers(1, 6))):
        who, day, hour = draw(WHO), draw(DAYS), draw(st.integers(0, 23))
        kind = draw(st.sampled_from(["shift", "shift", "weekly", "off"]))
        rest = {
            "shift": f",{hour:02}:00,{(hour + draw(st.integers(1, 23))) % 24:02}:30",
            "weekly": f"{day + timedelta(days=9)},,,daily {hour:02}:00-{hour:02}:45",
            "off": "",
        }
        found.append(f"{kind},{who},{day},{rest[kind]}")
    return [*found, "shift,ann,2026-03-20,,09:00,17:00"]


@given(st.binary(max_size=300))
def test_no_bytes_make_the_reader_fail(data: bytes) -> None:
    for source in (data, b"person,date,from,to\n" + data, b"BEGIN:VCALENDAR\n" + data):
        found = reading(source)
        assert (found.rota is None) == bool(found.problems)


@given(st.lists(st.lists(CELLS, max_size=len(HEADERS)), max_size=6))
def test_no_cells_make_the_reader_fail_and_it_is_all_or_nothing(cells: list[list[str]]) -> None:
    found = sheet(*(",".join(row) for row in cells))
    assert (found.rota is None) == bool(found.problems)
    assert found.rota is not None or not found.lines


@settings(deadline=None)
@given(st.lists(st.lists(LINES, max_size=8), min_size=1, max_size=3))
def test_no_events_make_the_reader_fail_and_it_is_all_or_nothing(events: list[list[str]]) -> None:
    found = calendar(*(event(*lines) for lines in events))
    assert (found.rota is None) == bool(found.problems)
    assert found.rota is not None or not found.lines


@settings(deadline=None)
@given(st.lists(st.text(max_size=40), max_size=8))
def test_no_lines_in_an_event_make_the_reader_fail(lines: list[str]) -> None:
    text = ics(event("DTSTART:20260312T090000", "DTEND:20260312T170000", "SUMMARY:ann", *lines))
    found = reading(text.encode("utf-8", "replace"))
    assert (found.rota is None) == bool(found.problems)


@given(rows(), st.randoms(use_true_random=False))
def test_reading_is_the_same_every_time_and_in_every_order(some: list[str], random: st.random_module) -> None:
    mixed = list(some)
    random.shuffle(mixed)  # type: ignore[attr-defined]  # hypothesis gives a Random
    assert sheet(*some) == sheet(*some)
    assert sheet(*some).lines == sheet(*mixed).lines


@given(rows(), WHO, WHO, DAYS)
def test_a_swap_done_twice_is_nothing(some: list[str], one: str, other: str, day: date) -> None:
    plain = sheet(*some)
    shifts = shifts_of(plain.lines, date(2026, 1, 1), date(2026, 12, 31))
    assert swapped(swapped(shifts, [(one, other, day)]), [(one, other, day)]) == shifts
    if one != other:
        twice = sheet(*some, f"swap,{one},{day},,,,,{other}", f"swap,{other},{day},,,,,{one}")
        assert shifts_of(twice.lines, date(2026, 1, 1), date(2026, 12, 31)) == shifts


@given(rows(), WHO, DAYS)
def test_whoever_is_off_on_a_day_has_no_shift_that_starts_then(some: list[str], who: str, day: date) -> None:
    found = sheet(*some, f"off,{who},{day}")
    assert (who, day) not in shifts_of(found.lines, day, day)


@given(rows())
def test_what_is_written_reads_back_as_the_same_shifts(some: list[str]) -> None:
    lines = sheet(*some).lines
    again = shifts_of(lines, date(2026, 1, 1), date(2026, 12, 31))
    pieces = [(who, day, span) for (who, day), worked in again.items() for span in worked.spans]
    assert joined(pieces) == again
    assert all(each.starts_at < each.ends_at for each in lines)
