"""The app manifest that a Slack administrator uploads, with the fewest rights that work."""

from __future__ import annotations

from typing import Any

SCOPES = ("chat:write", "commands", "im:history", "im:write", "users:read", "users:read.email")
_EVENTS = ("app_home_opened", "app_uninstalled", "message.im", "tokens_revoked")
MAKE_ACTION = "make_action"
_SHORTCUT = {
    "name": "Make this an action",
    "type": "message",
    "callback_id": MAKE_ACTION,
    "description": "Write this message down as an action of one of your meetings",
}
_PATH = "/slack/events"


def manifest(
    base_url: str | None, socket_mode: bool, command: str, *, message_action: bool = False
) -> dict[str, Any]:
    """The manifest as JSON. `base_url` is where Slack reaches Quorate; not used in Socket Mode.

    `message_action`: a council's policy lets a message's words be copied, so that a message's menu offers it.
    """
    url = None if socket_mode or not base_url else base_url.rstrip("/") + _PATH
    called: dict[str, Any] = {"request_url": url} if url else {}
    return {
        "display_information": {
            "name": "Quorate",
            "description": "Gets the right people to a strategy meeting in time.",
            "background_color": "#1d4f5c",
        },
        "features": {**_features(command, url), **({"shortcuts": [_SHORTCUT]} if message_action else {})},
        "oauth_config": {"scopes": {"bot": list(SCOPES)}},
        "settings": {
            "event_subscriptions": {**called, "bot_events": list(_EVENTS)},
            "interactivity": {
                "is_enabled": True,
                **called,
                **({"message_menu_options_url": url} if url else {}),
            },
            "org_deploy_enabled": False,
            "socket_mode_enabled": socket_mode,
            "token_rotation_enabled": False,
        },
    }


def _features(command: str, url: str | None) -> dict[str, Any]:
    slash = {
        "command": command,
        "description": "Call a strategy meeting, or look at one",
        "usage_hint": "[reference | mine | overdue | help]",
        "should_escape": False,
        **({"url": url} if url else {}),
    }
    return {
        "app_home": {
            "home_tab_enabled": True,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": False,
        },
        "bot_user": {"display_name": "quorate", "always_online": True},
        "slash_commands": [slash],
    }
