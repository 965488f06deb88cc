"""What Outlook, Google and Apple send back is read, each in its own shape."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.kit.calendar_programs import PROGRAMS, as_read, outlook_suggests
from tests.unit.calendar_entries.entries import ENTRY, TO, written

AT = datetime(2026, 3, 10, 11, 5, 7, tzinfo=UTC)


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("word", ["ACCEPTED", "DECLINED", "TENTATIVE"])
def test_each_calendars_answer_is_understood(program: str, word: str) -> None:
    found = as_read(PROGRAMS[program](ENTRY, TO, word, AT), TO)
    assert found
    assert (found.sender, found.uid, found.sequence, found.answer) == (TO, ENTRY.uid, 3, word.lower())
    assert (found.said_at, found.suggests) == (AT, None)


@pytest.mark.parametrize("month", [3, 7])
def test_another_time_is_read_by_windows_own_zone(month: int) -> None:
    start = datetime(2026, month, 20, 15, 30, tzinfo=UTC)
    found = as_read(outlook_suggests(ENTRY, TO, start, AT), TO)
    assert found
    assert (found.answer, found.suggests) == ("counter", start)


def test_our_own_request_is_no_answer() -> None:
    assert as_read(written(), TO) is None
    assert as_read(written(cancelled=True), TO) is None


def test_an_unknown_word_is_said_to_be_one() -> None:
    for word in ("DELEGATED", "NEEDS-ACTION", "X-LATE"):
        found = as_read(PROGRAMS["apple"](ENTRY, TO, word, AT), TO)
        assert found
        assert found.answer == "other"
