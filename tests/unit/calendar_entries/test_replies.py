"""What calendars send back is read, and nothing that a stranger writes breaks the reading."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.app.calendar_entries import read_answer
from tests.kit.calendar_programs import PROGRAMS, outlook_suggests
from tests.unit.calendar_entries.entries import ENTRY, TO, written

AT = datetime(2026, 3, 10, 11, 5, 7, tzinfo=UTC)


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("word", ["ACCEPTED", "DECLINED", "TENTATIVE"])
def test_each_calendars_answer_is_understood(program: str, word: str) -> None:
    found = read_answer(PROGRAMS[program](ENTRY, TO, word, AT), TO.upper())
    assert found
    assert (found.sender, found.uid, found.sequence, found.answer) == (TO, ENTRY.uid, 3, word.lower())
    assert (found.said_at, found.suggests) == (AT, None)


@pytest.mark.parametrize("month", [3, 7])
def test_another_time_is_read_by_windows_own_zone(month: int) -> None:
    start = datetime(2026, month, 20, 15, 30, tzinfo=UTC)
    found = read_answer(outlook_suggests(ENTRY, TO, start, AT), TO)
    assert found
    assert (found.answer, found.suggests) == ("counter", start)


def test_our_own_request_is_no_answer() -> None:
    assert read_answer(written(), TO) is None
    assert read_answer(written(cancelled=True), TO) is None


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("METHOD:REPLY", "METHOD:PUBLISH"),
        ("METHOD:REPLY", "X-NO:1"),
        ("UID:", "X-UID:"),
        ("SEQUENCE:3", "SEQUENCE:three"),
        ("DTSTAMP:", "DTSTAMP:soon"),
        ("BEGIN:VEVENT", "BEGIN:VTODO"),
        ("END:VCALENDAR", ""),
    ],
)
def test_what_is_no_answer_is_none_or_tells_its_gap(was: str, becomes: str) -> None:
    file = PROGRAMS["google"](ENTRY, TO, "ACCEPTED", AT).decode().replace(was, becomes, 1).encode()
    found = read_answer(file, TO)
    assert found is None or found.said_at is None


def test_an_unknown_word_is_said_to_be_one() -> None:
    for word in ("DELEGATED", "NEEDS-ACTION", "X-LATE"):
        found = read_answer(PROGRAMS["apple"](ENTRY, TO, word, AT), TO)
        assert found
        assert found.answer == "other"


@given(st.binary(max_size=400), st.integers(0, 900))
def test_rubbish_never_raises(rubbish: bytes, place: int) -> None:
    file = PROGRAMS["outlook"](ENTRY, TO, "ACCEPTED", AT)
    read_answer(rubbish, TO)
    read_answer(file[:place] + rubbish + file[place:], TO)


BENT = """BEGIN:VCALENDAR METHOD:REPLY BEGIN:VEVENT UID:x.y@z SEQUENCE:99999999999999999999 ;;; ATTENDEE:mailto:x
    DTSTART;TZID=Nowhere:20260310T140000 DTSTAMP:20261325T000000Z ATTENDEE;PARTSTAT:x END:VEVENT END:VCALENDAR
    DTSTART;VALUE=DATE:20260310 RRULE:FREQ=SECONDLY""".split()  # noqa: SIM905  lines read better as words


@given(st.lists(st.sampled_from(BENT), max_size=20))
def test_bent_calendars_never_raise(lines: list[str]) -> None:
    read_answer("\r\n".join(lines).encode(), TO)
