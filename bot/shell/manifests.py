"""What an administrator uploads to Slack and to Teams, made from the settings."""

from __future__ import annotations

import json

from adapters.slack import SlackSettings, manifest
from adapters.teams import TeamsSettings, teams_package
from bot.domain.errors import QuorateError
from bot.policy import PolicyError
from bot.wiring import Configuration

NO_ADDRESS = "https://quorate.example"
WARNING = f"No address was given, so {NO_ADDRESS} stands in it. Give --base-url or set QUORATE_BASE_URL first."


def base_url_of(configuration: Configuration, base_url: str | None) -> tuple[str, str]:
    """Where people and platforms reach Quorate, and a warning when nobody has said."""
    address = base_url or configuration.settings.base_url
    if not address:
        return NO_ADDRESS, WARNING
    if not address.startswith("https://"):
        raise QuorateError("The address must begin with https://: platforms send nothing without TLS.")
    return address.rstrip("/"), ""


def copies_messages(configuration: Configuration) -> bool:
    """True where any council's policy lets a message become an action; False where no policy can be read yet."""
    try:
        policies = configuration.policies()
    except PolicyError:
        return False
    return any(each.actions.message_to_action for each in policies.by_council.values())


def slack_manifest(configuration: Configuration, base_url: str | None, socket_mode: bool) -> tuple[str, str]:
    """The Slack app manifest as JSON, and a warning if there is one."""
    settings = next((own for plug, own in configuration.channels if plug.name == "slack"), None)
    if not isinstance(settings, SlackSettings):
        settings = SlackSettings()
    by_socket = socket_mode or (settings.socket_mode and base_url is None)
    address, warning = (None, "") if by_socket else base_url_of(configuration, base_url)
    made = manifest(address, by_socket, settings.command, message_action=copies_messages(configuration))
    return json.dumps(made, indent=2) + "\n", warning


def teams_app_package(configuration: Configuration, base_url: str | None) -> tuple[bytes, str]:
    """The Teams app package (a zip file), and a warning if there is one."""
    settings = next((own for plug, own in configuration.channels if plug.name == "teams"), None)
    if not isinstance(settings, TeamsSettings) or not settings.app_id:
        raise QuorateError("Set QUORATE_TEAMS_APP_ID first: the package is made for that one bot.")
    address, warning = base_url_of(configuration, base_url)
    return teams_package(
        settings.app_id, settings.app_id, address, message_action=copies_messages(configuration)
    ), warning
