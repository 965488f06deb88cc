"""The Teams app package that an administrator uploads: manifest and icons in a zip file."""

from __future__ import annotations

import io
import json
import zipfile
from urllib.parse import urlsplit

from adapters.teams.icons import colour_icon, outline_icon
from adapters.teams.rendering.measure import Json

SCHEMA = "https://developer.microsoft.com/json-schemas/teams/v1.17/MicrosoftTeams.schema.json"
COMMANDS = (
    ("strategy-meeting", "Call a strategy meeting, or open one by its reference"),
    ("home", "What waits for me, and what I wait for"),
    ("mine", "My meetings"),
    ("overdue", "Actions that are late, or lack an owner or a time: mine, and my people's"),
    ("help", "What Quorate can do for me"),
)
MAKE_ACTION = "make_action"
MESSAGE_COMMAND: Json = {
    "id": MAKE_ACTION,
    "type": "action",
    "title": "Make this an action",
    "description": "Write this message down as an action of one of your meetings",
    "context": ["message"],
    "fetchTask": True,
}
MADE = (2026, 1, 1, 0, 0, 0)
"""A fixed date on every file, so that the same settings give the same package, byte for byte."""


def teams_package(
    app_id: str, bot_id: str, base_url: str, name: str = "Quorate", *, message_action: bool = False
) -> bytes:
    """The zip file. `base_url` is Quorate's own https address; ValueError when it is none.

    `message_action`: a council's policy lets a message's words be copied, so that a message's menu offers it.
    """
    made = manifest(app_id, bot_id, base_url, name)
    if message_action:
        made["composeExtensions"] = [{"botId": bot_id, "commands": [MESSAGE_COMMAND]}]
    files = {
        "manifest.json": json.dumps(made, indent=2).encode(),
        "color.png": colour_icon(),
        "outline.png": outline_icon(),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for path, content in files.items():
            package.writestr(zipfile.ZipInfo(path, MADE), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def manifest(app_id: str, bot_id: str, base_url: str, name: str) -> Json:
    """The app's manifest: a bot in the personal scope alone, for anywhere else others would read along."""
    parts = urlsplit(base_url)
    if parts.scheme != "https" or not parts.hostname:
        raise ValueError("The address must begin with https://, as people reach Quorate from outside.")
    base = f"https://{parts.netloc}"
    commands = [{"title": title, "description": words} for title, words in COMMANDS]
    return {
        "$schema": SCHEMA,
        "manifestVersion": "1.17",
        "version": "1.0.0",
        "id": app_id,
        "developer": {
            "name": name[:32],
            "websiteUrl": base,
            "privacyUrl": f"{base}/privacy",
            "termsOfUseUrl": f"{base}/terms",
        },
        "name": {"short": name[:30], "full": f"{name}: strategy meetings"[:100]},
        "description": {
            "short": "Strategy meetings with the right people, in time",
            "full": (
                "Invites police, health and social care to a strategy meeting, each in their own tool, "
                "and keeps everyone to what was agreed. It writes to each person alone."
            ),
        },
        "icons": {"color": "color.png", "outline": "outline.png"},
        "accentColor": "#1F4E79",
        "bots": [
            {
                "botId": bot_id,
                "scopes": ["personal"],
                "isNotificationOnly": False,
                "supportsFiles": False,
                "commandLists": [{"scopes": ["personal"], "commands": commands}],
            }
        ],
        "permissions": ["identity"],
        "validDomains": [parts.netloc.lower()],
    }
