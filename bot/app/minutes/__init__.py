"""Pasted minutes, bullets or tables, read as actions: nothing is lost, and nothing is taken for more than it says."""

from bot.app.minutes.owners import Found, Owners, Present
from bot.app.minutes.reading import LONGEST_TEXT, read_minutes, row_of_words
from bot.app.minutes.row import SEVERAL_ACTIONS, Minutes, Row

__all__ = [
    "LONGEST_TEXT",
    "SEVERAL_ACTIONS",
    "Found",
    "Minutes",
    "Owners",
    "Present",
    "Row",
    "read_minutes",
    "row_of_words",
]
