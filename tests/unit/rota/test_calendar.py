"""What an iCalendar rota may say, and what is understood."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.unit.rota.files import calendar, event, ics, reading, shift_event, shifts

DAY = ("20260312T090000", "20260312T170000")
NIGHT = ("20260312T220000", "20260313T080000")


@pytest.mark.parametrize(
    ("zone", "start", "end"),
    [
        (";TZID=Europe/London", *DAY),
        ("", *DAY),
        (";TZID=GMT Standard Time", *DAY),
        (';TZID="Europe/London"', *DAY),
        (";TZID=/citadel.org/20190101_1/Europe/London", *DAY),
        ("", "20260312T090000Z", "20260312T170000Z"),
        (";TZID=Europe/Paris", "20260312T100000", "20260312T180000"),
    ],
)
def test_times_with_any_zone_are_instants_and_without_one_londons(zone: str, start: str, end: str) -> None:
    assert shifts(calendar(shift_event(start, end, zone=zone))) == [("ann", "12 09:00", "12 17:00")]


def test_a_definition_of_a_zone_that_the_file_brings_along_is_not_believed() -> None:
    zone = "BEGIN:VTIMEZONE\r\nTZID:Europe/London\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
    zone += "TZOFFSETFROM:+1200\r\nTZOFFSETTO:+1200\r\nEND:STANDARD\r\nEND:VTIMEZONE"
    assert shifts(calendar(zone, shift_event(*DAY))) == [("ann", "12 09:00", "12 17:00")]


@pytest.mark.parametrize(
    ("lines", "whose"),
    [
        (["SUMMARY:ann"], ["ann"]),
        (["SUMMARY:On call: Ann Archer"], ["ann"]),
        (["SUMMARY:Ann Archer - police desk"], ["ann"]),
        (["SUMMARY:Duty (bob@nhs.example)"], ["bob"]),
        (["SUMMARY:Bob O'Brien\\, on call"], ["bob"]),
        (["SUMMARY:On call", "ATTENDEE;CN=x:mailto:ann@nhs.example"], ["ann"]),
        (["SUMMARY:On call", 'ATTENDEE;CN="O:B;x":MAILTO:Bob@NHS.example'], ["bob"]),
        (["ATTENDEE:mailto:ann@nhs.example", "ATTENDEE:mailto:bob@nhs.example"], ["ann", "bob"]),
        (["ATTENDEE:mailto:ann@nhs.example", "ATTENDEE;PARTSTAT=DECLINED:mailto:bob@nhs.example"], ["ann"]),
        (["ATTENDEE:mailto:ann@nhs.example", "ATTENDEE;CUTYPE=ROOM:mailto:room@nhs.example"], ["ann"]),
    ],
)
def test_an_event_names_its_people_as_attendees_or_in_its_title(lines: list[str], whose: list[str]) -> None:
    found = calendar(event("DTSTART:20260312T090000", "DTEND:20260312T170000", *lines))
    assert [who for who, _, _ in shifts(found)] == whose


def test_a_folded_line_is_one_line() -> None:
    folded = event("DTSTART:20260312T090000", "DTEND:20260312T170000", "SUMMARY:An\r\n n Ar\r\n\tcher")
    assert shifts(calendar(folded)) == [("ann", "12 09:00", "12 17:00")]


@pytest.mark.parametrize("lasts", ["PT8H", "PT7H60M", "P0DT8H"])
def test_a_length_stands_for_an_end(lasts: str) -> None:
    found = calendar(event("DTSTART:20260312T090000", f"DURATION:{lasts}", "SUMMARY:ann"))
    assert shifts(found) == [("ann", "12 09:00", "12 17:00")]


def test_an_all_day_event_is_whole_days_each_of_which_can_change_hands() -> None:
    found = calendar(shift_event("20260328", "20260330", zone=";VALUE=DATE"))
    assert shifts(found) == [("ann", "28 00:00", "29 00:00"), ("ann", "29 00:00", "30 00:00")]
    assert [each.ends_at - each.starts_at for each in found.lines if each.works][1] == timedelta(hours=23)
    assert shifts(calendar(event("DTSTART;VALUE=DATE:20260328", "SUMMARY:ann"))) == [("ann", "28 00:00", "29 00:00")]


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=DAILY;COUNT=3", [12, 13, 14]),
        ("FREQ=DAILY;UNTIL=20260314", [12, 13, 14]),
        ("FREQ=DAILY;UNTIL=20260314T220000Z", [12, 13, 14]),
        ("FREQ=DAILY;UNTIL=20260314T220000", [12, 13, 14]),
        ("FREQ=DAILY;INTERVAL=7;UNTIL=20260331", [12, 19, 26]),
        ("FREQ=WEEKLY;BYDAY=TH,FR;UNTIL=20260319", [12, 13, 19]),
        ("FREQ=WEEKLY;INTERVAL=2;WKST=MO;UNTIL=20260331", [12, 26]),
        ("FREQ=MONTHLY;BYDAY=2TH;UNTIL=20260331", [12]),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;UNTIL=20260331", [12, 31]),
        ("FREQ=MONTHLY;BYMONTHDAY=12,-1;UNTIL=20260331T230000Z", [12, 31]),
        ("FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=12;UNTIL=20260331", [12]),
    ],
)
def test_the_rules_that_rotas_have_are_followed(rule: str, days: list[int]) -> None:
    found = calendar(shift_event(*NIGHT, f"RRULE:{rule}"), last=date(2026, 3, 31))
    assert [int(start[:2]) for _, start, _ in shifts(found)] == days


def test_a_shift_that_comes_again_keeps_its_wall_clock_over_the_clock_change() -> None:
    found = calendar(shift_event(*NIGHT, "RRULE:FREQ=DAILY;UNTIL=20260330"))
    assert [end for _, _, end in shifts(found)[-3:]] == ["29 08:00", "30 08:00", "31 08:00"]
    assert [each.ends_at - each.starts_at for each in found.lines if each.works][-3] == timedelta(hours=9)


def test_dates_struck_out_moved_swapped_and_cancelled_are_as_the_calendar_says() -> None:
    found = calendar(
        shift_event(*DAY, "RRULE:FREQ=DAILY;UNTIL=20260317", "EXDATE;TZID=Europe/London:20260313T090000"),
        shift_event("20260314T120000", "20260314T200000", "RECURRENCE-ID:20260314T090000"),
        shift_event("20260315T090000", "20260315T170000", "RECURRENCE-ID:20260315T090000Z", who="bob"),
        shift_event("20260316T090000", "20260316T170000", "RECURRENCE-ID:20260316T090000", "STATUS:CANCELLED"),
    )
    assert shifts(found) == [
        ("ann", "12 09:00", "12 17:00"),
        ("ann", "14 12:00", "14 20:00"),
        ("bob", "15 09:00", "15 17:00"),
        ("ann", "17 09:00", "17 17:00"),
    ]


def test_further_dates_and_a_changed_rest_of_a_series_are_followed() -> None:
    found = calendar(shift_event(*DAY, "RDATE:20260320T090000"))
    assert [start for _, start, _ in shifts(found)] == ["12 09:00", "20 09:00"]
    rest = shift_event("20260314T120000", "20260314T170000", "RECURRENCE-ID;RANGE=THISANDFUTURE:20260314T090000")
    found = calendar(shift_event(*DAY, "RRULE:FREQ=DAILY;UNTIL=20260315"), rest)
    assert [start for _, start, _ in shifts(found)] == ["12 09:00", "13 09:00", "14 12:00", "15 12:00"]


def test_a_series_changed_before_these_days_is_as_it_was_changed() -> None:
    rest = shift_event("20260302T120000", "20260302T170000", "RECURRENCE-ID;RANGE=THISANDFUTURE:20260302T090000")
    series = shift_event("20260301T090000", "20260301T170000", "RRULE:FREQ=DAILY;UNTIL=20260312")
    assert [start for _, start, _ in shifts(calendar(series, rest))] == ["11 12:00", "12 12:00"]


def test_a_cancelled_event_is_no_shift_and_the_newest_version_of_one_counts() -> None:
    found = calendar(
        shift_event(*DAY, "STATUS:CANCELLED"),
        shift_event(*NIGHT, "SEQUENCE:2", uid="2"),
        shift_event(*NIGHT, "SEQUENCE:1", uid="2", who="bob"),
    )
    assert shifts(found) == [("ann", "12 22:00", "13 08:00")]


def test_an_event_that_stands_there_twice_counts_once_and_is_named() -> None:
    found = calendar(shift_event(*DAY), shift_event(*DAY))
    assert shifts(found) == [("ann", "12 09:00", "12 17:00")]
    assert "Line 10: the event of line 4 again: it counts once." in found.summary


def test_a_series_without_an_end_is_taken_for_four_weeks_or_as_far_as_asked() -> None:
    endless = shift_event(*DAY, "RRULE:FREQ=DAILY")
    found = calendar(endless)
    assert len(shifts(found)) == 27
    assert found.summary[0].startswith("on call: 11 March to 7 April 2026")
    assert len(shifts(calendar(endless, first=date(2026, 3, 20), last=date(2026, 3, 21)))) == 2


def test_years_of_history_and_whoever_has_left_since_are_in_nobodys_way() -> None:
    past = [shift_event(f"20{y}0312T090000", f"20{y}0312T170000", uid=f"p{y}", who="gone") for y in range(10, 26)]
    ended = shift_event("20100312T090000", "20100312T170000", "RRULE:FREQ=DAILY;UNTIL=20240101", uid="e", who="gone")
    assert shifts(calendar(*past, ended, shift_event(*DAY))) == [("ann", "12 09:00", "12 17:00")]


def test_events_after_the_last_day_are_left_out_and_counted() -> None:
    found = calendar(
        shift_event(*DAY), shift_event("20260412T090000", "20260412T170000", uid="2"), last=date(2026, 3, 20)
    )
    assert len(shifts(found)) == 1
    assert "Events after 20 March were left out (1): give --until to take them." in found.summary


def test_a_calendar_is_known_by_what_it_holds() -> None:
    text = "﻿\r\n" + ics(shift_event(*DAY)).replace("\r\n", "\n").replace("BEGIN:VCALENDAR", "begin:vcalendar")
    assert shifts(reading(text)) == [("ann", "12 09:00", "12 17:00")]
