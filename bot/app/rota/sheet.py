"""A CSV rota's bytes as rows of cells, or plain words about why they cannot be read."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Sequence
from difflib import get_close_matches

from bot.app.directory_rows import NOT_UTF8, Row, Unreadable

HEADERS = ("kind", "person", "date", "until", "from", "to", "hours", "with", "note")
NEEDED = ("person", "date")
MOST_ROWS = 20_000
LONGEST_CELL = 200
TOO_MANY = f"The file has more than {MOST_ROWS:,} rows. Is it the right file? Import fewer weeks at a time."
NO_HEADERS = f"The first row must hold the headers. At least these: {', '.join(NEEDED)}."
NOBODY = "The file has headers, but no shifts in it."
_HEADER = re.compile(r"[a-z][a-z_]{0,29}", re.ASCII)
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def read_rows(text: str) -> list[Row]:
    """Every row that holds something, notes left out. Raises Unreadable; its lines never repeat what a cell holds."""
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
        raise Unreadable(NO_HEADERS if not headers else NOBODY)
    return found


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


def cell_problem(header: str, text: str) -> str:
    """What is wrong with a cell whatever it is for; "" when nothing is."""
    if not text.isprintable() and any(unicodedata.category(letter) in _HIDDEN for letter in text):
        return f"{header} has a line break or a hidden character, write it anew on one line"
    # A spreadsheet would run these as a formula when the rota is exported again (OWASP ASVS 1.2.10).
    if text[:1] in ("=", "@", "-", "+"):
        return f"{header} begins like a formula, write plain text"
    if len(text) > LONGEST_CELL:
        return f"{header} is too long, write at most {LONGEST_CELL} letters"
    return ""


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


def _unknown(place: int, header: str) -> str:
    near = get_close_matches(header[:40], HEADERS, n=1, cutoff=0.7)
    instead = f'did you mean "{near[0]}"?' if near else f"use one of: {', '.join(HEADERS)}."
    shown = f' "{header}"' if _HEADER.fullmatch(header) else ""
    return f"Column {place} has a header{shown} that is not known: {instead}"


def _row(number: int, headers: Sequence[str], cells: Sequence[str]) -> Row:
    if any(cell.strip() for cell in cells[len(headers) :]):
        raise Unreadable(
            f"Row {number} has more cells than there are headers: put quotation marks around a cell with a comma."
        )
    held = zip(headers, (cell.strip() for cell in cells), strict=False)
    return Row(number, {header: cell for header, cell in held if cell and header != "note"})
