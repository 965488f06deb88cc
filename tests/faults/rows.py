"""The faults and attacks that Quorate survives, a line each; every number has tests here that are named after it."""

from __future__ import annotations

import re
from pathlib import Path

ROWS = {
    "F1": "Quorate dies while it takes a command or a click",
    "F2": "Quorate dies just before it saves, or just before it sends",
    "F3": "Quorate dies with a message claimed and not sent",
    "F4": "Quorate dies with a message sent and not written down",
    "F6": "Quorate dies in the middle of chasing",
    "F7": "Several processes chase and send at once",
    "F9": "Quorate is told to stop in the middle of a burst",
    "F10": "An older and a newer release work on one database",
    "F11": "One row, or one kind of work, fails each time",
    "F12": "The process lives and stands still",
    "F13": "The whole process is dead and nothing starts it again",
    "D1": "The database is away, or does not answer",
    "D3": "Another program holds SQLite's lock",
    "D5": "The power goes",
    "D6": "Sixty-four people answer one meeting at once",
    "D8": "A deadlock, or a transaction that the database undoes",
    "D9": "Quorate dies while the database is brought up to date",
    "D11": "The database file is damaged",
    "S1": "Slack delivers the same thing again",
    "S2": "Slack asks us to slow down",
    "S4": "Slack's own answers take long",
    "S6": "Slack takes our access away",
    "S7": "A person, a channel or a message is gone in Slack",
    "S8": "More text or more choices than Slack takes",
    "S9": "A window is asked for too late",
    "S10": "The App Home was changed meanwhile",
    "S11": "Somebody on the rota has left Slack",
    "S12": "A guest, or another organisation's member, acts in Slack",
    "M1": "Somebody has blocked Quorate in Teams",
    "M3": "Microsoft's login is away or slow",
    "M4": "Teams answers with trouble that passes",
    "M5": "A card is larger than Teams takes",
    "M7": "Somebody has not installed the app",
    "M9": "Forged, old or foreign tokens",
    "M10": "A true token of a foreign organisation",
    "M13": "An old card is pressed",
    "E1": "Robots follow the link in a letter",
    "E3": "A link is forwarded, old, changed or meant for something else",
    "E4": "The key behind the links is changed",
    "E5": "A link must not leak",
    "E7": "Invitations to a calendar and their answers",
    "E8": "Text that would break a calendar entry",
    "E9": "Mail that bounces, waits, or answers by itself",
    "E10": "One person says no",
    "A2": "A true request is played again",
    "A3": "A true request carries values that were tampered with",
    "A4": "Somebody reaches for another case",
    "A5": "A right is taken away between the card and the click",
    "A7": "Text that a tool would read as a command",
    "A8": "Text that a spreadsheet would read as a formula",
    "A10": "An address that leads where it should not",
    "A11": "An operator goes too far",
    "A12": "Slack's own questions without a signature",
    "C1": "The hour that is missing in March",
    "C2": "The hour that comes twice in October",
    "C5": "Bank holidays and the days in their place",
    "C6": "Other time zones, or none on the machine",
    "C7": "Nobody is on duty",
    "C8": "Timescales in people's words",
    "L1": "Ten thousand requests in a burst",
    "L2": "Requests made to break a server",
    "L3": "One person, or a robot, does not stop",
    "L4": "Five thousand overdue actions on Monday at nine",
    "L5": "Three years of meetings",
    "L6": "Fifty thousand people in the directory",
    "P2": "Secrets must not show",
    "P4": "The encryption key is changed",
    "P5": "A case's time is over",
    "P6": "The wrong person was asked",
    "P9": "Back up while working, and restore",
    "I1": "Always: what is awaited is looked after in time",
    "I2": "Always: at most one live card for an invitation in a tool",
    "I3": "Always: a quorum is what the answers make it",
    "I4": "Always: a required seat that falls empty is filled, chased or told of",
    "I5": "Always: no action is nobody's business",
    "I6": "Always: the audit verifies, and only grows",
    "I7": "Always: nothing private in a preview, an address, a log or a metric",
    "I8": "Always: no message without a saved cause",
    "I10": "Always: nobody hears of a meeting they were taken out of",
}
"""I9 and P8 wait for the notices of outcome; P10 and P11 are about how Quorate is built and shipped."""

NAMED = re.compile(r"^(?:async )?def test_([A-Z]\d+)_(\w+)\(", re.MULTILINE)


def sentences_by_row(folder: Path) -> dict[str, list[str]]:
    """The tests of each row, as sentences, in the order of the files."""
    found: dict[str, list[str]] = {row: [] for row in ROWS}
    for file in sorted(folder.rglob("test_*.py")):
        for row, name in NAMED.findall(file.read_text(encoding="utf-8")):
            found.setdefault(row, []).append(name.replace("_", " "))
    return found
