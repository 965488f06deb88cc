"""What is mailed to a calendar is what calendars take: RFC 5545 and 5546, and Outlook's rules (MS-STANOICAL)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import vobject

from bot.app.calendar_entries import Unwritable, as_itip, method_of
from scheduling.london import LONDON
from tests.unit.calendar_entries.entries import ENTRY, FROM, TO, by_icalendar, by_vobject, written

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("request", {}),
        ("coming", {"coming": True}),
        ("cancel", {"cancelled": True, "sequence": 4}),
        (
            "second_hour",
            {"starts_at": datetime(2027, 10, 31, 1, 30, tzinfo=UTC)}
            | {"ends_at": datetime(2027, 10, 31, 2, 30, tzinfo=UTC)},
        ),
    ],
)
def test_E7_the_file_is_letter_for_letter_as_agreed(name: str, changes: dict[str, object]) -> None:
    assert written(**changes) == (GOLDEN / f"{name}.ics").read_bytes()


def test_E7_a_request_asks_for_an_answer() -> None:
    event = by_vobject(written())
    assert event.attendee.value == f"mailto:{TO}"
    assert event.attendee.params == {
        "CN": ["Priya Nair"],
        "CUTYPE": ["INDIVIDUAL"],
        "PARTSTAT": ["NEEDS-ACTION"],
        "ROLE": ["REQ-PARTICIPANT"],
        "RSVP": ["TRUE"],
    }
    assert (event.organizer.value, event.organizer.params["CN"]) == (f"mailto:{FROM}", ["Exampleshire"])
    assert (event.status.value, event.transp.value, event.sequence.value) == ("CONFIRMED", "OPAQUE", "3")
    assert event.valarm.trigger.value == timedelta(minutes=-15)


def test_E7_whoever_has_said_yes_is_not_asked_again() -> None:
    attendee = by_vobject(written(coming=True)).attendee
    assert (attendee.params["PARTSTAT"], attendee.params["RSVP"]) == (["ACCEPTED"], ["FALSE"])


def test_E7_a_cancellation_has_no_reminder_and_frees_the_time() -> None:
    file = written(cancelled=True, sequence=4)
    event = by_vobject(file)
    assert (event.status.value, event.transp.value) == ("CANCELLED", "TRANSPARENT")
    assert b"VALARM" not in file
    assert vobject.readOne(file.decode()).method.value == "CANCEL" == method_of(replace(ENTRY, cancelled=True))


def test_E7_the_method_is_in_the_file_and_given_for_its_mime_type() -> None:
    assert vobject.readOne(written().decode()).method.value == "REQUEST" == method_of(ENTRY)


@pytest.mark.parametrize(
    "start",
    [
        datetime(2026, 1, 5, 9, tzinfo=UTC),
        datetime(2026, 3, 29, 0, 30, tzinfo=UTC),
        datetime(2026, 3, 29, 1, 0, tzinfo=UTC),
        datetime(2026, 3, 29, 1, 30, tzinfo=UTC),
        datetime(2026, 7, 1, 9, tzinfo=UTC),
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 1, 0, tzinfo=UTC),
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 2, 0, tzinfo=UTC),
        datetime(2027, 3, 28, 0, 45, tzinfo=UTC),
        datetime(2027, 3, 28, 1, 0, tzinfo=UTC),
        datetime(2027, 10, 31, 0, 30, tzinfo=UTC),
        datetime(2027, 10, 31, 0, 59, tzinfo=UTC),
        datetime(2027, 10, 31, 1, 30, tzinfo=UTC),
        datetime(2027, 10, 31, 2, 0, tzinfo=UTC),
    ],
)
def test_E7_the_instant_is_right_through_every_change_of_the_clocks(start: datetime) -> None:
    file = written(starts_at=start, ends_at=start + timedelta(hours=1))
    for event in (by_vobject(file).dtstart.value, by_icalendar(file).start):
        assert event.astimezone(UTC) == start
    for event in (by_vobject(file).dtend.value, by_icalendar(file).end):
        assert event.astimezone(UTC) == start + timedelta(hours=1)


def test_E7_half_past_one_that_comes_twice_is_told_apart() -> None:
    """C2: by the zone's name it would be the first one (RFC 5545, 3.3.5), so the second is written in UTC."""
    first = datetime(2027, 10, 31, 1, 30, tzinfo=LONDON)
    second = first.replace(fold=1)
    until = datetime(2027, 10, 31, 3, tzinfo=LONDON)
    assert b"DTSTART;TZID=Europe/London:20271031T013000" in written(starts_at=first, ends_at=until)
    assert b"DTSTART:20271031T013000Z" in written(starts_at=second, ends_at=until)


def test_E7_the_zone_is_londons_every_hour_for_years() -> None:
    """The rule in the file against the world's own tables, by a parser that knows only the file."""
    calendar = vobject.readOne(written().decode())
    zone = by_vobject(written()).dtstart.value.tzinfo
    assert [each.name for each in calendar.getChildren()].count("VTIMEZONE") == 1
    at = datetime(2025, 1, 1, tzinfo=LONDON)
    for hours in range(0, 3 * 366 * 24, 6):
        there = (at.astimezone(UTC) + timedelta(hours=hours)).astimezone(LONDON)
        assert there.replace(tzinfo=zone).utcoffset() == there.utcoffset(), there


@pytest.mark.parametrize("sequence", [-1, 2**31])
def test_E7_a_sequence_that_outlook_cannot_count_is_refused(sequence: int) -> None:
    with pytest.raises(Unwritable):
        written(sequence=sequence)


def test_E7_an_end_before_the_beginning_is_refused() -> None:
    with pytest.raises(Unwritable):
        written(ends_at=ENTRY.starts_at)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "priya",
        "priya@",
        "@nhs.example",
        "priya@nhs.example\r\nATTENDEE:mailto:x@y.example",
        "priya@nhs.example\nX",
        'pri"ya@nhs.example',
        "priya;x@nhs.example",
        "priya nair@nhs.example",
        "a@b@nhs.example",
        "<priya@nhs.example>",
        "priya@nhs.example?subject=x",
        "x" * 250 + "@nhs.example",
    ],
)
def test_E7_what_is_not_plainly_an_address_is_refused_and_never_repeated(address: str) -> None:
    for pair in ((FROM, address), (address, TO)):
        with pytest.raises(Unwritable) as refused:
            as_itip(ENTRY, *pair)
        assert not address or address not in str(refused.value)
