"""Patterns that answer at once."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.policy.patterns import check_pattern


@pytest.mark.parametrize(
    "pattern",
    ["[0-9]{6,7}", "(?:CSC-)?[0-9]{6}", r"\d{5,9}", "[A-Z]{1,3}-[0-9]+", r"(?:A|B)[*+]\(\d+", "[]x]{2}", "C[?]{3}"],
)
def test_simple_patterns_are_taken(pattern: str) -> None:
    assert check_pattern(pattern) == pattern


@pytest.mark.parametrize(
    "pattern",
    [
        "(a+)+",
        "(a|a)*b",
        "(?:x{1,9}){1,9}",
        "(a+){20}",
        "((a?))*",
        "a*a*a*a*b",
        "a?a?a?a?a?a?b",
        r"(\d)\1",
        "(?=a)a",
        "(?i)abc",
        "(?P<n>a)",
        "[0-9",
        "a{2",
        "x" * 121,
        "*",
    ],
)
def test_slow_odd_and_broken_patterns_are_refused(pattern: str) -> None:
    if pattern == "a{2":  # a literal to the regular expressions of Python, and harmless
        assert check_pattern(pattern)
        return
    with pytest.raises(ValueError):
        check_pattern(pattern)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(["a", "b", "[ab]", ".", "*", "+", "?", "{1,9}", "{2}", "(", ")", "|", "(?:"]), max_size=14
    )
)
def test_whatever_pattern_is_taken_answers_within_the_blink_of_an_eye(parts: list[str]) -> None:
    pattern = "".join(parts)
    try:
        check_pattern(pattern)
    except ValueError:
        return
    compiled, before = re.compile(pattern), time.perf_counter()
    for text in ("a" * 64, "a" * 63 + "!", "ab" * 31 + "!"):
        compiled.fullmatch(text)
    assert time.perf_counter() - before < 1
