"""Patterns from a policy file must compile, and must answer at once whatever is typed at them."""

from __future__ import annotations

import re

LONGEST_PATTERN = 120
MOST_REPEATS = 3
MOST_OPTIONALS = 5
_ATOMS = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?:|[^\\]", re.DOTALL)
_REPEAT = re.compile(r"[*+]|\{\d*,\d*\}")


def check_pattern(pattern: str) -> str:
    """Give the pattern back, or raise ValueError saying what to write instead.

    A repeated group can take longer than the age of the universe on thirty characters, so none is allowed;
    without groups, a few repeats over sixty-four characters stay within milliseconds.
    """
    if len(pattern) > LONGEST_PATTERN:
        raise ValueError(f"use a pattern of at most {LONGEST_PATTERN} characters")
    try:
        re.compile(pattern)
    except re.error as wrong:
        raise ValueError(f"write a regular expression that compiles ({wrong.msg})") from None
    _refuse_slow(pattern)
    return pattern


def _refuse_slow(pattern: str) -> None:
    # Sets, escapes and literals become one letter each, so that only the structure is left to look at.
    shape = _ATOMS.sub(_one_letter, pattern)
    if "(?" in shape or re.search(r"\\[1-9]", pattern):
        raise ValueError("leave out look-around, back-references and flags")
    if re.search(r"\)(?:[*+]|\{)", shape):
        raise ValueError("don't repeat a group: write its repeats one after the other")
    repeats = len(_REPEAT.findall(shape))
    if repeats > MOST_REPEATS or shape.count("?") > MOST_OPTIONALS:
        raise ValueError(f"use at most {MOST_REPEATS} repeats and {MOST_OPTIONALS} optional parts")


def _one_letter(atom: re.Match[str]) -> str:
    text = atom[0]
    if text == "(?:":
        return "("
    return "x" if len(text) > 1 else text
