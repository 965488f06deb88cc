"""A directory file's bytes as rows of cells, or plain words about why they cannot be read."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

HEADERS = (
    "kind", "id", "name", "agency", "councils", "seats", "caseload", "team", "desk", "manager", "agency_contact",
    "phone", "email", "slack", "teams", "accounts", "hours", "at_once",
)  # fmt: skip
NEEDED = ("id", "name", "agency", "councils")
LARGEST = 20 * 1024 * 1024
MOST_ROWS = 50_000
_HEADER = re.compile(r"[a-z][a-z_]{0,29}", re.ASCII)
NOT_UTF8 = 'The file is not UTF-8 text. In Excel, save it as "CSV UTF-8 (comma delimited)".'
TOO_LARGE = f"The file is larger than {LARGEST // 1024 // 1024} MB. Is it the right file? Write one file per council."
TOO_MANY = f"The file has more than {MOST_ROWS:,} rows. Write one file per council."
UNCLOSED = "Row {0} cannot be read as CSV: look for a quotation mark that is not closed, at or after it."
TOO_WIDE = "Row {0} has more cells than there are headers: put quotation marks around a cell with a comma in it."
NO_HEADERS = f"The first row must hold the headers. At least these: {', '.join(NEEDED)}."


@dataclass(frozen=True, slots=True)
class Row:
    """One row by header, empty cells left out. `number` counts as a spreadsheet does: the headers are row 1."""

    number: int
    cells: dict[str, str]


class Unreadable(ValueError):
    """The file as a whole cannot be read; each line says why and what to do."""

    def __init__(self, *lines: str) -> None:
        super().__init__("; ".join(lines))
        self.lines = lines


def read_rows(source: str | bytes) -> list[Row]:
    """Every row that holds something. Raises Unreadable; its lines never repeat what a cell holds."""
    text = _text(source)
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = ";" if first.count(";") > first.count(",") else ","
    found: list[Row] = []
    headers: list[str] = []
    number = 0
    try:
        for number, cells in enumerate(
            csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), 1
        ):
            if not any(cell.strip() for cell in cells):
                continue
            if not headers:
                headers = _headers(cells)
                continue
            if len(found) == MOST_ROWS:
                raise Unreadable(TOO_MANY)
            found.append(_row(number, headers, cells))
    except csv.Error:
        raise Unreadable(
            f"Row {number + 1} cannot be read as CSV: look for a quotation mark that is not closed."
        ) from None
    if not found:
        raise Unreadable(NO_HEADERS if not headers else "The file has headers, but nobody in it.")
    return found


def _text(source: str | bytes) -> str:
    try:
        data = source.encode() if isinstance(source, str) else source
        if len(data) > LARGEST:
            raise Unreadable(TOO_LARGE)
        return data.decode("utf-8-sig")
    except UnicodeError:
        raise Unreadable(NOT_UTF8) from None


def _headers(cells: Sequence[str]) -> list[str]:
    headers = [re.sub(r"[\s-]+", "_", cell.strip().lower()) for cell in cells]
    while headers and not headers[-1]:
        headers.pop()
    if not set(headers) & set(HEADERS):
        raise Unreadable(NO_HEADERS)
    wrong = [_unknown(place, header) for place, header in enumerate(headers, 1) if header not in HEADERS]
    wrong += [
        f'The header "{each}" stands there twice: leave one out.' for each in HEADERS if headers.count(each) > 1
    ]
    wrong += [f'The header "{each}" is missing: add the column.' for each in NEEDED if each not in headers]
    if wrong:
        raise Unreadable(*wrong)
    return headers


def _twice(headers: Sequence[str]) -> list[str]:
    return [each for each in HEADERS if headers.count(each) > 1]


def _unknown(place: int, header: str) -> str:
    near = get_close_matches(header, HEADERS, n=1, cutoff=0.7)
    instead = f'did you mean "{near[0]}"?' if near else f"use one of: {', '.join(HEADERS)}."
    shown = f' "{header}"' if _HEADER.fullmatch(header) else ""
    return f"Column {place} has a header{shown} that is not known: {instead}"


def _row(number: int, headers: Sequence[str], cells: Sequence[str]) -> Row:
    if any(cell.strip() for cell in cells[len(headers) :]):
        raise Unreadable(
            f"Row {number} has more cells than there are headers: put quotation marks around a cell with a comma."
        )
    return Row(number, {header: cell for header, cell in zip(headers, cells, strict=False) if cell})
