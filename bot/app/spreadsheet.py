"""A CSV file's bytes as rows of cells under known headers, or plain words about why they cannot be read."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

NOT_UTF8 = 'The file is not UTF-8 text. In Excel, save it as "CSV UTF-8 (comma delimited)".'
_HEADER = re.compile(r"[a-z][a-z_]{0,29}", re.ASCII)


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


@dataclass(frozen=True, slots=True)
class Layout:
    """What a file of one kind holds: its `headers`, those it cannot do without, and how many rows at the most.

    `too_many` and `no_rows` are what its sender is told of a file with more, and of one with headers only.
    """

    headers: tuple[str, ...]
    needed: tuple[str, ...]
    most_rows: int
    too_many: str
    no_rows: str

    @property
    def no_headers(self) -> str:
        """What is said of a file whose first row names none of them."""
        return f"The first row must hold the headers. At least these: {', '.join(self.needed)}."


def text_of(data: bytes) -> str:
    """The file as text. Unreadable when it is not UTF-8."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeError:
        raise Unreadable(NOT_UTF8) from None
    # UTF-16 without its mark is UTF-8 with a zero beside each letter.
    if "\0" in text:
        raise Unreadable(NOT_UTF8)
    return text


def rows_of(text: str, layout: Layout) -> list[Row]:
    """Every row that holds something. Raises Unreadable; its lines never repeat what a cell holds."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",;\t", key=first.count)
    found: list[Row] = []
    headers: list[str] = []
    number = 0
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        for number, cells in enumerate(rows, 1):
            if not any(cell.strip() for cell in cells):
                continue
            if not headers:
                headers = _headers(cells, layout)
                continue
            if len(found) == layout.most_rows:
                raise Unreadable(layout.too_many)
            found.append(_row(number, headers, cells))
    except csv.Error:
        raise Unreadable(
            f"Row {number + 1} cannot be read as CSV: look for a quotation mark that is not closed."
        ) from None
    if not found:
        raise Unreadable(layout.no_rows if headers else layout.no_headers)
    return found


def _headers(cells: Sequence[str], layout: Layout) -> list[str]:
    headers = [re.sub(r"[\s-]+", "_", cell.strip().lower()) for cell in cells]
    while headers and not headers[-1]:
        headers.pop()
    known = layout.headers
    if not set(headers) & set(known):
        raise Unreadable(layout.no_headers)
    wrong = [_unknown(place, header, known) for place, header in enumerate(headers, 1) if header not in known]
    wrong += [f'The header "{each}" stands there twice: leave one out.' for each in known if headers.count(each) > 1]
    wrong += [f'The header "{each}" is missing: add the column.' for each in layout.needed if each not in headers]
    if wrong:
        raise Unreadable(*wrong)
    return headers


def _unknown(place: int, header: str, known: Sequence[str]) -> str:
    near = get_close_matches(header[:40], known, n=1, cutoff=0.7)
    instead = f'did you mean "{near[0]}"?' if near else f"use one of: {', '.join(known)}."
    shown = f' "{header}"' if _HEADER.fullmatch(header) else ""
    return f"Column {place} has a header{shown} that is not known: {instead}"


def _row(number: int, headers: Sequence[str], cells: Sequence[str]) -> Row:
    if any(cell.strip() for cell in cells[len(headers) :]):
        raise Unreadable(
            f"Row {number} has more cells than there are headers: put quotation marks around a cell with a comma."
        )
    return Row(number, {header: cell for header, cell in zip(headers, cells, strict=False) if cell})
