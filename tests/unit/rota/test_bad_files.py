"""Rows and files that are refused: each is named, with what to write instead, and nothing of it is taken."""

from __future__ import annotations

from datetime import date

import pytest

from tests.unit.rota.files import HEADERS, NOW, reading, sheet

RIGHT = "shift,ann,2026-03-12,,09:00,17:00"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("shift,nobody,2026-03-12,,09:00,17:00", "person is not in the directory, write their id"),
        ("shift,Cat Smith,2026-03-12,,09:00,17:00", "person is a name that more than one person has, write the id"),
        ("shift,gone,2026-03-12,,09:00,17:00", "person has left, leave them out"),
        ("shift,,2026-03-12,,09:00,17:00", "no person, write it"),
        ("shift,ann,,,09:00,17:00", "no date, write it"),
        ("shift,ann,2026-03-12,,,", "no from and no to, write them"),
        ("shift,ann,2026-03-12,,09:00,", "no to, write it"),
        ("shift,ann,31/2/2026,,09:00,17:00", "date is not a date, write it like 2026-04-05 or 5/4/2026"),
        ("shift,ann,tomorrow,,09:00,17:00", "date is not a date"),
        ("shift,ann,Mon 12 March 2026,,09:00,17:00", "date is not a date"),
        ("shift,ann,2026-03-12,,25:00,17:00", "from is not a time of day, write it like 09:00 or 22:30"),
        ("shift,ann,2026-03-12,,09:00,24:30", "to is not a time of day"),
        ("shift,ann,2026-03-12,,24:00,09:00", "from is not a time of day"),
        ("shift,ann,2026-03-12,,09:60,17:00", "from is not a time of day"),
        ("shift,ann,2026-03-12,2026-03-11,09:00,17:00", "ends before it starts"),
        ("shift,ann,2026-03-12,2026-03-12,22:00,08:00", "ends before it starts"),
        ("shift,ann,2026-03-12,,09:00,09:00", "starts and ends at the same time, write 00:00 and 24:00"),
        ("shift,ann,2026-03-12,2026-05-12,09:00,17:00", "is longer than a month"),
        ("shift,ann,2027-03-20,,09:00,17:00", "date is more than a year away, look at its year"),
        ("shift,ann,2024-03-20,,09:00,17:00", "date is more than a year away"),
        ("shift,ann,2026-03-29,,01:10,01:50", "the clocks go forward then and that hour does not exist"),
        ("holiday,ann,2026-03-12", "kind is not known, write one of: shift, weekly, off, swap, covers"),
        ("weekly,ann,2026-03-12,2026-03-20,,,whenever", 'hours cannot be read, write them like "Mon-Fri'),
        ("weekly,ann,2026-03-12,2026-03-20,,,never", "hours cannot be read"),
        ("weekly,ann,2026-03-12,,,,Mon 09:00-17:00", "no until, write it"),
        ("weekly,ann,2026-03-20,2026-03-12,,,Mon 09:00-17:00", "ends before it starts"),
        ("swap,ann,2026-03-12,,,,,ann", "swaps somebody with themselves, write the other person under with"),
        ("swap,ann,2026-03-12,,,,,", "no with, write it"),
        ("swap,ann,2026-03-12,,,,,gone", "with has left, leave them out"),
        ("swap,ann,2026-03-12,,09:00,17:00,,bob", "a row of kind swap has no from, leave it empty"),
        ("off,ann,2026-03-12,2026-03-14,09:00,12:00", "hours off on several days, write a row for each day"),
        ("off,ann,2026-03-12,,09:00,", "only one of from and to, write both or leave both empty"),
        ('=HYPERLINK("http://x"),ann,2026-03-12', "kind begins like a formula, write plain text"),
        ("shift,@ann,2026-03-12,,09:00,17:00", "person begins like a formula, write plain text"),
        ("shift,+ann,2026-03-12,,09:00,17:00", "person begins like a formula"),
        ("shift,-ann,2026-03-12,,09:00,17:00", "person begins like a formula"),
        ("shift,ann\u202e,2026-03-12,,09:00,17:00", "person has a line break or a hidden character"),
        (f"shift,{'a' * 201},2026-03-12,,09:00,17:00", "person is too long"),
        ("swap,bob,2026-03-12,,,,,cat", "neither of the two has a shift on 12 March, mend the date"),
    ],
)  # fmt: skip
def test_a_bad_row_is_named_with_what_to_write(row: str, said: str) -> None:
    found = sheet(RIGHT, row)
    assert found.rota is None
    assert found.lines == ()
    (problem,) = found.problems
    assert problem.startswith("Row 3")
    assert said in problem


def test_every_bad_row_is_named_and_what_stands_there_is_not_repeated() -> None:
    found = sheet("shift,Jamie Doe,2026-03-12,,09:00,17:00", RIGHT, "shift,ann,Jamie,,Jamie,17:00")
    assert [each.split(":")[0] for each in found.problems] == ["Row 2", "Row 4 (ann)"]
    assert "Jamie" not in "".join(found.problems)


def test_somebody_who_swaps_with_two_on_one_day_is_asked_to_write_the_shifts() -> None:
    found = sheet(RIGHT, "swap,ann,2026-03-12,,,,,bob", "swap,bob,2026-03-12,,,,,cat")
    assert found.problems == ("Row 4: somebody swaps twice on 12 March (row 3), write the shifts.",)


def test_a_rota_of_one_council_or_desk_has_nobody_else_on_it() -> None:
    rows = (RIGHT, "shift,far,2026-03-12,,09:00,17:00", "shift,bob,2026-03-12,,09:00,17:00")
    assert sheet(*rows, council="EXMP").problems == (
        "Row 3: person does not work for EXMP, mend it or the directory.",
    )
    assert [each.split(":")[0] for each in sheet(*rows, desk="pdesk").problems] == ["Row 3", "Row 4"]
    assert "There is no such desk" in sheet(RIGHT, desk="none").problems[0]
    assert "Nobody in the directory works for that council" in sheet(RIGHT, council="NONE").problems[0]


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (b"", "The file is empty."),
        (b" \r\n ", "The file is empty."),
        (HEADERS.encode(), "The file has headers, but no shifts in it."),
        (b"ann;bob\nx;y\n", "The first row must hold the headers. At least these: person, date."),
        (b"Persn,date\nann,2026-03-12\n", 'Column 1 has a header "persn" that is not known: did you mean "person"?'),
        (b"person,date,date\nann,2026-03-12,\n", 'The header "date" stands there twice'),
        (b"person,from\nann,09:00\n", 'The header "date" is missing: add the column.'),
        (b"person,date\nann,2026-03-12,09:00\n", "Row 2 has more cells than there are headers"),
        (b'person,date\n"ann,2026-03-12\n', "look for a quotation mark that is not closed"),
        ((HEADERS + RIGHT).encode("utf-16"), "The file is not UTF-8 text."),
        ((HEADERS + RIGHT).encode("utf-16-le"), "The file is not UTF-8 text."),
        ((HEADERS + RIGHT + ",,,caf\xe9").encode("latin-1"), "The file is not UTF-8 text."),
        (b"PK\x03\x04\xff\xfe", "The file is not UTF-8 text."),
        ((HEADERS + f"{RIGHT}\n" * 100_000).encode(), "The file has more than 20,000 rows."),
        (b"x" * 10_000_001, "The file is larger than 10 MB."),
        ((HEADERS + "shift,ann,2026-03-01,,09:00,17:00").encode(), "Every day of this file is over"),
        (
            (HEADERS + "off,ann,2026-03-12").encode(),
            "The file has only swaps and days off, and there is no rota of this",
        ),
        ((HEADERS + "covers,,2026-03-12,2026-03-14").encode(), "The file has no shift."),
    ],
    ids=range(18),
)
def test_a_file_that_cannot_be_taken_says_why_and_what_to_do(source: bytes, said: str) -> None:
    found = reading(source)
    assert found.rota is None
    assert said in found.problems[0]


def test_more_shifts_than_a_rota_has_are_refused_before_they_are_made() -> None:
    minutes = [f"{hour:02}:{minute:02}" for hour in range(5) for minute in range(60)]
    rows = [f"weekly,ann,2026-03-12,2027-03-01,,,daily {each}-17:00,," for each in minutes]
    assert sheet(*rows).problems == ("The file makes more than 50,000 shifts. Import fewer weeks at a time.",)


def test_a_row_outside_the_days_that_covers_names_is_refused() -> None:
    found = sheet("covers,,2026-03-12,2026-03-13", "shift,ann,2026-03-14,,09:00,17:00")
    assert found.problems == (
        "Row 3: its date is not among the days that the rota covers (12 to 13 March), mend one.",
    )


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"first": date(2028, 1, 1)}, "--from is more than a year away"),
        ({"last": date(2028, 1, 1)}, "--until is more than a year away"),
        ({"first": date(2026, 3, 14), "last": date(2026, 3, 13)}, "The rota would end before it starts"),
    ],
)
def test_days_that_make_no_sense_are_refused(options: dict[str, date], said: str) -> None:
    assert said in sheet(RIGHT, now=NOW, **options).problems[0]
