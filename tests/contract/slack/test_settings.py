"""What must be set, what is refused, what the manifest asks for, and what doctor says."""

import pytest

from adapters.slack import SlackAdapter, SlackSettings, manifest, plug
from adapters.slack.manifest import SCOPES
from bot.app.ports import Finding
from bot.demo.stand_ins.slack import EVERY_SCOPE, SlackStandIn, Workspace
from tests.contract.slack.ground import POLICE, SECRET, TEAM, Slack

TOKEN = "xoxb-123456789012-abcdefghijkl"
GOOD = {"signing_secret": SECRET, "bot_tokens": {TEAM: TOKEN}}


def test_nothing_set_means_no_slack():
    assert not SlackSettings().wanted()
    assert SlackSettings(bot_token=TOKEN).wanted()


def test_the_environment_is_read(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("QUORATE_SLACK_SIGNING_SECRET", SECRET)
    monkeypatch.setenv("QUORATE_SLACK_BOT_TOKENS", f'{{"{TEAM}": "{TOKEN}"}}')
    monkeypatch.setenv("QUORATE_SLACK_BOT_TOKEN", TOKEN)
    monkeypatch.setenv("QUORATE_SLACK_TEAM", POLICE)
    monkeypatch.setenv("QUORATE_SLACK_ENTERPRISES", "")
    settings = plug.settings()
    assert isinstance(settings, SlackSettings)
    assert settings.tokens() == {TEAM: TOKEN, POLICE: TOKEN}
    assert settings.unsafe() == []


def test_secrets_never_show():
    assert TOKEN not in repr(SlackSettings(**GOOD)) + str(SlackSettings(**GOOD))
    with pytest.raises(ValueError) as refused:
        SlackSettings(bot_tokens=TOKEN)
    assert TOKEN not in str(refused.value)


def test_every_setting_is_described():
    assert all(field.description for field in SlackSettings.model_fields.values())


@pytest.mark.parametrize(
    ("given", "about"),
    [
        ({"signing_secret": ""}, "SIGNING_SECRET is empty"),
        ({"signing_secret": "changeme-changeme-changeme"}, "is an example"),
        ({"signing_secret": "0" * 32}, "is an example"),
        ({"signing_secret": "short"}, "too short"),
        ({"bot_tokens": {}}, "No workspace is allowed"),
        ({"bot_tokens": {"council": TOKEN}}, "no workspace id"),
        ({"bot_tokens": {TEAM: "xoxp-123456789012-abcdefghijkl"}}, "is not a bot token"),
        ({"bot_tokens": {TEAM: "xoxb-…"}}, "is not a bot token"),
        ({"bot_token": TOKEN}, "TEAM is empty"),
        ({"enterprises": "E0COUNCILS"}, "has no token"),
        ({"api_base_url": "http://slack.example/api/"}, "must be https"),
        ({"api_base_url": "ftp://slack.example/"}, "must be https"),
        ({"app_token": "xoxb-1"}, "starts with xapp-"),
        ({"command": "strategy meeting"}, "QUORATE_SLACK_COMMAND"),
    ],
)
def test_what_is_unsafe_is_said_plainly(given: dict, about: str):
    said = SlackSettings(**{**GOOD, **given}).unsafe()
    assert len(said) == 1
    assert about in said[0]


@pytest.mark.parametrize("url", ["https://slack.com/api/", "http://127.0.0.1:4003/api/", "http://localhost:1/api/"])
def test_https_or_this_machine_is_safe(url: str):
    assert SlackSettings(**GOOD, api_base_url=url).unsafe() == []


def test_socket_mode_needs_no_signing_secret():
    settings = SlackSettings(bot_tokens={TEAM: TOKEN}, app_token="xapp-1-A1-1-abc")
    assert (settings.unsafe(), settings.socket_mode) == ([], True)


def test_the_manifest_asks_for_the_fewest_rights():
    told = manifest("https://quorate.council.example/", False, "/strategy-meeting")
    assert set(told["oauth_config"]["scopes"]["bot"]) == EVERY_SCOPE == set(SCOPES)
    address = "https://quorate.council.example/slack/events"
    assert told["settings"]["event_subscriptions"]["request_url"] == address
    assert told["settings"]["interactivity"]["message_menu_options_url"] == address
    assert told["features"]["slash_commands"][0]["url"] == address
    assert set(told["settings"]["event_subscriptions"]["bot_events"]) == {
        "app_home_opened", "message.im", "app_uninstalled", "tokens_revoked",
    }  # fmt: skip


def test_the_manifest_for_socket_mode_names_no_address():
    told = manifest("https://quorate.council.example", True, "/strat")
    assert "http" not in str(told)
    assert told["settings"]["socket_mode_enabled"] is True
    assert told["features"]["slash_commands"][0]["command"] == "/strat"


async def test_doctor_finds_everything_right(slack: Slack):
    assert [one for one in await slack.adapter.check() if not one.ok] == []


async def check(tokens: dict[str, str], url: str, **more) -> list[Finding]:
    adapter = plug.open(SlackSettings(signing_secret=SECRET, bot_tokens=tokens, api_base_url=url, **more))
    return [one for one in await adapter.check() if not one.ok]


async def test_doctor_says_what_is_wrong_and_how_to_mend_it():
    council, police = Workspace(TEAM, "Council"), Workspace(POLICE, "Police", broken="token_revoked")
    async with SlackStandIn(council, police) as stand_in:
        swapped = await check({POLICE: council.bot_token}, stand_in.api_url)
        revoked = await check({POLICE: police.bot_token}, stand_in.api_url)
        socket = await check({TEAM: council.bot_token}, stand_in.api_url, app_token="xapp-wrong")
    unreachable = await check({TEAM: TOKEN}, "http://127.0.0.1:9/api/")
    assert ["belongs to another workspace" in one.words for one in swapped] == [True]
    assert ["token_revoked" in one.words for one in revoked] == [True]
    assert [one.about for one in socket] == ["Slack Socket Mode"]
    assert ["network" in one.mend for one in unreachable] == [True]
    assert all(one.mend for one in (*swapped, *revoked, *socket, *unreachable))


def test_the_plug_opens_the_adapter():
    assert isinstance(plug.open(SlackSettings(**GOOD)), SlackAdapter)
    assert plug.open(SlackSettings(**GOOD)).channel.name == plug.name == "slack"
