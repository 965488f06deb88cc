"""Small directory files to write, and a policy to read them by. Everybody is invented."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from bot.app.current_directory import CurrentDirectory
from bot.app.directory_file import DirectoryReading, read_directory
from bot.app.directory_rows import HEADERS
from bot.policy import Policies, load_policies
from bot.policy.loader import DEFAULT_FILE

COUNCIL = """
[council]
code = "{0}"
name = "{0}shire"
case_reference_pattern = "(?:CSC-)?[0-9]{{6,7}}"
case_reference_example = "CSC-104233"
contact_name = "Quorate desk"
contact_phone = "01632 960000"
"""
POLICE_TENANT = "5d0c7e1a-41f2-4b7e-9c35-0a6d2f8e1b01"
EXAMPLE = DEFAULT_FILE.parent.parent / "app" / "directory.example.csv"


def two_councils(folder: Path) -> Policies:
    """Two councils, each as the default policy is."""
    for code in ("EXMP", "OTHR"):
        (folder / f"{code}.toml").write_text(COUNCIL.format(code))
    return load_policies(folder)


def row(row_id: str, **cells: str) -> dict[str, str]:
    """A row that is right; what is given replaces what it says."""
    usual = {
        "id": row_id,
        "name": f"Person {row_id.capitalize()}",
        "agency": "social_care",
        "councils": "EXMP",
        "manager": "head",
        "email": f"{row_id}@exmp.example",
        "slack": "T0EXAMPLE",
    }
    return usual | cells


def head(**cells: str) -> dict[str, str]:
    """The head of service, at the top of every line."""
    return row("head", manager="", agency_contact="head", seats="chair_senior_manager") | cells


def desk(row_id: str, **cells: str) -> dict[str, str]:
    """A desk's row."""
    usual = {"kind": "desk", "id": row_id, "name": "A desk", "agency": "police", "councils": "EXMP"}
    return usual | {"seats": "police_child_abuse"} | cells


def sheet(*rows: dict[str, str], delimiter: str = ",") -> str:
    """The rows as a file with every header."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, HEADERS, delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def reading(policies: Policies, *rows: dict[str, str]) -> DirectoryReading:
    """What the reader makes of these rows when nobody is in the directory yet."""
    return read_directory(sheet(*rows), policies, CurrentDirectory())
