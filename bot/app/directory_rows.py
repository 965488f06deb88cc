"""A directory file's bytes as rows of cells, or plain words about why they cannot be read."""

from __future__ import annotations

from bot.app.spreadsheet import NOT_UTF8, Layout, Row, Unreadable, rows_of, text_of

HEADERS = (
    "kind", "id", "name", "agency", "councils", "seats", "caseload", "team", "desk", "manager", "agency_contact",
    "phone", "email", "slack", "teams", "accounts", "hours", "at_once",
)  # fmt: skip
NEEDED = ("id", "name", "agency", "councils")
LARGEST = 20 * 1024 * 1024
MOST_ROWS = 50_000
TOO_LARGE = f"The file is larger than {LARGEST // 1024 // 1024} MB. Is it the right file? Write one file per council."
TOO_MANY = f"The file has more than {MOST_ROWS:,} rows. Write one file per council."
NOBODY = "The file has headers, but nobody in it."


def read_rows(source: str | bytes) -> list[Row]:
    """Every row that holds something. Raises Unreadable; its lines never repeat what a cell holds."""
    try:
        data = source.encode() if isinstance(source, str) else source
    except UnicodeError:
        raise Unreadable(NOT_UTF8) from None
    if len(data) > LARGEST:
        raise Unreadable(TOO_LARGE)
    return rows_of(text_of(data), Layout(HEADERS, NEEDED, MOST_ROWS, TOO_MANY, NOBODY))
