"""A CSV rota's text as rows of cells, and what no cell of it may hold."""

from __future__ import annotations

import unicodedata

from bot.app.spreadsheet import Layout, Row, rows_of

HEADERS = ("kind", "person", "date", "until", "from", "to", "hours", "with", "note")
NEEDED = ("person", "date")
MOST_ROWS = 20_000
LONGEST_CELL = 200
TOO_MANY = f"The file has more than {MOST_ROWS:,} rows. Is it the right file? Import fewer weeks at a time."
NOBODY = "The file has headers, but no shifts in it."
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def read_rows(text: str) -> list[Row]:
    """Every row that holds something, notes left out. Raises Unreadable; its lines never repeat what a cell holds."""
    rows = rows_of(text, Layout(HEADERS, NEEDED, MOST_ROWS, TOO_MANY, NOBODY))
    return [Row(row.number, _plain(row.cells)) for row in rows]


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


def _plain(cells: dict[str, str]) -> dict[str, str]:
    stripped = ((header, cell.strip()) for header, cell in cells.items() if header != "note")
    return {header: cell for header, cell in stripped if cell}
