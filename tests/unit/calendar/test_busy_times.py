"""What a feed makes busy."""

from __future__ import annotations

from datetime import timedelta

import pytest

from adapters.calendar.feed import busy_times
from adapters.calendar.troubles import NotRead
from tests.unit.calendar.feeds import END, NOW, calendar, event, spans

AT_TWO = ("DTSTART:20260311T140000Z", "DTEND:20260311T150000Z")


@pytest.mark.parametrize(
    ("lines", "busy"),
    [
        (AT_TWO, ["11 14:00-15:00"]),
        ((*AT_TWO, "STATUS:CONFIRMED", "TRANSP:OPAQUE"), ["11 14:00-15:00"]),
        ((*AT_TWO, "TRANSP:TRANSPARENT"), []),
        ((*AT_TWO, "STATUS:CANCELLED"), []),
        ((*AT_TWO, "status:Tentative"), ["11 14:00-15:00?"]),
        ((*AT_TWO, "X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE"), ["11 14:00-15:00?"]),
        ((*AT_TWO, "X-MICROSOFT-CDO-BUSYSTATUS:FREE"), []),
        ((*AT_TWO, "X-MICROSOFT-CDO-BUSYSTATUS:WORKINGELSEWHERE"), []),
        ((*AT_TWO, "X-MICROSOFT-CDO-BUSYSTATUS:OOF"), ["11 14:00-15:00"]),
        ((*AT_TWO, "X-MICROSOFT-CDO-BUSYSTATUS:BUSY"), ["11 14:00-15:00"]),
        (("DTSTART;VALUE=DATE:20260311",), ["11 00:00-12 00:00"]),
        (("DTSTART;VALUE=DATE:20260311", "DTEND;VALUE=DATE:20260313"), ["11 00:00-13 00:00"]),
        (("DTSTART:20260311T140000", "DURATION:PT90M"), ["11 14:00-15:30"]),
        (("DTSTART:20260401T140000", "DTEND:20260401T150000"), ["01 14:00-15:00"]),
        (("DTSTART:20260401T140000Z", "DTEND:20260401T150000Z"), ["01 15:00-16:00"]),
        (("DTSTART;TZID=GMT Standard Time:20260401T140000", "DURATION:PT1H"), ["01 14:00-15:00"]),
        (('DTSTART;TZID="Romance Standard Time":20260311T140000', "DURATION:PT1H"), ["11 13:00-14:00"]),
        (("DTSTART;TZID=/example.org/Europe/Paris:20260311T140000", "DURATION:PT1H"), ["11 13:00-14:00"]),
        (("DTSTART;TZID=America/New_York:20260311T100000", "DURATION:P1D"), ["11 14:00-12 14:00"]),
        (("DTSTART:20260311T140000Z",), []),
        (("DTSTART:20260311T150000Z", "DTEND:20260311T140000Z"), []),
        (("DTSTART:20260301T140000Z", "DTEND:20260310T100000Z"), ["10 09:00-10:00"]),
        (("DTSTART:20200311T140000Z", "DTEND:20200311T150000Z"), []),
        (("DTSTART:20260311T140020Z", "DTEND:20260311T145940Z"), ["11 14:00-15:00"]),
    ],
)
def test_one_event(lines: tuple[str, ...], busy: list[str]) -> None:
    assert spans(calendar(event(*lines))) == busy


def test_times_that_touch_or_overlap_are_one_and_certain_goes_before_unsure() -> None:
    feed = calendar(
        event("DTSTART:20260311T140000Z", "DTEND:20260311T150000Z", uid="a"),
        event("DTSTART:20260311T150000Z", "DTEND:20260311T160000Z", uid="b"),
        event("DTSTART:20260311T153000Z", "DTEND:20260311T170000Z", "STATUS:TENTATIVE", uid="c"),
    )
    assert spans(feed) == ["11 14:00-16:00", "11 16:00-17:00?"]


def test_a_weekly_meeting_keeps_its_wall_clock_over_the_spring_change() -> None:
    weekly = event(
        "DTSTART;TZID=GMT Standard Time:20251028T093000",
        "DTEND;TZID=GMT Standard Time:20251028T103000",
        "RRULE:FREQ=WEEKLY;BYDAY=TU",
        "EXDATE;TZID=GMT Standard Time:20260317T093000",
    )
    assert spans(calendar(weekly)) == ["10 09:30-10:30", "24 09:30-10:30", "31 09:30-10:30", "07 09:30-10:00"]


def test_a_meeting_without_a_zone_repeats_by_londons_clock() -> None:
    daily = event("DTSTART:20260327T090000", "DTEND:20260327T093000", "RRULE:FREQ=DAILY;UNTIL=20260330T090000")
    assert spans(calendar(daily)) == [f"{day} 09:00-09:30" for day in (27, 28, 29, 30)]


def test_an_override_moves_cancels_or_frees_its_one_occurrence() -> None:
    feed = calendar(
        event("DTSTART:20260316T090000Z", "DTEND:20260316T100000Z", "RRULE:FREQ=DAILY;COUNT=4"),
        event("RECURRENCE-ID:20260317T090000Z", "DTSTART:20260317T130000Z", "DTEND:20260317T140000Z"),
        event("RECURRENCE-ID:20260318T090000Z", "DTSTART:20260318T090000Z", "STATUS:CANCELLED"),
        event(
            "RECURRENCE-ID:20260319T090000Z",
            "DTSTART:20260319T090000Z",
            "DTEND:20260319T100000Z",
            "TRANSP:TRANSPARENT",
        ),
    )
    assert spans(feed) == ["16 09:00-10:00", "17 13:00-14:00"]


def test_added_dates_count_and_a_series_that_is_over_does_not() -> None:
    feed = calendar(
        event("DTSTART:20260316T090000Z", "DURATION:PT1H", "RDATE:20260318T110000Z"),
        event("DTSTART:20200101T090000Z", "DTEND:20200101T100000Z", "RRULE:FREQ=DAILY;UNTIL=20251231", uid="old"),
    )
    assert spans(feed) == ["16 09:00-10:00", "18 11:00-12:00"]


def test_of_two_versions_of_an_event_the_later_holds() -> None:
    feed = calendar(
        event("SEQUENCE:1", "DTSTART:20260311T090000Z", "DURATION:PT1H"),
        event("SEQUENCE:2", "DTSTART:20260312T090000Z", "DURATION:PT1H"),
    )
    assert spans(feed) == ["12 09:00-10:00"]


def test_a_zone_of_the_feeds_own_is_used_and_forgotten_afterwards() -> None:
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:Our Own\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000\r\n"
        "TZOFFSETFROM:+0300\r\nTZOFFSETTO:+0300\r\nEND:STANDARD\r\nEND:VTIMEZONE"
    )
    own = event("DTSTART;TZID=Our Own:20260311T140000", "DURATION:PT1H")
    assert spans(calendar(zone, own)) == ["11 11:00-12:00"]
    with pytest.raises(NotRead) as unknown:
        spans(calendar(own))
    assert unknown.value.code == "unknown_zone"


def test_a_free_busy_sheet_is_known_only_for_the_time_it_was_made_for() -> None:
    sheet = (
        "BEGIN:VFREEBUSY\r\nDTSTART:20260310T120000Z\r\nDTEND:20260320T000000Z\r\n"
        "FREEBUSY:20260311T140000Z/20260311T150000Z,20260312T090000Z/PT2H\r\n"
        "FREEBUSY;FBTYPE=BUSY-TENTATIVE:20260313T090000Z/PT1H\r\nFREEBUSY;FBTYPE=FREE:20260313T110000Z/PT1H\r\n"
        "FREEBUSY;FBTYPE=BUSY-UNAVAILABLE:20260314T000000Z/20260315T000000Z\r\nEND:VFREEBUSY"
    )
    assert spans(calendar(sheet)) == [
        "10 09:00-12:00?",
        "11 14:00-15:00",
        "12 09:00-11:00",
        "13 09:00-10:00?",
        "14 00:00-15 00:00",
    ]
    assert busy_times(calendar(sheet), NOW, END).until * 60 == (END - timedelta(days=18, hours=9)).timestamp()


def test_alarms_tasks_and_attendees_change_nothing() -> None:
    feed = calendar(
        "BEGIN:VTODO\r\nDTSTART:20260312T090000Z\r\nDURATION:PT5H\r\nEND:VTODO",
        event(
            *AT_TWO,
            "BEGIN:VALARM\r\nTRIGGER:-PT15M\r\nDURATION:PT9H\r\nREPEAT:3\r\nDTSTART:20260313T090000Z\r\nEND:VALARM",
            'ATTENDEE;CN="Somebody: here";PARTSTAT=DECLINED:mailto:somebody@example.org',
        ),
    )
    assert spans(feed) == ["11 14:00-15:00"]


def test_folded_lines_small_letters_and_bare_line_ends_are_read() -> None:
    feed = b"\xef\xbb\xbfbegin:vcalendar\nbegin:vevent\ndtstart;tz\n id=GMT Standard Ti\n\tme:20260401T14\n 0000\n"
    feed += b"duration:PT1H\nsummary:" + b"\xff\xfe" * 20 + b"\nend:vevent\nend:vcalendar\n"
    assert spans(feed) == ["01 14:00-15:00"]


def test_an_empty_calendar_is_free_for_the_whole_window() -> None:
    found = busy_times(calendar(), NOW, END)
    assert (found.busy, found.unsure, found.until * 60) == ((), (), END.timestamp())
