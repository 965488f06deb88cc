"""`quorate timescale` with files as spreadsheets write them, and with texts that nobody expects."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from bot.domain.errors import QuorateError
from bot.shell.timescale_reading import as_line, reading, reference_time, rules_of, texts_of
from tests.unit.policy.builders import council_folder

AT = datetime.fromisoformat("2026-03-11T14:00+00:00")
RULES = rules_of()
KEYS = ["kind", "expected", "due", "echo", "span", "ask"]


def expected_of(texts: Iterator[str]) -> list[str | None]:
    return [reading(text, AT, RULES)["expected"] for text in texts]


@pytest.mark.parametrize(
    "content",
    [
        b"text\nby Friday\nASAP\n",
        b"\xef\xbb\xbftext\r\nby Friday\r\nASAP\r\n",
        b"owner,text\nSW,by Friday\nHV,ASAP\n",
        b'text,owner\n"by Friday",SW\n"ASAP, please",HV',
        b'text\n"SW to visit,\nby Friday"\nASAP\n',
        b'text\r\n"SW to visit,\r\nby Friday"\r\nASAP\r\n',
    ],
)
def test_files_are_read_as_spreadsheets_write_them(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "plan.csv"
    file.write_bytes(content)
    assert expected_of(texts_of(file)) == ["DATE:2026-03-13", "CHASE:VAGUE"]


def test_a_row_that_ends_early_and_an_empty_text_have_no_time(tmp_path: Path) -> None:
    file = tmp_path / "plan.csv"
    file.write_text('owner,text\nSW\nHV,\nGP,""\n', encoding="utf-8")
    assert expected_of(texts_of(file)) == ["CHASE:NONE"] * 3


def test_five_thousand_rows_come_in_order(tmp_path: Path) -> None:
    file = tmp_path / "plan.csv"
    rows = [f"within {n % 9 + 1} working days" for n in range(5000)]
    file.write_text("text\n" + "\n".join(rows) + "\n", encoding="utf-8")
    assert expected_of(texts_of(file)) == [f"WD:{n % 9 + 1}" for n in range(5000)]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "has no column named text"),
        (b"words\nx\n", "has no column named text"),
        ("text\nbis März\n".encode("utf-16"), "is not UTF-8 text"),
        (b'text\n"' + b"x" * 140_000, "look for a quotation mark"),
    ],
)
def test_a_file_that_cannot_be_used_is_told(tmp_path: Path, content: bytes, said: str) -> None:
    file = tmp_path / "plan.csv"
    file.write_bytes(content)
    with pytest.raises(QuorateError, match=said):
        list(texts_of(file))


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(QuorateError, match="cannot be read"):
        list(texts_of(tmp_path))


@pytest.mark.parametrize("text", ["", " ", "\x00", "\udcff by Friday", "🙂 by Friday", "İ" * 50, "9" * 20_000])
def test_any_text_gives_a_line_with_the_same_keys(text: str) -> None:
    line = as_line(reading(text, AT, RULES))
    assert line.isascii()
    assert list(json.loads(line)) == KEYS


@pytest.mark.parametrize("at", ["0001-01-01T00:00", "9999-12-31T23:59", "2026-02-30T10:00", "14:00", ""])
def test_a_time_that_cannot_be_used_is_told(at: str) -> None:
    with pytest.raises(QuorateError, match="--at"):
        reference_time(at)


def test_an_offset_is_taken_and_without_one_it_is_london() -> None:
    assert reference_time("2026-07-01T14:00") == reference_time("2026-07-01T13:00+00:00")


def test_a_councils_own_terms_and_limits_are_used(tmp_path: Path) -> None:
    more = "[terms]\ndates = [{first = 2026-02-23, last = 2026-03-27}]\n[timescales]\nfar_weeks = 40\n"
    rules = rules_of(council_folder(tmp_path, more), "EXMP")
    assert reading("within 3 school days", AT, rules)["due"] == "2026-03-16T17:00:00+00:00"
    assert reading("by 30/10", AT, rules)["expected"] == "DATE:2026-10-30"
    assert reading("within 3 school days", AT, RULES)["ask"] == "TERM_DATES"
