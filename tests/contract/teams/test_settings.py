"""What is unsafe does not start, and says so in a sentence."""

from __future__ import annotations

import pytest

from adapters.teams import TeamsAdapter, TeamsSettings, plug
from adapters.teams.hosts import ServiceHosts
from tests.contract.teams.ground import NHS, POLICE

GOOD = {
    "APP_ID": "6f2d9c1e-4b0a-4f57-9f3e-2a1b8c7d6e5f",
    "APP_PASSWORD": "Q8~longAndRandom.invented",
    "HOME_TENANT": POLICE,
    "TENANTS": f"{POLICE}, {NHS.upper()}",
}


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name, value in GOOD.items():
        monkeypatch.setenv(f"QUORATE_TEAMS_{name}", value)
    return monkeypatch


def test_settings_come_from_the_environment(environment: pytest.MonkeyPatch) -> None:
    settings = TeamsSettings()
    assert settings.tenants == (POLICE, NHS)
    assert settings.service_hosts == ("smba.trafficmanager.net",)
    assert settings.wanted()
    assert settings.unsafe() == []
    assert "invented" not in repr(settings)
    environment.setenv("QUORATE_TEAMS_TENANTS", f'["{POLICE}"]')
    environment.setenv("QUORATE_TEAMS_LOGIN_AUTHORITY", "")
    assert TeamsSettings().tenants == (POLICE,)
    assert TeamsSettings().login_authority.startswith("https://login.microsoftonline.com")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("APP_ID", ""),
        ("APP_ID", "your-app-id"),
        ("APP_ID", "00000000-0000-0000-0000-000000000000"),
        ("APP_PASSWORD", ""),
        ("APP_PASSWORD", "changeme"),
        ("APP_PASSWORD", "<the client secret>"),
        ("HOME_TENANT", ""),
        ("TENANTS", ""),
        ("TENANTS", "*"),
        ("TENANTS", "00000000-0000-0000-0000-000000000000"),
        ("OPENID_METADATA_URL", "http://login.botframework.com/v1/.well-known/openidconfiguration"),
        ("LOGIN_AUTHORITY", "http://login.microsoftonline.com"),
        ("SERVICE_HOSTS", "http://smba.trafficmanager.net"),
    ],
)
def test_unsafe_settings_are_named_without_their_secret(
    environment: pytest.MonkeyPatch, name: str, value: str
) -> None:
    environment.setenv(f"QUORATE_TEAMS_{name}", value)
    wrong = TeamsSettings().unsafe()
    assert any(f"QUORATE_TEAMS_{name}" in sentence for sentence in wrong)
    assert GOOD["APP_PASSWORD"] not in " ".join(wrong)


def test_a_channel_nobody_configured_stays_out(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in GOOD:
        monkeypatch.delenv(f"QUORATE_TEAMS_{name}", raising=False)
    assert not TeamsSettings().wanted()


def test_the_plug_opens_the_adapter_and_every_setting_is_described(environment: pytest.MonkeyPatch) -> None:
    assert plug.name == "teams"
    adapter = plug.open(plug.settings())
    assert isinstance(adapter, TeamsAdapter)
    assert adapter.channel.name == "teams"
    assert all(field.description for field in TeamsSettings.model_fields.values())


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("https://smba.trafficmanager.net/uk/", True),
        ("https://SMBA.trafficmanager.net:443/teams/", True),
        ("http://127.0.0.1:9/x", True),
        ("http://smba.trafficmanager.net/uk/", False),
        ("https://smba.trafficmanager.net:8443/", False),
        ("https://a.smba.trafficmanager.net/", False),
        ("https://smba.trafficmanager.net.evil.example/", False),
        ("https://smba.trafficmanager.net@evil.example/", False),
        ("https://evil.example/smba.trafficmanager.net", False),
        ("https://smba.trafficmanager.net\\.evil.example/", False),
        ("https://smba.trafficmanager.net:99999/", False),
        ("//smba.trafficmanager.net/", False),
        ("smba.trafficmanager.net", True),
        ("http://127.0.0.1:10/x", False),
        ("", False),
    ],
)
def test_service_hosts_are_matched_exactly(url: str, allowed: bool) -> None:
    assert ServiceHosts(("smba.trafficmanager.net", "http://127.0.0.1:9")).allow(url) is allowed
