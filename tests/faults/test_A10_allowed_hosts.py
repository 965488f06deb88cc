"""Which addresses would ever be fetched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yarl import URL

from adapters.calendar.hosts import AllowedHosts, as_url, is_public
from adapters.calendar.reader import open_reader
from bot.settings import Settings

HOSTS = ("outlook.office365.com", "*.example.nhs.uk", "own.example:8443", "http://127.0.0.1:8080")


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("https://outlook.office365.com/owa/calendar/a@b/c/calendar.ics", ""),
        ("webcal://outlook.office365.com/x.ics", ""),
        ("WEBCALS://Outlook.Office365.com/x.ics", ""),
        ("https://mail.example.nhs.uk/x", ""),
        ("https://a.b.example.nhs.uk/x", ""),
        ("https://own.example:8443/x", ""),
        ("http://127.0.0.1:8080/x", ""),
        ("https://example.nhs.uk/x", "not_allowed"),
        ("https://badexample.nhs.uk/x", "not_allowed"),
        ("https://outlook.office365.com.evil.example/x", "not_allowed"),
        ("https://evil.example/outlook.office365.com", "not_allowed"),
        ("https://evil.example#outlook.office365.com", "not_allowed"),
        ("https://evil.example\\@outlook.office365.com/", "not_an_address"),
        ("https://evil.example@outlook.office365.com/x", "not_an_address"),
        ("https://outlook.office365.com:444/x", "not_allowed"),
        ("https://own.example/x", "not_allowed"),
        ("http://outlook.office365.com/x", "not_secure"),
        ("http://127.0.0.1:8081/x", "not_secure"),
        ("http://127.0.0.1.evil.example:8080/x", "not_secure"),
        ("https://127.0.0.1/x", "not_allowed"),
        ("https://[::1]/x", "not_allowed"),
        ("https://2130706433/x", "not_allowed"),
        ("file:///etc/passwd", "not_an_address"),
        ("https://", "not_an_address"),
        ("https://outlook.office365.com/a b", "not_an_address"),
        ("https://outlook.office365.com/\r\nHost: evil", "not_an_address"),
        ("https://[outlook.office365.com/", "not_an_address"),
        ("https://outlook.office365.com:99999/", "not_an_address"),
        ("", "not_an_address"),
    ],
)
def test_A10_what_is_fetched_and_what_is_not(address: str, code: str) -> None:
    assert open_reader(HOSTS).refuses(address) == code


@given(st.text(max_size=60))
def test_A10_no_text_whatever_is_taken_for_an_allowed_address_by_accident(text: str) -> None:
    allowed = AllowedHosts(["calendar.example"])
    for address in (text, f"https://{text}", f"https://{text}.example/x", f"https://calendar.example{text}/x"):
        url = as_url(address)
        if url is not None and allowed.problem(url) == "":
            assert (url.scheme, URL(str(url)).host, url.port) == ("https", "calendar.example", 443)


@pytest.mark.parametrize(
    ("number", "public"),
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("100.64.0.1", False),
        ("127.0.0.1", False),
        ("0.0.0.0", False),
        ("169.254.169.254", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::a00:1", False),
        ("2002:a00:1::", False),
        ("not a number", False),
    ],
)
def test_A10_only_the_open_internet_is_connected_to(number: str, public: bool) -> None:
    assert is_public(number) is public


@pytest.mark.parametrize(
    "wrong", ["https://x.example", "*", "*.uk", "x.example/path", "http://10.0.0.1:80", "one two", "*.x.example:8443"]
)
def test_a_setting_that_names_no_server_is_refused_at_start(wrong: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUORATE_CALENDAR_HOSTS", f"outlook.office365.com, {wrong}")
    assert any("QUORATE_CALENDAR_HOSTS" in each and wrong in each for each in Settings().unsafe())


def test_the_usual_settings_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUORATE_CALENDAR_HOSTS", ",".join(HOSTS))
    settings = Settings()
    assert not any("CALENDAR" in each for each in settings.unsafe())
    assert settings.calendar_hosts == HOSTS
