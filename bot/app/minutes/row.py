"""What a pasted text was read as: actions, and what was left out of them."""

from __future__ import annotations

from dataclasses import dataclass

SEVERAL_ACTIONS = "several_actions"


@dataclass(frozen=True, slots=True)
class Row:
    """One action as it was written. `owner` and `when` are the words that say who and by when, "" where none do.

    `oddities` are codes of what only the text can show: more than one action in one line.
    """

    words: str
    owner: str = ""
    when: str = ""
    oddities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Minutes:
    """A whole text: its actions, and every other paragraph, both in its order."""

    rows: tuple[Row, ...]
    left_out: tuple[str, ...]
