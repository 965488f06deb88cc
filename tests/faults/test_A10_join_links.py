"""A10: a link to join by leads partners into the open internet, and nowhere inside."""

from __future__ import annotations

import pytest

from bot.policy.links import problem_with_link


@pytest.mark.parametrize(
    "url",
    [
        "https://meet.example.org/1",
        "https://teams.microsoft.com/l/meetup-join/19%3ameeting?context=%7b%22Tid%22%7d",
        "https://8.8.8.8/room",
        "https://meet.example.org:8443/1",
    ],
)
def test_A10_links_that_partners_can_follow_are_taken(url: str) -> None:
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
def test_A10_links_that_they_cannot_or_should_not_are_refused_with_what_to_write(url: str) -> None:
    assert problem_with_link(url, allow_loopback=False)


def test_A10_a_trial_on_one_machine_may_use_loopback_and_nothing_else_private() -> None:
    assert problem_with_link("http://127.0.0.1:8765/room", allow_loopback=True) is None
    assert problem_with_link("http://localhost:8765/room", allow_loopback=True) is None
    assert problem_with_link("https://10.0.0.1/", allow_loopback=True)
    assert problem_with_link("http://meet.example.org/", allow_loopback=True)
