"""Patterns that answer at once, and links that a partner can follow."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.policy.links import problem_with_link
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


@pytest.mark.parametrize(
    "url",
    [
        "https://meet.example.org/1",
        "https://teams.microsoft.com/l/meetup-join/19%3ameeting?context=%7b%22Tid%22%7d",
        "https://8.8.8.8/room",
        "https://meet.example.org:8443/1",
    ],
)
def test_links_that_partners_can_follow_are_taken(url: str) -> None:
    assert problem_with_link(url, allow_loopback=False) is None


@pytest.mark.parametrize(
    "url",
    [
        "http://meet.example.org/1",
        "ftp://meet.example.org",
        "javascript:alert(1)",
        "meet.example.org",
        "https://",
        "https:///path",
        "https://user:pw@meet.example.org",
        "https://meet.example.org@10.0.0.1/",
        "https://localhost/1",
        "https://room.localhost/1",
        "https://intranet/1",
        "https://meet.local/1",
        "https://meet.internal./1",
        "https://127.0.0.1/1",
        "https://127.1/1",
        "https://2130706433/1",
        "https://0x7f.1/1",
        "https://10.1.2.3/1",
        "https://172.16.0.1/1",
        "https://192.168.0.1/1",
        "https://169.254.169.254/latest",
        "https://100.64.0.1/",
        "https://0.0.0.0/",
        "https://[::1]/1",
        "https://[fe80::1]/1",
        "https://[fd00::1]/1",
        "https://[::ffff:10.0.0.1]/1",
        "https://①②⑦.0.0.1/",
        "https://meet.example.org/a b",
        "https://meet.example.org/1|Click",
        "https://meet.example.org/<1>",
        "https://meet.example.org:99999/1",
        "https://meet.example.org/\n1",
        "https://meet.example.org/" + "x" * 500,
    ],
)
def test_links_that_they_cannot_or_should_not_are_refused_with_what_to_write(url: str) -> None:
    assert problem_with_link(url, allow_loopback=False)


def test_a_trial_on_one_machine_may_use_loopback_and_nothing_else_private() -> None:
    assert problem_with_link("http://127.0.0.1:8765/room", allow_loopback=True) is None
    assert problem_with_link("http://localhost:8765/room", allow_loopback=True) is None
    assert problem_with_link("https://10.0.0.1/", allow_loopback=True)
    assert problem_with_link("http://meet.example.org/", allow_loopback=True)
